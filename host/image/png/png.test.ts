import * as fc from 'fast-check'
import { decode as decodeFastPng } from 'fast-png'
import UPNG from 'upng-js'
import { describe, expect, it } from 'vitest'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import {
  contents,
  makeImage,
  newEncoder,
  pngFormats,
  randomBytes,
  recipes,
  runs,
  tightRows,
} from '../../../test/support/images.ts'
import { codeOf } from '../../../test/support/error-code.ts'
import { readPng } from '../../../test/support/png-reader.ts'
import { byteLength, type Pixels } from '../pixels.ts'
import { checkPng, encodePng } from './png.ts'

const { Grayscale8, Grayscale16, RGB24, RGBA32 } = pixelFormats

const encoder = newEncoder()
const efforts = fc.constantFrom(0, 1, 2)

function isWide({ format }: Pixels): boolean {
  return format === Grayscale16 || format === pixelFormats.SignedGrayscale16
}

/** The rows in PNG's byte order. */
function rowsInFile(pixels: Pixels): Buffer {
  const rows = Buffer.from(tightRows(pixels))
  return isWide(pixels) ? rows.swap16() : rows
}

/** Where a file differs from the image; `null`: nowhere. */
function differenceOf(file: Uint8Array, pixels: Pixels): string | null {
  const { width, height, depth, rows } = readPng(file)
  if (width !== pixels.width || height !== pixels.height) return `size ${width} × ${height}`
  if (depth !== (isWide(pixels) ? 16 : 8)) return `depth ${depth}`
  return rowsInFile(pixels).equals(rows) ? null : 'pixels'
}

