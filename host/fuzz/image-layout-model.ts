import { pixelFormats } from '../../abi/enums.ts'
import type { Arguments } from './host/argument-model.ts'

const bytesPerPixel: ReadonlyMap<number, number> = new Map([
  [pixelFormats.Grayscale8, 1],
  [pixelFormats.Grayscale16, 2],
  [pixelFormats.SignedGrayscale16, 2],
  [pixelFormats.RGB24, 3],
  [pixelFormats.RGBA32, 4],
  [pixelFormats.RGB48, 6],
  [pixelFormats.Grayscale32, 4],
  [pixelFormats.Float32, 4],
  [pixelFormats.BGRA32, 4],
  [pixelFormats.Grayscale64, 8],
])

/** Bytes of a row of pixels; NaN for a format that has none. */
export function rowLength(format: number, width: number): number {
  return width * (bytesPerPixel.get(format) ?? Number.NaN)
}

/** How an image lies in memory. */
export function sizeOf(given: Arguments): { width: number; height: number; pitch: number } {
  const [width, height, pitch] = [
    given.number('width'),
    given.number('height'),
    given.number('pitch'),
  ]
  return { width, height, pitch }
}
