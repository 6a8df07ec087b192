import { errorCodes, imageFormats } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import type { ImageEncoder } from './encoder.ts'
import { decodeJpeg } from './jpeg/decode-jpeg.ts'
import { checkJpeg, encodeJpeg } from './jpeg/jpeg.ts'
import type { ImageLayout, Pixels } from './pixels.ts'
import { decodePng } from './png/decode-png.ts'
import { checkPng, encodePng } from './png/png.ts'

/** `quality` of a JPEG, 1 to 100; `effort` for a PNG, 0 to 2. */
interface CodecOptions {
  readonly quality: number
  readonly effort: number
}

/** An image format of the SDK. */
interface Codec {
  readonly mimeType: string
  /** Throws `CallError` if `encode` cannot encode such an image. */
  check(layout: ImageLayout, options: CodecOptions): void
  encode(encoder: ImageEncoder, pixels: Pixels, options: CodecOptions): Uint8Array<ArrayBuffer>
  decode(file: Uint8Array): Pixels
}

const codecByFormat: ReadonlyMap<number, Codec> = new Map<number, Codec>([
  [
    imageFormats.Png,
    {
      mimeType: 'image/png',
      check: (layout) => checkPng(layout),
      encode: (encoder, pixels, { effort }) => encodePng(encoder, pixels, effort),
      decode: decodePng,
    },
  ],
  [
    imageFormats.Jpeg,
    {
      mimeType: 'image/jpeg',
      check: (layout, { quality }) => checkJpeg(layout, quality),
      encode: (encoder, pixels, { quality }) => encodeJpeg(encoder, pixels, quality),
      decode: decodeJpeg,
    },
  ],
])

/** The codec of an image format. Throws `CallError` 3 if the format is neither PNG nor JPEG. */
export function requireCodec(imageFormat: number): Codec {
  const codec = codecByFormat.get(imageFormat)
  if (codec !== undefined) return codec
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `image format ${imageFormat}, ${imageFormats.Png} (PNG) or ${imageFormats.Jpeg} (JPEG) needed`,
  )
}

/**
 * Decodes a file into pixels without padding, in memory of their own.
 *
 * Throws `CallError`: 2 for a DICOM file, and as `requireCodec`, `decodePng` and `decodeJpeg` do.
 */
export function decodeImage(file: Uint8Array, imageFormat: number): Pixels {
  if (imageFormat === imageFormats.Dicom)
    throw new CallError(errorCodes.NotImplemented, 'DICOM files are not decoded; PNG and JPEG are')
  return requireCodec(imageFormat).decode(file)
}
