import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { decode as decodeJpegJs } from 'jpeg-js'
import { describe, expect, it } from 'vitest'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { codeOf } from '../../../test/support/error-code.ts'
import {
  jpegFormats,
  makeImage,
  newEncoder,
  recipes,
  runs,
  tightRows,
} from '../../../test/support/images.ts'
import { missingPackage } from '../../../test/support/requirements.ts'
import { checkJpeg, encodeJpeg } from './jpeg.ts'
import type { Pixels } from '../pixels.ts'

const { Grayscale8, RGB24 } = pixelFormats

const encoder = newEncoder()
const qualities = fc.integer({ min: 1, max: 100 })

/** The image as a PGM or PPM file. */
function netpbm(pixels: Pixels): Buffer {
  const magic = pixels.format === RGB24 ? 'P6' : 'P5'
  const header = `${magic}\n${pixels.width} ${pixels.height}\n255\n`
  return Buffer.concat([Buffer.from(header), tightRows(pixels)])
}

function byLibjpeg(pixels: Pixels, quality: number): Buffer {
  const options = ['-dct', 'int', '-baseline', '-quality', `${quality}`]
  return execFileSync('cjpeg', options, { input: netpbm(pixels), maxBuffer: 2 ** 28 })
}

/** jpeg-js returns three equal samples for a gray pixel. */
function byJpegJs(file: Uint8Array, { format }: Pixels): Omit<Pixels, 'format' | 'pitch'> {
  const decoded = decodeJpegJs(file, {
    useTArray: true,
    formatAsRGBA: false,
    maxMemoryUsageInMB: 2048,
  })
  if (format === RGB24) return decoded
  return { ...decoded, data: decoded.data.filter((_value, i) => i % 3 === 0) }
}

function meanError(a: Uint8Array, b: Uint8Array): number {
  const sum = a.reduce((total, value, i) => total + Math.abs(value - (b[i] ?? 0)), 0)
  return sum / a.length
}

describe('encodeJpeg', () => {
  it('writes a file of the same size in pixels, read by jpeg-js', () => {
    fc.assert(
      fc.property(recipes(jpegFormats, 200), qualities, (recipe, quality) => {
        const pixels = makeImage(recipe)
        const { width, height, data } = byJpegJs(encodeJpeg(encoder, pixels, quality), pixels)
        expect({ width, height }).toEqual({ width: pixels.width, height: pixels.height })
        expect(data).toHaveLength(tightRows(pixels).length)
      }),
      runs(100),
    )
  })

  it.each([
    ['gray, quality 90', Grayscale8, 90, 2],
    ['gray, quality 25', Grayscale8, 25, 5],
    ['RGB, quality 90', RGB24, 90, 9],
    ['RGB, quality 25', RGB24, 25, 13],
  ])('stays near smooth pixels: %s', (_, format, quality, allowedError) => {
    const recipe = { format, width: 203, height: 157, padding: 5, seed: 1 }
    const pixels = makeImage({ ...recipe, content: 'smooth' })
    const { data } = byJpegJs(encodeJpeg(encoder, pixels, quality), pixels)
    expect(meanError(tightRows(pixels), data)).toBeLessThan(allowedError)
  })

  it('writes the same bytes whatever was encoded before', () => {
    fc.assert(
      fc.property(recipes(jpegFormats, 200), recipes(jpegFormats, 200), qualities, (a, b, q) => {
        const used = newEncoder()
        encodeJpeg(used, makeImage(a), 100)
        const pixels = makeImage(b)
        const file = encodeJpeg(used, pixels, q)
        expect(Buffer.compare(file, encodeJpeg(newEncoder(), pixels, q))).toBe(0)
      }),
      runs(30),
    )
  })

  it('does not change the pixels that it encodes', () => {
    fc.assert(
      fc.property(recipes(jpegFormats, 100), qualities, (recipe, quality) => {
        const pixels = makeImage(recipe)
        const before = pixels.data.slice()
        encodeJpeg(encoder, pixels, quality)
        expect(Buffer.compare(pixels.data, before)).toBe(0)
      }),
      runs(20),
    )
  })

  it('returns a file that later images do not change', () => {
    const recipe = { format: RGB24, width: 600, height: 600, padding: 0, seed: 1 }
    const file = encodeJpeg(encoder, makeImage({ ...recipe, content: 'smooth' }), 90)
    const before = file.slice()
    encodeJpeg(encoder, makeImage({ ...recipe, content: 'tiles' }), 90)
    expect(Buffer.compare(file, before)).toBe(0)
  })
})

