import { imageFormats, pixelFormats } from '../../abi/enums.ts'
import { isFault, rangeFault, type Arguments } from './host/argument-model.ts'
import type { ExpectedImage } from './expected-answer.ts'
import { rowLength, sizeOf } from './image-layout-model.ts'
import { refused, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

const inPng = new Set<number>([
  pixelFormats.Grayscale8,
  pixelFormats.Grayscale16,
  pixelFormats.SignedGrayscale16,
  pixelFormats.RGB24,
  pixelFormats.RGBA32,
])
const inJpeg = new Set<number>([pixelFormats.Grayscale8, pixelFormats.RGB24])
/** The largest sides, of libpng and libjpeg. */
const largestSides = { png: 1_000_000, jpeg: 65_500 } as const

/** OrthancPluginCompressAndAnswer…: what is open comes before all that is wrong with the image. */
export function answerImage(world: World, given: Arguments): Verdict {
  const { answer } = world
  if (answer === undefined || !answer.isOpen) return refused(6)
  const image = encodable(world, given)
  return isFault(image) ? image : answer.answerImage(image)
}

/** OrthancPluginCompress…Image: the target comes first. */
export function compress(world: World, given: Arguments): Verdict {
  const target = given.number('target')
  const fault = rangeFault(world, target, 8)
  if (fault !== undefined) return { ...fault, argument: 'target' }
  const image = encodable(world, given)
  return isFault(image) ? image : { code: 0, encodes: { target, image } }
}

/** The image that is to be encoded, in Orthanc's order: the file, the pixels, the pitch, the encoder's own, the buffer. */
function encodable(world: World, given: Arguments): ExpectedImage | Verdict {
  const kind = given.number('imageFormat')
  const isPng = kind === imageFormats.Png
  if (!isPng && kind !== imageFormats.Jpeg) return refused(3)
  const [format, quality] = [given.number('pixelFormat'), given.number('quality')]
  const { width, height, pitch } = sizeOf(given)
  const row = rowLength(format, width)
  if (!(pitch >= row)) return refused(3)
  const fault = isPng ? pngFault(format) : jpegFault(format, quality)
  if (fault !== undefined) return fault
  const most = isPng ? largestSides.png : largestSides.jpeg
  if (Math.min(width, height) < 1 || Math.max(width, height) > most) return refused(-1)
  const at = given.number('buffer')
  const length = pitch * (height - 1) + row
  const outside = rangeFault(world, at, length)
  if (outside !== undefined) return { ...outside, argument: 'buffer' }
  const data = Buffer.from(world.shadow.subarray(at, at + length))
  return { isPng, format, width, height, pitch, quality, data }
}

function pngFault(format: number): Verdict | undefined {
  return inPng.has(format) ? undefined : refused(2)
}

function jpegFault(format: number, quality: number): Verdict | undefined {
  return quality >= 1 && quality <= 100 && inJpeg.has(format) ? undefined : refused(3)
}
