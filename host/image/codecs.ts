import { errorCodes, imageFormats } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import type { ImageEncoder } from './encoder.ts'
import { checkJpeg, encodeJpeg } from './jpeg/jpeg.ts'
import type { ImageLayout, Pixels } from './pixels.ts'
import { checkPng, encodePng } from './png/png.ts'

/** `quality` is that of a JPEG, 1 to 100; `effort` that of a PNG, 0 to 2. */
interface CodecOptions {
  readonly quality: number
  readonly effort: number
}

/** One format of files. `check` throws `CallError`; `encode` takes what `check` let pass. */
interface Codec {
  readonly mimeType: string
  check(layout: ImageLayout, options: CodecOptions): void
  encode(encoder: ImageEncoder, pixels: Pixels, options: CodecOptions): Uint8Array<ArrayBuffer>
}

const codecByFormat: ReadonlyMap<number, Codec> = new Map<number, Codec>([
  [
    imageFormats.Png,
    {
      mimeType: 'image/png',
      check: (layout) => checkPng(layout),
      encode: (encoder, pixels, { effort }) => encodePng(encoder, pixels, effort),
    },
  ],
  [
    imageFormats.Jpeg,
    {
      mimeType: 'image/jpeg',
      check: (layout, { quality }) => checkJpeg(layout, quality),
      encode: (encoder, pixels, { quality }) => encodeJpeg(encoder, pixels, quality),
    },
  ],
])

/** The codec of an image format of the SDK. Throws `CallError` 3 for one that is neither PNG nor JPEG. */
export function codecFor(imageFormat: number): Codec {
  const codec = codecByFormat.get(imageFormat)
  if (codec !== undefined) return codec
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `image format ${imageFormat}, ${imageFormats.Png} (PNG) or ${imageFormats.Jpeg} (JPEG) needed`,
  )
}
