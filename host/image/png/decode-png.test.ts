import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../../abi/enums.ts'
import { codeOf } from '../../../test/support/error-code.ts'
import { makeImage, newEncoder, recipes, runs, tightRows } from '../../../test/support/images.ts'
import {
  filteredRows,
  pngChunk,
  pngSignature,
  writePng,
  type PngParts,
} from '../../../test/support/png-writer.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import { decodePng } from './decode-png.ts'
import { encodePng } from './png.ts'
import type { Pixels } from '../pixels.ts'

const { Grayscale8, Grayscale16, RGB24, RGBA32 } = pixelFormats
const formats = [Grayscale8, Grayscale16, RGB24, RGBA32]
const colourTypes = new Map<number, number>([
  [Grayscale8, 0],
  [Grayscale16, 0],
  [RGB24, 2],
  [RGBA32, 6],
])

/** An image as a PNG whose rows have these filters in turn. */
function pngOf(pixels: Pixels, filters: readonly number[], interlaced: boolean): Buffer {
  const depth = pixels.format === Grayscale16 ? 16 : 8
  const data = Buffer.from(tightRows(pixels))
  const pixelBytes = data.length / (pixels.width * pixels.height)
  const { width, height } = pixels
  const image = { width, height, pixelBytes, data: depth === 16 ? data.swap16() : data }
  const rows = filteredRows(image, filters, { interlaced })
  const colourType = colourTypes.get(pixels.format) ?? 0
  return writePng({ width, height, depth, colourType, interlace: interlaced ? 1 : 0, rows })
}

function differs(file: Uint8Array, pixels: Pixels): string | undefined {
  const { format, width, height, pitch, data } = decodePng(file)
  const tight = tightRows(pixels)
  const shape = [format, width, height, pitch]
  const wanted = [pixels.format, pixels.width, pixels.height, tight.length / pixels.height]
  if (shape.join() !== wanted.join()) return `shape ${shape.join()}, not ${wanted.join()}`
  return Buffer.compare(data, tight) === 0 ? undefined : 'pixels'
}

describe('decodePng', () => {
  it('returns the pixels that the encoder encoded', () => {
    const encoder = newEncoder()
    fc.assert(
      fc.property(recipes(formats, 200), fc.constantFrom(0, 1, 2), (recipe, effort) => {
        const pixels = makeImage(recipe)
        expect(differs(encodePng(encoder, pixels, effort), pixels)).toBeUndefined()
      }),
      runs(150),
    )
  })

  it('undoes every filter in every row, interlaced or not', () => {
    const filters = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(recipes(formats, 40), filters, fc.boolean(), (recipe, chosen, interlaced) => {
        const pixels = makeImage(recipe)
        expect(differs(pngOf(pixels, chosen, interlaced), pixels)).toBeUndefined()
      }),
      runs(400),
    )
  })

  it.each(
    [1, 2, 3, 4, 5, 7, 8, 9].flatMap((width) => [1, 2, 4, 5, 9].map((height) => [width, height])),
  )('reads an interlaced image of %i × %i px, some of whose passes are empty', (width, height) => {
    const recipe = { format: RGB24, width, height, padding: 0, content: 'noise', seed: 1 } as const
    const pixels = makeImage(recipe)
    expect(differs(pngOf(pixels, [1, 2, 3, 4], true), pixels)).toBeUndefined()
  })
})

const rows = Buffer.from([0, 1, 2, 3, 0, 4, 5, 6])
const good: PngParts = { width: 3, height: 2, depth: 8, colourType: 0, rows }
const text = pngChunk('tEXt', Buffer.from('a\0b'))
const compressed = deflateSync(rows)
const header = writePng(good).subarray(pngSignature.length, pngSignature.length + 25)

function fileOf(...chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([pngSignature, ...chunks])
}

/** The same file with a bit of one byte changed, counted from the end where negative. */
function flipBit(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file)
  const i = at < 0 ? copy.length + at : at
  copy[i] = (copy[i] ?? 0) ^ 1
  return copy
}