describe('encodePng', () => {
  it('keeps every pixel, read by node:zlib', () => {
    fc.assert(
      fc.property(recipes(pngFormats, 400), efforts, (recipe, effort) => {
        const pixels = makeImage(recipe)
        expect(differenceOf(encodePng(encoder, pixels, effort), pixels)).toBeNull()
      }),
      runs(400),
    )
  })

  it('keeps every pixel of 8 bits, read by upng-js', () => {
    fc.assert(
      fc.property(recipes([Grayscale8, RGB24, RGBA32], 300), efforts, (recipe, effort) => {
        const pixels = makeImage(recipe)
        const { width, height, data } = UPNG.decode(encodePng(encoder, pixels, effort).buffer)
        const rows = tightRows(pixels)
        expect({ width, height }).toEqual({ width: pixels.width, height: pixels.height })
        expect(Buffer.compare(rows, data.subarray(0, rows.length))).toBe(0)
      }),
      runs(100),
    )
  })

  it('keeps every pixel, read by fast-png', () => {
    fc.assert(
      fc.property(recipes(pngFormats, 300), efforts, (recipe, effort) => {
        const pixels = makeImage(recipe)
        const { width, height, data } = decodeFastPng(encodePng(encoder, pixels, effort), {
          checkCrc: true,
        })
        expect({ width, height }).toEqual({ width: pixels.width, height: pixels.height })
        const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
        expect(bytes.equals(tightRows(pixels))).toBe(true)
      }),
      runs(100),
    )
  })

  it.each([
    ['rows just under a block', Grayscale8, 65_534, 5],
    ['rows of just over a block', Grayscale8, 65_537, 3],
    ['rows too long for one block', Grayscale16, 70_001, 3],
    ['rows of many blocks', RGBA32, 100_003, 2],
    ['the widest image', Grayscale8, 1_000_000, 1],
    ['a very tall image', Grayscale8, 1, 200_001],
    ['many slices', RGB24, 600, 601],
    ['a file taken in several pieces', Grayscale8, 2300, 2100],
  ])('keeps every pixel of %s', (_, format, width, height) => {
    for (const content of contents) {
      const pixels = makeImage({ format, width, height, padding: 1, content, seed: 1 })
      const file = encodePng(encoder, pixels, 1)
      expect(differenceOf(file, pixels)).toBeNull()
      expect(file.length).toBeLessThan(byteLength(pixels) * 1.001 + height + 100)
    }
  })

  it('writes the same bytes whatever was encoded before', () => {
    fc.assert(
      fc.property(recipes(pngFormats, 300), recipes(pngFormats, 300), efforts, (a, b, effort) => {
        const used = newEncoder()
        encodePng(used, makeImage(a), effort)
        const pixels = makeImage(b)
        const file = encodePng(used, pixels, effort)
        expect(Buffer.compare(file, encodePng(newEncoder(), pixels, effort))).toBe(0)
      }),
      runs(30),
    )
  })

  it('ignores what an earlier image left after its last row', () => {
    const used = newEncoder()
    // steps of 7 leave sevens in the buffer of filtered rows, where the others' rows end with three
    const steps = Uint8Array.from({ length: 80 * 80 }, (_, i) => (i % 80) * 7)
    encodePng(used, { format: Grayscale8, width: 80, height: 80, pitch: 80, data: steps }, 0)
    for (let seed = 1; seed <= 50; seed++) {
      const random = randomBytes(seed)
      const walk = new Uint8Array(48).fill(100)
      for (let i = 1; i < 48; i++) walk[i] = (walk[i - 1] ?? 0) + (i < 44 ? random() >> 4 : 7)
      const pixels = { format: Grayscale8, width: 48, height: 1, pitch: 48, data: walk }
      expect(encodePng(used, pixels, 0)).toEqual(encodePng(newEncoder(), pixels, 0))
    }
  })

  it('does not change the pixels that it encodes', () => {
    fc.assert(
      fc.property(recipes(pngFormats, 100), efforts, (recipe, effort) => {
        const pixels = makeImage(recipe)
        const before = pixels.data.slice()
        encodePng(encoder, pixels, effort)
        expect(Buffer.compare(pixels.data, before)).toBe(0)
      }),
      runs(20),
    )
  })

  it('returns a file that later images do not change', () => {
    const recipe = { format: RGB24, width: 500, height: 500, padding: 0, seed: 1 }
    const file = encodePng(encoder, makeImage({ ...recipe, content: 'smooth' }), 1)
    const before = file.slice()
    encodePng(encoder, makeImage({ ...recipe, content: 'tiles' }), 1)
    expect(Buffer.compare(file, before)).toBe(0)
  })

  it('writes one IDAT chunk for a quarter of a MiB of pixels', () => {
    const pixels = makeImage({
      format: Grayscale8,
      width: 1024,
      height: 1024,
      padding: 0,
      content: 'noise',
      seed: 1,
    })
    expect(readPng(encodePng(encoder, pixels, 1)).dataLengths).toHaveLength(4)
  })

  it.each(['tiles', 'dotted', 'runs', 'gradient', 'smooth'] as const)(
    'gets no larger with more effort: %s',
    (content) => {
      const pixels = makeImage({
        format: RGB24,
        width: 300,
        height: 600,
        padding: 0,
        content,
        seed: 1,
      })
      const [fast = 0, balanced = 0, small = 0] = [0, 1, 2].map(
        (effort) => encodePng(encoder, pixels, effort).length,
      )
      expect(balanced).toBeLessThanOrEqual(fast)
      expect(small).toBeLessThanOrEqual(balanced)
    },
  )

  it.each([
    ['RGB24', RGB24, 3],
    ['RGBA32', RGBA32, 4],
  ])('finds a speckle of %s again, pixel by pixel', (_, format, channels) => {
    const [width, height] = [300, 300]
    const random = randomBytes(1)
    const data = new Uint8Array(width * height * channels)
    for (let at = 0; at < data.length; at += channels) data.fill(random() & 0xfc, at, at + channels)
    const pixels = { format, width, height, pitch: width * channels, data }
    const file = encodePng(encoder, pixels, 1)
    expect(differenceOf(file, pixels)).toBeNull()
    // 64 levels: six bits for each sample apart, and some ten for a whole pixel
    expect((file.length * 8) / (width * height)).toBeLessThan(12)
  })
})

