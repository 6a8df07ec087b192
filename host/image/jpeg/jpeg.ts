import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import type { ImageEncoder } from '../encoder.ts'
import { checkLayout, describeFormat, type ImageLayout, type Pixels } from '../pixels.ts'

// The limit of libjpeg.
const largestSide = 65_500
const largestQuality = 100

const channelsByFormat: ReadonlyMap<number, number> = new Map([
  [pixelFormats.Grayscale8, 1],
  [pixelFormats.RGB24, 3],
])

/** Throws `CallError` with Orthanc's code if the image cannot become a JPEG; the pixels are not looked at. */
export function checkJpeg(layout: ImageLayout, quality: number): void {
  checkLayout(layout)
  checkQuality(quality)
  const { format, width, height } = layout
  channelsOf(format)
  if (isSide(width) && isSide(height)) return
  throw new CallError(
    errorCodes.InternalError,
    `image of ${width} × ${height} px, JPEG takes 1 to ${largestSide} each way`,
  )
}

/**
 * A JPEG file of an image that `checkJpeg` let pass, in a buffer of its own: the bytes that libjpeg-turbo writes.
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
  if (quality >= 1 && quality <= largestQuality) return
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `JPEG quality ${quality}, 1 to ${largestQuality} needed`,
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
  return length >= 1 && length <= largestSide
}
