import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../abi/enums.ts'
import { codeOf } from '../../test/support/error-code.ts'
import { makeImage, recipes, runs, tightRows } from '../../test/support/images.ts'
import { checkConversion, convertPixels } from './convert.ts'
import { byteLength, rowBytes } from './pixels.ts'

const { Grayscale8, Grayscale16, SignedGrayscale16, Grayscale32, Grayscale64, Float32 } =
  pixelFormats
const { RGB24, RGBA32, BGRA32, RGB48, Unknown } = pixelFormats

const all = Object.values(pixelFormats).filter((format) => format !== Unknown)
const gray = [Grayscale8, Grayscale16, SignedGrayscale16]

/** What Orthanc 1.12.7 converts, tried with every pair. */
const targets = new Map<number, readonly number[]>([
  [Grayscale8, [...gray, RGB24, RGBA32, Float32, BGRA32]],
  [Grayscale16, [...gray, Float32, BGRA32]],
  [SignedGrayscale16, [...gray, Float32, BGRA32]],
  [RGB24, [...gray, RGB24, RGBA32, BGRA32]],
  [RGBA32, [Grayscale8, RGB24, RGBA32, BGRA32]],
  [BGRA32, [Grayscale8, RGB24, RGBA32, BGRA32]],
  [RGB48, [RGB24, RGB48]],
  [Grayscale32, [Grayscale32, Float32]],
  [Float32, [Grayscale8, Grayscale16, RGB24, Float32]],
  [Grayscale64, [Grayscale64]],
])

/** One row of pixels in another format. */
function convertRow(from: number, to: number, bytes: Iterable<number>): readonly number[] {
  const data = Uint8Array.from(bytes)
  const width = data.length / rowBytes({ format: from, width: 1, height: 1, pitch: 0 })
  const source = { format: from, width, height: 1, pitch: data.length }
  const pitch = rowBytes({ ...source, format: to })
  const target = { ...source, format: to, pitch, data: new Uint8Array(pitch) }
  convertPixels({ ...source, data }, target)
  return [...target.data]
}

const signed = (...values: number[]) => new Uint8Array(Int16Array.from(values).buffer)
const wide = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer)
const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer)

describe('checkConversion', () => {
  it.each(all)('converts from format %i to the formats of Orthanc', (from) => {
    const taken = all.filter((to) => codeOf(() => checkConversion(from, to)) === null)
    expect(taken).toEqual((targets.get(from) ?? []).toSorted((a, b) => a - b))
  })

  it('fails with NotImplemented for other pairs, and with ParameterOutOfRange for an unknown format', () => {
    expect(codeOf(() => checkConversion(RGB24, Float32))).toBe(2)
    expect(codeOf(() => checkConversion(RGB24, Unknown))).toBe(3)
    expect(codeOf(() => checkConversion(RGB24, 12))).toBe(3)
    expect(() => checkConversion(RGB24, Float32)).toThrow('from RGB24 (4) to Float32 (9)')
  })
})

describe('convertPixels', () => {
  it.each([
    ['8 to 16 bits', Grayscale8, Grayscale16, [0, 255], [...wide(0, 255)]],
    ['8 to signed bits', Grayscale8, SignedGrayscale16, [0, 255], [...signed(0, 255)]],
    ['8 bits to numbers', Grayscale8, Float32, [0, 255], [...floats(0, 255)]],
    ['gray to RGB', Grayscale8, RGB24, [7], [7, 7, 7]],
    ['gray to RGBA', Grayscale8, RGBA32, [7], [7, 7, 7, 255]],
    ['gray to BGRA', Grayscale8, BGRA32, [7], [7, 7, 7, 255]],
    ['16 to 8 bits, cut', Grayscale16, Grayscale8, wide(0, 255, 256, 65535), [0, 255, 255, 255]],
    ['16 to signed bits', Grayscale16, SignedGrayscale16, wide(9, 65535), [...signed(9, 32767)]],
    ['16 bits to BGRA', Grayscale16, BGRA32, wide(3, 300), [3, 3, 3, 255, 255, 255, 255, 255]],
    ['signed to 8 bits', SignedGrayscale16, Grayscale8, signed(-1, 99, 300), [0, 99, 255]],
    ['signed to 16 bits', SignedGrayscale16, Grayscale16, signed(-1, 99), [...wide(0, 99)]],
    ['RGB to RGBA', RGB24, RGBA32, [1, 2, 3], [1, 2, 3, 255]],
    ['RGB to BGRA', RGB24, BGRA32, [1, 2, 3], [3, 2, 1, 255]],
    ['RGBA to BGRA', RGBA32, BGRA32, [1, 2, 3, 4], [3, 2, 1, 4]],
    ['RGBA to RGB', RGBA32, RGB24, [1, 2, 3, 4], [1, 2, 3]],
    ['BGRA to RGB', BGRA32, RGB24, [1, 2, 3, 4], [3, 2, 1]],
    ['48 bits to RGB', RGB48, RGB24, wide(256, 511, 65535), [1, 1, 255]],
    ['32 bits to numbers', Grayscale32, Float32, [1, 0, 0, 1], [...floats(16777217)]],
    ['numbers to 16 bits', Float32, Grayscale16, floats(65535.4, 1e9, -5), [...wide(65535, 65535)]],
  ])('converts %s', (_, from, to, source, target) => {
    const values = convertRow(from, to, source)
    expect(values.slice(0, target.length)).toEqual(target)
  })

  it('rounds numbers as Orthanc does', () => {
    const values = [0.4, 0.49999997, 0.5, 1.5, 2.5, -0.6, 254.5, 255.5, Infinity, -Infinity, NaN]
    expect(convertRow(Float32, Grayscale8, floats(...values))).toEqual([
      0, 1, 1, 2, 3, 0, 255, 255, 255, 0, 0,
    ])
  })

  it('weights colours as Orthanc does', () => {
    const colours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 33, 51, 137]
    expect(convertRow(RGB24, Grayscale8, colours)).toEqual([54, 182, 11, 49])
    expect(convertRow(BGRA32, Grayscale8, [137, 51, 33, 9])).toEqual([49])
  })

  it('changes neither the source nor the gaps between the rows', () => {
    fc.assert(
      fc.property(
        recipes(all, 30),
        fc.integer({ min: 0, max: 9 }),
        fc.nat(),
        (recipe, gap, pick) => {
          const source = makeImage(recipe)
          const formats = targets.get(source.format) ?? []
          const format = formats[pick % formats.length] ?? source.format
          const row = rowBytes({ ...source, format })
          const layout = { ...source, format, pitch: row + gap }
          const data = new Uint8Array(byteLength(layout)).fill(0xaa)
          const before = source.data.slice()
          convertPixels(source, { ...layout, data })
          expect(Buffer.compare(source.data, before)).toBe(0)
          const tight = convertRow(source.format, format, tightRows(source))
          expect([...tightRows({ ...layout, data })]).toEqual(tight)
          const gaps = [...data].filter((_, i) => i % layout.pitch >= row)
          expect(gaps.every((byte) => byte === 0xaa)).toBe(true)
        },
      ),
      runs(200),
    )
  })
})