describe('checkPng', () => {
  const good = { format: Grayscale8, width: 4, height: 4, pitch: 4 }

  it.each([
    ['Grayscale8', pixelFormats.Grayscale8, null],
    ['Grayscale16', pixelFormats.Grayscale16, null],
    ['SignedGrayscale16', pixelFormats.SignedGrayscale16, null],
    ['RGB24', pixelFormats.RGB24, null],
    ['RGBA32', pixelFormats.RGBA32, null],
    ['Unknown', pixelFormats.Unknown, errorCodes.ParameterOutOfRange],
    ['RGB48', pixelFormats.RGB48, errorCodes.NotImplemented],
    ['Grayscale32', pixelFormats.Grayscale32, errorCodes.NotImplemented],
    ['Float32', pixelFormats.Float32, errorCodes.NotImplemented],
    ['BGRA32', pixelFormats.BGRA32, errorCodes.NotImplemented],
    ['Grayscale64', pixelFormats.Grayscale64, errorCodes.NotImplemented],
    ['no format', 0, errorCodes.ParameterOutOfRange],
    ['a negative format', -1, errorCodes.ParameterOutOfRange],
    ['the format after the last', 12, errorCodes.ParameterOutOfRange],
  ])('answers for %s as Orthanc does', (_, format, code) => {
    expect(codeOf(() => checkPng({ ...good, format, pitch: 64 }))).toBe(code)
  })

  it.each([
    ['width 0', { width: 0 }, errorCodes.InternalError],
    ['height 0', { height: 0 }, errorCodes.InternalError],
    ['the largest width', { width: 1_000_000, pitch: 1_000_000 }, null],
    ['the largest height', { height: 1_000_000 }, null],
    ['one more column', { width: 1_000_001, pitch: 1_000_001 }, errorCodes.InternalError],
    ['one more row', { height: 1_000_001 }, errorCodes.InternalError],
    ['2^32 - 1 rows', { height: 2 ** 32 - 1 }, errorCodes.InternalError],
    ['a pitch of a row', { pitch: 4 }, null],
    ['a pitch of less than a row', { pitch: 3 }, errorCodes.ParameterOutOfRange],
    ['pitch 0', { pitch: 0 }, errorCodes.ParameterOutOfRange],
    ['a row that wraps in 32 bits', { format: RGBA32, width: 2 ** 30 + 1, pitch: 4 }, 3],
  ])('answers for %s as Orthanc does', (_, change, code) => {
    expect(codeOf(() => checkPng({ ...good, ...change }))).toBe(code)
  })

  it.each([
    ['the format before the pitch', { format: 12, pitch: 0, width: 4 }, 3],
    ['the pitch before the encoder', { format: pixelFormats.RGB48, pitch: 23, width: 4 }, 3],
    ['what it can store before the size', { format: pixelFormats.RGB48, width: 0 }, 2],
  ])('checks %s', (_, change, code) => {
    expect(codeOf(() => checkPng({ ...good, ...change }))).toBe(code)
  })

  it('says what was found and what is needed', () => {
    expect(() => checkPng({ format: RGBA32, width: 4, height: 4, pitch: 12 })).toThrow(
      'image pitch 12 bytes, at least 16 needed (4 px × RGBA32)',
    )
    expect(() => checkPng({ ...good, format: pixelFormats.RGB48, pitch: 64 })).toThrow(
      'pixel format RGB48 (7), PNG takes Grayscale8 (1), Grayscale16 (2)',
    )
    expect(() => checkPng({ ...good, height: 0 })).toThrow(
      'image of 4 × 0 px, PNG takes 1 to 1000000 each way',
    )
  })
})
