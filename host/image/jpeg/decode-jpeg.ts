import jpeg from 'jpeg-js'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import { requireDecodable } from '../decode-error.ts'
import { tidyJpeg, type JpegHeader } from './decode-jpeg-header.ts'
import { badJpeg } from './decode-jpeg-segments.ts'
import type { Pixels } from '../pixels.ts'

const MiB = 1024 * 1024

/**
 * The pixels of a JPEG, without padding: gray, or RGB.
 *
 * *Differs:* jpeg-js rounds elsewhere than libjpeg and takes the colours of the nearest sample, so that a pixel is close to
 * Orthanc's and seldom the same; a file that ends early is an error, where Orthanc gives what there is.
 *
 * Throws `CallError`: -1 for a broken file, 2 for one of another kind, 4 for one that is too large.
 */
export function decodeJpeg(file: Uint8Array): Pixels {
  const { header, tidy } = tidyJpeg(file)
  const { width, height, components } = header
  const format = components === 1 ? pixelFormats.Grayscale8 : pixelFormats.RGB24
  const layout = { format, width, height, pitch: width * components }
  requireDecodable(layout)
  const data = decodeRgb(tidy, header)
  return { ...layout, data: components === 1 ? everyThird(data) : data }
}

/** Three samples a pixel, of gray ones equal. */
function decodeRgb(file: Uint8Array, { width, height, isRgb }: JpegHeader): Uint8Array {
  try {
    const image = jpeg.decode(file, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      ...(isRgb && { colorTransform: false }),
      maxResolutionInMP: (width * height) / 1e6,
      maxMemoryUsageInMB: fixedLimits.jpegDecoderBytes / MiB,
    })
    return image.data
  } catch (error) {
    // What jpeg-js throws is about the file, whatever its type.
    const why = error instanceof Error ? error.message : 'it cannot be decoded'
    if (why.startsWith('maxMemoryUsageInMB'))
      throw new CallError(errorCodes.NotEnoughMemory, tooMuchMemory)
    throw badJpeg(why)
  }
}

const tooMuchMemory = `a JPEG that needs more than ${fixedLimits.jpegDecoderBytes} bytes to decode`

function everyThird(data: Uint8Array): Uint8Array {
  const third = new Uint8Array(data.length / 3)
  for (let i = 0; i < third.length; i++) third[i] = data[3 * i] ?? 0
  return third
}
