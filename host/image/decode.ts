import { errorCodes, imageFormats } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { decodeJpeg } from './jpeg/decode-jpeg.ts'
import { decodePng } from './png/decode-png.ts'
import type { Pixels } from './pixels.ts'

/**
 * The pixels of a file in an image format of the SDK, in memory of their own and without padding.
 *
 * Throws `CallError`: 3 for no format of the SDK, 2 for a DICOM file, and what `decodePng` and `decodeJpeg` throw.
 */
export function decodeImage(file: Uint8Array, imageFormat: number): Pixels {
  if (imageFormat === imageFormats.Png) return decodePng(file)
  if (imageFormat === imageFormats.Jpeg) return decodeJpeg(file)
  if (imageFormat === imageFormats.Dicom)
    throw new CallError(errorCodes.NotImplemented, 'DICOM files are not decoded; PNG and JPEG are')
  throw new CallError(
    errorCodes.ParameterOutOfRange,
    `image format ${imageFormat}, ${imageFormats.Png} (PNG) or ${imageFormats.Jpeg} (JPEG) needed`,
  )
}
