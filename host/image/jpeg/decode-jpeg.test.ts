import * as fc from 'fast-check'
import sharp, { type JpegOptions } from 'sharp'
import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../../abi/enums.ts'
import { codeOf } from '../../../test/support/error-code.ts'
import { makeImage, newEncoder, runs, tightRows } from '../../../test/support/images.ts'
import { decodeJpeg } from './decode-jpeg.ts'
import { encodeJpeg } from './jpeg.ts'
import type { Pixels } from '../pixels.ts'

const { Grayscale8, RGB24 } = pixelFormats

function smooth(format: number, width: number, height: number): Pixels {
  return makeImage({ format, width, height, padding: 0, content: 'gradient', seed: 1 })
}

async function jpegOf(options: JpegOptions): Promise<Buffer> {
  const { width, height, data } = smooth(RGB24, 61, 43)
  const raw = { width, height, channels: 3 } as const
  return sharp(data, { raw }).jpeg(options).toBuffer()
}

/** The largest difference of two samples, libjpeg's against ours. */
async function distance(file: Buffer): Promise<number> {
  const { data } = decodeJpeg(file)
  const wanted = await sharp(file).raw().toBuffer()
  expect(data.length).toBe(wanted.length)
  return data.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? 0))), 0)
}

const encoder = newEncoder()
const gray = Buffer.from(encodeJpeg(encoder, smooth(Grayscale8, 61, 43), 90))
const colours = Buffer.from(encodeJpeg(encoder, smooth(RGB24, 61, 43), 90))

/** Where a marker stands; tables before it have no such bytes. */
function find(file: Buffer, marker: number): number {
  const at = file.indexOf(Buffer.from([0xff, marker]))
  expect(at).toBeGreaterThan(0)
  return at
}

function withBytes(file: Buffer, at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file)
  copy.set(bytes, at)
  return copy
}

describe('decodeJpeg', () => {
  it('decodes a gray file into gray pixels', () => {
    const { format, width, height, pitch, data } = decodeJpeg(gray)
    expect([format, width, height, pitch, data.length]).toEqual([Grayscale8, 61, 43, 61, 61 * 43])
    const worst = tightRows(smooth(Grayscale8, 61, 43)).map((v, i) => Math.abs(v - (data[i] ?? 0)))
    expect(Math.max(...worst)).toBeLessThan(40)
  })

  it('decodes a colour file into RGB pixels', () => {
    const { format, pitch, data } = decodeJpeg(colours)
    expect([format, pitch, data.length]).toEqual([RGB24, 61 * 3, 61 * 43 * 3])
  })

  it('takes any number of FF before the last marker', () => {
    const padded = Buffer.concat([gray.subarray(0, -2), Buffer.from([0xff, 0xff, 0xff, 0xd9])])
    expect(decodeJpeg(padded)).toEqual(decodeJpeg(gray))
  })

  it('is close to libjpeg', async () => {
    expect(await distance(await jpegOf({ chromaSubsampling: '4:4:4', quality: 95 }))).toBeLessThan(
      4,
    )
    expect(
      await distance(await jpegOf({ chromaSubsampling: '4:4:4', progressive: true })),
    ).toBeLessThan(4)
  })

  it('reads components named R, G and B as colours, as libjpeg does', async () => {
    const file = await jpegOf({ chromaSubsampling: '4:4:4', quality: 95 })
    expect(file.includes('JFIF')).toBe(false)
    expect(await distance(nameRgb(file))).toBeLessThan(4)
  })

  it('ignores the names of components after a JFIF header', () => {
    expect(colours.includes('JFIF')).toBe(true)
    expect(decodeJpeg(nameRgb(colours))).toEqual(decodeJpeg(colours))
  })
})

/** The file with its components named R, G and B. */
function nameRgb(file: Buffer): Buffer {
  const copy = Buffer.from(file)
  for (const [i, letter] of [0x52, 0x47, 0x42].entries()) {
    copy[find(file, 0xc0) + 10 + 3 * i] = letter
    copy[find(file, 0xda) + 5 + 2 * i] = letter
  }
  return copy
}

describe('a damaged file', () => {
  const frame = find(colours, 0xc0)
  const huffman = find(colours, 0xc4)
  const scan = find(colours, 0xda)

  it.each([
    ['nothing', Buffer.alloc(0), -1],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47]), -1],
    ['the first marker alone', colours.subarray(0, 2), -1],
    ['width 0', withBytes(colours, frame + 7, 0, 0), -1],
    ['height 0', withBytes(colours, frame + 5, 0, 0), -1],
    ['12 bits', withBytes(colours, frame + 4, 12), 2],
    ['a frame without loss', withBytes(colours, frame + 1, 0xc3), 2],
    ['arithmetic codes', withBytes(colours, frame + 1, 0xc9), 2],
    ['no frame', withBytes(colours, frame + 1, 0xfe), -1],
    ['a sampling factor of 0', withBytes(colours, frame + 11, 0x02), -1],
    ['a sampling factor of 15', withBytes(colours, frame + 11, 0xff), -1],
    ['a frame that claims more components', withBytes(colours, frame + 9, 4), -1],
    ['a table that claims more codes', withBytes(colours, huffman + 5, 255), -1],
    ['a table that claims fewer codes', withBytes(colours, huffman + 6, 0), -1],
    ['a scan that claims more components', withBytes(colours, scan + 4, 200), -1],
    ['a scan past the last coefficient', withBytes(colours, scan + 12, 64), -1],
    ['a second frame', Buffer.concat([colours.subarray(0, scan), colours.subarray(frame)]), -1],
    ['gigapixels without pixels', withBytes(colours, frame + 5, 0xff, 0xff, 0xff, 0xff), 4],
    ['no table of codes', withBytes(colours, huffman + 1, 0xfe), -1],
  ])('%s', (_, file, code) => {
    expect(codeOf(() => decodeJpeg(file))).toBe(code)
  })

  it('is refused for more segments than pixels need, before jpeg-js sees them', () => {
    const interval = Buffer.from([0xff, 0xdd, 0, 4, 0, 0])
    const many = Buffer.alloc(100_001 * interval.length, interval)
    const file = Buffer.concat([colours.subarray(0, 2), many, colours.subarray(2)])
    expect(() => decodeJpeg(file)).toThrow('not a valid JPEG: it has more than 100000 segments')
  })

  it('is refused wherever it is cut', () => {
    const cuts = Array.from({ length: gray.length - 2 }, (_, i) => gray.subarray(0, i))
    expect(new Set(cuts.map((file) => codeOf(() => decodeJpeg(file))))).toEqual(new Set([-1]))
  })

  it('throws nothing but codes', () => {
    const small = Buffer.from(encodeJpeg(encoder, smooth(RGB24, 20, 20), 50))
    const change = fc.tuple(fc.nat(small.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        const file = Buffer.from(small)
        for (const [at, value] of changes) file[at] = value
        expect([null, -1, 2, 4]).toContain(codeOf(() => decodeJpeg(file)))
      }),
      runs(300),
    )
  })

  it('passes to jpeg-js only segments that pixels need', () => {
    const comment = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0, 6]),
      Buffer.from([0xff, 0xc0, 0, 0]),
    ])
    const thumbnail = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0xff, 0xff]),
      Buffer.alloc(0xfffd, 0xff),
    ])
    const file = Buffer.concat([colours.subarray(0, 2), comment, thumbnail, colours.subarray(2)])
    expect(decodeJpeg(file)).toEqual(decodeJpeg(colours))
  })
})
