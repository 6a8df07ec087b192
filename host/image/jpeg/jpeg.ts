import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import type { ImageEncoder } from '../encoder.ts'
import { checkLayout, describeFormat, type ImageLayout, type Pixels } from '../pixels.ts'

/** Maximum width and height, as in libjpeg. */
const maxSide = 65_500
const maxQuality = 100

const channelsByFormat: ReadonlyMap<number, number> = new Map([
  [pixelFormats.Grayscale8, 1],
  [pixelFormats.RGB24, 3],
])

/** Throws `CallError` with Orthanc's code if an image of this layout cannot become a JPEG. */
export function checkJpeg(layout: ImageLayout, quality: number): void {
  checkLayout(layout)
  checkQuality(quality)
  const { format, width, height } = layout
  channelsOf(format)
  if (isSide(width) && isSide(height)) return
  throw new CallError(
    errorCodes.InternalError,
    `image of ${width} × ${height} px, JPEG takes 1 to ${maxSide} each way`,
  )
}

/**
 * Encodes an image that passed `checkJpeg` into a JPEG file, in a buffer of its own: the bytes that libjpeg-turbo writes.
 * `quality` is 1 to 100.
 */
export function encodeJpeg(
  encoder: ImageEncoder,
  pixels: Pixels,
  quality: number,
): Uint8Array<ArrayBuffer> {
  return encoder.encode('jpeg', pixels, [channelsOf(pixels.format), quality])
}

function checkQuality(quality: number): void {
  if (quality >= 1 && quality <= maxQuality) return
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `JPEG quality ${quality}, 1 to ${maxQuality} needed`,
  )
}

function channelsOf(format: number): number {
  const channels = channelsByFormat.get(format)
  if (channels !== undefined) return channels
  const formats = [...channelsByFormat.keys()].map((other) => describeFormat(other))
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `pixel format ${describeFormat(format)}, JPEG takes ${formats.join(', ')}`,
  )
}

function isSide(length: number): boolean {
  return length >= 1 && length <= maxSide
}
