import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import type { ImageEncoder } from '../encoder.ts'
import { checkLayout, describeFormat, type ImageLayout, type Pixels } from '../pixels.ts'

/** Maximum width and height, as in libpng. */
const maxSide = 1_000_000

interface Storage {
  readonly channels: number
  readonly sampleBytes: number
}

/** PNG has no signed samples: their bits are stored unchanged. */
const storageByFormat: ReadonlyMap<number, Storage> = new Map([
  [pixelFormats.Grayscale8, { channels: 1, sampleBytes: 1 }],
  [pixelFormats.Grayscale16, { channels: 1, sampleBytes: 2 }],
  [pixelFormats.SignedGrayscale16, { channels: 1, sampleBytes: 2 }],
  [pixelFormats.RGB24, { channels: 3, sampleBytes: 1 }],
  [pixelFormats.RGBA32, { channels: 4, sampleBytes: 1 }],
])

/** Throws `CallError` with Orthanc's code if an image of this layout cannot become a PNG. */
export function checkPng(layout: ImageLayout): void {
  checkLayout(layout)
  const { width, height } = layout
  storageOf(layout.format)
  if (isSide(width) && isSide(height)) return
  throw new CallError(
    errorCodes.InternalError,
    `image of ${width} × ${height} px, PNG takes 1 to ${maxSide} each way`,
  )
}

/**
 * Encodes an image that passed `checkPng` into a PNG file, in a buffer of its own. `effort` is 0 for fast, 1 for balanced, 2 for
 * small; the pixels are the same.
 */
export function encodePng(
  encoder: ImageEncoder,
  pixels: Pixels,
  effort: number,
): Uint8Array<ArrayBuffer> {
  const { channels, sampleBytes } = storageOf(pixels.format)
  return encoder.encode('png', pixels, [channels, sampleBytes, effort])
}

function storageOf(format: number): Storage {
  const storage = storageByFormat.get(format)
  if (storage !== undefined) return storage
  const formats = [...storageByFormat.keys()].map((other) => describeFormat(other))
  throw new CallError(
    errorCodes.NotImplemented,
    `pixel format ${describeFormat(format)}, PNG takes ${formats.join(', ')}`,
  )
}

function isSide(length: number): boolean {
  return length >= 1 && length <= maxSide
}