describe('a damaged file', () => {
  // The codes are those of Orthanc 1.12.7 for the same files, but for the two that say so.
  it.each([
    ['nothing', Buffer.alloc(0), 15],
    ['a text', Buffer.from('this is a text'), 15],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 15],
    ['the signature alone', pngSignature, 15],
    ['a wrong checksum of the header', flipBit(writePng(good), 30), 15],
    ['a wrong checksum of the pixels', flipBit(writePng(good), -13), 15],
    ['a wrong checksum of the last chunk', flipBit(writePng(good), -1), null],
    [
      'a wrong checksum of a text',
      fileOf(header, flipBit(text, -1), pngChunk('IDAT', compressed)),
      null,
    ],
    ['no last chunk', fileOf(header, pngChunk('IDAT', compressed)), null],
    ['bytes after the end', Buffer.concat([writePng(good), Buffer.from('more')]), null],
    [
      'pixels in several chunks',
      fileOf(
        header,
        pngChunk('IDAT', compressed.subarray(0, 3)),
        pngChunk('IDAT', compressed.subarray(3)),
      ),
      null,
    ],
    [
      'another chunk between them',
      fileOf(
        header,
        pngChunk('IDAT', compressed.subarray(0, 3)),
        text,
        pngChunk('IDAT', compressed.subarray(3)),
      ),
      15,
    ],
    ['a second header', fileOf(header, header, pngChunk('IDAT', compressed)), 15],
    ['pixels before the header', fileOf(pngChunk('IDAT', compressed), header), 15],
    ['an unknown chunk that matters', writePng({ ...good, extra: [pngChunk('ABCD', rows)] }), 15],
    [
      'an unknown chunk that does not matter',
      writePng({ ...good, extra: [pngChunk('abCD', rows)] }),
      null,
    ],
    ['too few rows', writePng({ ...good, rows: rows.subarray(0, 7) }), 15],
    ['more rows than it says', writePng({ ...good, rows: Buffer.concat([rows, rows]) }), null],
    [
      'a filter without a meaning',
      writePng({ ...good, rows: Buffer.from([5, 1, 2, 3, 0, 4, 5, 6]) }),
      15,
    ],
    ['pixels that are not compressed', writePng({ ...good, compressed: Buffer.alloc(20) }), 15],
    ['width 0', writePng({ ...good, width: 0 }), 15],
    ['height 0', writePng({ ...good, height: 0 }), 15],
    ['a side longer than libpng takes', writePng({ ...good, width: 1_000_001 }), 15],
    ['a side of more than 31 bits', writePng({ ...good, height: 2 ** 32 - 1 }), 15],
    ['3 bits', writePng({ ...good, depth: 3 }), 15],
    ['RGB of 4 bits', writePng({ ...good, depth: 4, colourType: 2 }), 15],
    ['an unknown type of colours', writePng({ ...good, colourType: 5 }), 15],
    ['an unknown way to interlace', writePng({ ...good, interlace: 2 }), 15],
    ['gray of 4 bits', writePng({ ...good, depth: 4 }), 2],
    [
      'a palette',
      writePng({ ...good, colourType: 3, extra: [pngChunk('PLTE', Buffer.alloc(768))] }),
      2,
    ],
    ['gray with opacity', writePng({ ...good, colourType: 4 }), 2],
    ['RGB of 16 bits', writePng({ ...good, depth: 16, colourType: 2 }), 2],
    [
      'RGBA of 16 bits, which Orthanc returns in an unknown format',
      writePng({ ...good, depth: 16, colourType: 6 }),
      2,
    ],
    [
      'opacity of one gray, which Orthanc leaves out',
      writePng({ ...good, extra: [pngChunk('tRNS', Buffer.from([0, 1]))] }),
      null,
    ],
  ])('%s', (_, file, code) => {
    expect(codeOf(() => decodePng(file))).toBe(code)
  })

  it('is refused wherever it is cut before its pixels end', () => {
    const file = writePng(good)
    const end = file.length - 12
    const codes = Array.from({ length: end }, (_, i) =>
      codeOf(() => decodePng(file.subarray(0, i))),
    )
    expect(new Set(codes)).toEqual(new Set([15]))
    expect(codeOf(() => decodePng(file.subarray(0, end)))).toBeNull()
  })

  it('throws nothing but codes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }), (changes) => {
        const file = writePng(good)
        for (const [at, value] of changes) file[at % file.length] = value
        expect([null, 2, 4, 15]).toContain(codeOf(() => decodePng(file)))
      }),
      runs(2000),
    )
  })
})

describe('a bomb', () => {
  it('of gigapixels is refused by its header', () => {
    const file = writePng({ ...good, width: 1_000_000, height: 1_000_000 })
    expect(() => decodePng(file)).toThrow('an image of 1000000 × 1000000 px needs 1000000000000')
    expect(codeOf(() => decodePng(file))).toBe(4)
  })

  it('of one pixel more than is allowed is refused', () => {
    const height = fixedLimits.decodedImageBytes / 1024 + 1
    expect(codeOf(() => decodePng(writePng({ ...good, width: 1024, height })))).toBe(4)
  })

  it('of more chunks than there may be is refused', () => {
    const empty = pngChunk('IDAT', Buffer.alloc(0))
    const many = Buffer.alloc(100_001 * empty.length, empty)
    expect(() => decodePng(fileOf(header, many, pngChunk('IDAT', compressed)))).toThrow(
      'not a valid PNG: it has more than 100000 chunks',
    )
  })

  it('is not inflated further than its header says', () => {
    const file = writePng({ ...good, compressed: deflateSync(Buffer.alloc(1 << 26)) })
    const before = process.memoryUsage().arrayBuffers
    expect(codeOf(() => decodePng(file))).toBe(15)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 24)
  })
})
