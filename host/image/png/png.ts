import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import type { ImageEncoder } from '../encoder.ts'
import { checkLayout, describeFormat, type ImageLayout, type Pixels } from '../pixels.ts'

// The limit of libpng.
const largestSide = 1_000_000

interface Storage {
  readonly channels: number
  readonly sampleBytes: number
}

// Signed samples are stored with the bits as they are: PNG has no signed ones.
const storageByFormat: ReadonlyMap<number, Storage> = new Map([
  [pixelFormats.Grayscale8, { channels: 1, sampleBytes: 1 }],
  [pixelFormats.Grayscale16, { channels: 1, sampleBytes: 2 }],
  [pixelFormats.SignedGrayscale16, { channels: 1, sampleBytes: 2 }],
  [pixelFormats.RGB24, { channels: 3, sampleBytes: 1 }],
  [pixelFormats.RGBA32, { channels: 4, sampleBytes: 1 }],
])

/** Throws `CallError` with Orthanc's code if the image cannot become a PNG; the pixels are not looked at. */
export function checkPng(layout: ImageLayout): void {
  checkLayout(layout)
  const { width, height } = layout
  storageOf(layout.format)
  if (isSide(width) && isSide(height)) return
  throw new CallError(
    errorCodes.InternalError,
    `image of ${width} × ${height} px, PNG takes 1 to ${largestSide} each way`,
  )
}

/**
 * A PNG file of an image that `checkPng` let pass, in a buffer of its own. `effort` 0: fast, 1: balanced, 2: small;
 * the pixels are the same.
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
  return length >= 1 && length <= largestSide
}
