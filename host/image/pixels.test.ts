import { describe, expect, it } from 'vitest'
import { pixelFormats } from '../../abi/enums.ts'
import { byteLength, rowBytes } from './pixels.ts'

const largest = 2 ** 32 - 1

describe('rowBytes', () => {
  it.each([
    ['Grayscale8', pixelFormats.Grayscale8, 5],
    ['Grayscale16', pixelFormats.Grayscale16, 10],
    ['SignedGrayscale16', pixelFormats.SignedGrayscale16, 10],
    ['RGB24', pixelFormats.RGB24, 15],
    ['RGBA32', pixelFormats.RGBA32, 20],
    ['RGB48', pixelFormats.RGB48, 30],
    ['Grayscale32', pixelFormats.Grayscale32, 20],
    ['Float32', pixelFormats.Float32, 20],
    ['BGRA32', pixelFormats.BGRA32, 20],
    ['Grayscale64', pixelFormats.Grayscale64, 40],
  ])('returns the bytes of five pixels of %s', (_, format, bytes) => {
    expect(rowBytes({ format, width: 5, height: 1, pitch: 64 })).toBe(bytes)
  })

  it('does not wrap in 32 bits', () => {
    const { Grayscale64 } = pixelFormats
    expect(rowBytes({ format: Grayscale64, width: largest, height: 1, pitch: 0 })).toBe(8 * largest)
  })
})

describe('byteLength', () => {
  it('leaves out the padding of the last row', () => {
    const layout = { format: pixelFormats.RGB24, width: 3, height: 4, pitch: 16 }
    expect(byteLength(layout)).toBe(3 * 16 + 9)
  })

  it('returns 0 for an image without rows', () => {
    expect(byteLength({ format: pixelFormats.RGB24, width: 3, height: 0, pitch: 16 })).toBe(0)
  })

  it('does not wrap in 32 bits', () => {
    const layout = { format: pixelFormats.Grayscale8, width: 1, height: 65_537, pitch: 65_536 }
    expect(byteLength(layout)).toBe(2 ** 32 + 1)
  })
})