describe.skipIf(missingPackage('cjpeg', 'libjpeg-turbo-progs'))('encodeJpeg and cjpeg', () => {
  it('write the same bytes', () => {
    fc.assert(
      fc.property(recipes(jpegFormats, 300), qualities, (recipe, quality) => {
        const pixels = makeImage(recipe)
        const file = encodeJpeg(encoder, pixels, quality)
        expect(Buffer.compare(file, byLibjpeg(pixels, quality))).toBe(0)
      }),
      runs(200),
    )
  })

  it.each([1, 2, 10, 25, 49, 50, 51, 75, 90, 95, 99, 100])(
    'write the same bytes at quality %i',
    (quality) => {
      for (const format of jpegFormats) {
        const recipe = { format, width: 100, height: 75, padding: 0, seed: quality }
        for (const content of ['noise', 'smooth', 'tiles'] as const) {
          const pixels = makeImage({ ...recipe, content })
          const file = encodeJpeg(encoder, pixels, quality)
          expect(Buffer.compare(file, byLibjpeg(pixels, quality))).toBe(0)
        }
      }
    },
  )

  it.each([
    ['the widest gray image', Grayscale8, 65_500, 2],
    ['the tallest gray image', Grayscale8, 3, 65_500],
    ['the widest RGB image', RGB24, 65_500, 17],
    ['the tallest RGB image', RGB24, 2, 65_500],
    ['many slices', RGB24, 700, 701],
    ['a large image', Grayscale8, 3000, 2900],
  ])('write the same bytes for %s', (_, format, width, height) => {
    const pixels = makeImage({ format, width, height, padding: 7, content: 'smooth', seed: 1 })
    const file = encodeJpeg(encoder, pixels, 90)
    expect(Buffer.compare(file, byLibjpeg(pixels, 90))).toBe(0)
  })

  it('write the same bytes for a file taken in several pieces', () => {
    const recipe = { format: RGB24, width: 1300, height: 1200, padding: 0, seed: 1 }
    const pixels = makeImage({ ...recipe, content: 'noise' })
    const file = encodeJpeg(encoder, pixels, 100)
    expect(file.length).toBeGreaterThan(2.5 * 2 ** 20)
    expect(Buffer.compare(file, byLibjpeg(pixels, 100))).toBe(0)
  })

  it('write the same bytes where no coefficient is zero', () => {
    // One bright pixel in the corner of each of the 64 blocks has all frequencies.
    const [width, height] = [512, 8]
    const data = new Uint8Array(width * height)
    for (let x = 0; x < width; x += 8) data[x] = 255
    const pixels = { format: Grayscale8, width, height, pitch: width, data }
    const file = encodeJpeg(encoder, pixels, 100)
    expect(Buffer.compare(file, byLibjpeg(pixels, 100))).toBe(0)
  })
})

describe('checkJpeg', () => {
  const good = { format: Grayscale8, width: 4, height: 4, pitch: 4 }

  it.each([
    ['Grayscale8', pixelFormats.Grayscale8, null],
    ['Grayscale16', pixelFormats.Grayscale16, 3],
    ['SignedGrayscale16', pixelFormats.SignedGrayscale16, 3],
    ['RGB24', pixelFormats.RGB24, null],
    ['RGBA32', pixelFormats.RGBA32, 3],
    ['Unknown', pixelFormats.Unknown, 3],
    ['RGB48', pixelFormats.RGB48, 3],
    ['Grayscale32', pixelFormats.Grayscale32, 3],
    ['Float32', pixelFormats.Float32, 3],
    ['BGRA32', pixelFormats.BGRA32, 3],
    ['Grayscale64', pixelFormats.Grayscale64, 3],
    ['no format', 0, 3],
    ['a negative format', -1, 3],
    ['the format after the last', 12, 3],
  ])('returns the code of Orthanc for %s', (_, format, code) => {
    expect(codeOf(() => checkJpeg({ ...good, format, pitch: 64 }, 90))).toBe(code)
  })

  it.each([
    ['width 0', { width: 0 }, errorCodes.InternalError],
    ['height 0', { height: 0 }, errorCodes.InternalError],
    ['the largest width', { width: 65_500, pitch: 65_500 }, null],
    ['the largest height', { height: 65_500 }, null],
    ['one more column', { width: 65_501, pitch: 65_501 }, errorCodes.InternalError],
    ['one more row', { height: 65_501 }, errorCodes.InternalError],
    ['a pitch of less than a row', { pitch: 3 }, errorCodes.ParameterOutOfRange],
    ['a row that wraps in 32 bits', { format: RGB24, width: 1_431_655_766, pitch: 4 }, 3],
  ])('returns the code of Orthanc for %s', (_, change, code) => {
    expect(codeOf(() => checkJpeg({ ...good, ...change }, 90))).toBe(code)
  })

  it.each([
    [0, 3],
    [1, null],
    [100, null],
    [101, 3],
    [255, 3],
  ])('answers for quality %i as Orthanc does', (quality, code) => {
    expect(codeOf(() => checkJpeg(good, quality))).toBe(code)
  })

  it('says what was found and what is needed', () => {
    expect(() => checkJpeg(good, 101)).toThrow('JPEG quality 101, 1 to 100 needed')
    expect(() => checkJpeg({ ...good, format: pixelFormats.BGRA32, pitch: 16 }, 90)).toThrow(
      'pixel format BGRA32 (10), JPEG takes Grayscale8 (1), RGB24 (4)',
    )
    expect(() => checkJpeg({ ...good, width: 0 }, 90)).toThrow(
      'image of 0 × 4 px, JPEG takes 1 to 65500 each way',
    )
  })
})
