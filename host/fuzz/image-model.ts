import { imageFormats, pixelFormats } from '../../abi/enums.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { ExpectedImage } from './answer-model.ts'
import { isFault, rangeFault, type Arguments } from './argument-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { bad, refused, success, type Verdict } from './verdict.ts'
import type { GuestImage, World } from './world.ts'

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
const inPng = new Set<number>([
  pixelFormats.Grayscale8,
  pixelFormats.Grayscale16,
  pixelFormats.SignedGrayscale16,
  pixelFormats.RGB24,
  pixelFormats.RGBA32,
])
const inJpeg = new Set<number>([pixelFormats.Grayscale8, pixelFormats.RGB24])
/** What each format can be converted to, besides itself. */
const conversions: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 4, 5, 9, 10],
  2: [1, 3, 9, 10],
  3: [1, 2, 9, 10],
  4: [1, 2, 3, 5, 10],
  5: [1, 4, 10],
  7: [4],
  8: [9],
  9: [1, 2, 4],
  10: [1, 4, 5],
}
/** The largest sides, of libpng and libjpeg. */
const largestSides = { png: 1_000_000, jpeg: 65_500 } as const
const largestSize = 2 ** 32 - 1

/** The models of the services that work with images which a plugin has. */
export const imageModels: readonly (readonly [string, ServiceModel])[] = [
  ['CompressImage', compress],
  ['CreateImage', create],
  ['CreateImageAccessor', createAccessor],
  ['FreeImage', free],
  ['ConvertPixelFormat', convert],
  ['UncompressImage', uncompress],
  ['GetImagePixelFormat', ofImage(({ format }) => format)],
  ['GetImageWidth', ofImage(({ width }) => width)],
  ['GetImageHeight', ofImage(({ height }) => height)],
  ['GetImagePitch', ofImage(({ pitch }) => pitch)],
  ['GetImageBuffer', ofImage(({ at }) => at)],
]

/** OrthancPluginCompressAndAnswer…: what is open comes before all that is wrong with the image. */
export function answerImage(world: World, given: Arguments): Verdict {
  const { answer } = world
  if (answer === undefined || !answer.isOpen) return refused(6)
  const image = encodable(world, given)
  return isFault(image) ? image : answer.answerImage(image)
}

/** OrthancPluginCompress…Image: the target comes first. */
function compress(world: World, given: Arguments): Verdict {
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
  const row = width * (bytesPerPixel.get(format) ?? Number.NaN)
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

function sizeOf(given: Arguments): { width: number; height: number; pitch: number } {
  const [width, height, pitch] = [
    given.number('width'),
    given.number('height'),
    given.number('pitch'),
  ]
  return { width, height, pitch }
}

function pngFault(format: number): Verdict | undefined {
  return inPng.has(format) ? undefined : refused(2)
}

function jpegFault(format: number, quality: number): Verdict | undefined {
  return quality >= 1 && quality <= 100 && inJpeg.has(format) ? undefined : refused(3)
}

/** The pixels are what was in the memory. */
function create(world: World, given: Arguments): Verdict {
  const format = given.number('format')
  const { width, height } = sizeOf(given)
  if (world.images.size >= fixedLimits.images) return refused(4)
  const pitch = width * (bytesPerPixel.get(format) ?? Number.NaN)
  if (Number.isNaN(pitch)) return refused(3)
  const bytes = pitch * height
  if (bytes > largestSize || pitch > largestSize) return refused(4)
  const image = { format, width, height, pitch, at: 0, isOwner: true, bytes, isFilled: false }
  return { code: 0, image }
}

function createAccessor(world: World, given: Arguments): Verdict {
  const [format, at] = [given.number('format'), given.number('buffer')]
  const { width, height, pitch } = sizeOf(given)
  const row = width * (bytesPerPixel.get(format) ?? Number.NaN)
  if (!(pitch >= row)) return refused(3)
  const bytes = height === 0 ? 0 : pitch * (height - 1) + row
  const fault = rangeFault(world, at, bytes)
  if (fault !== undefined) return fault
  if (world.images.size >= fixedLimits.images) return refused(4)
  const image = { format, width, height, pitch, at, isOwner: false, bytes, isFilled: false }
  return { code: 0, image }
}

/** The samples are the business of other tests; a copy must be one. */
function convert(world: World, given: Arguments): Verdict {
  const [handle, format] = [given.number('source'), given.number('targetFormat')]
  const source = world.images.get(handle)
  if (source === undefined) return bad(handle === 0 ? 35 : 3)
  if (world.images.size >= fixedLimits.images) return refused(4)
  const { width, height } = source
  const pitch = width * (bytesPerPixel.get(format) ?? Number.NaN)
  if (Number.isNaN(pitch)) return refused(3)
  const isCopy = format === source.format
  if (!isCopy && conversions[source.format]?.includes(format) !== true) return refused(2)
  const bytes = pitch * height
  if (bytes > largestSize || pitch > largestSize) return refused(4)
  const layout = { format, width, height, pitch, at: 0, isOwner: true }
  const size = source.pitch * source.height
  const read = (): Buffer => tightRows(world, source, pitch)
  const pixels = isCopy ? { pixels: { source: { at: source.at, size }, read } } : {}
  return { code: 0, image: { ...layout, bytes, isFilled: true, ...pixels } }
}

function tightRows({ shadow }: World, { at, height, pitch }: GuestImage, row: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    shadow.subarray(at + y * pitch, at + y * pitch + row),
  )
  return Buffer.concat(rows)
}

/** What a decoder takes is the business of other tests. */
function uncompress(world: World, given: Arguments): Verdict | 'unknown' {
  if (world.images.size >= fixedLimits.images) return refused(4)
  const format = given.number('format')
  if (format === imageFormats.Dicom) return refused(2)
  return format === imageFormats.Png || format === imageFormats.Jpeg ? 'unknown' : refused(3)
}

function free(world: World, given: Arguments): Verdict {
  const handle = given.number('image')
  if (handle === 0) return success
  const image = world.images.get(handle)
  if (image === undefined) return bad(3)
  world.images.delete(handle)
  return image.isOwner ? { code: 0, frees: image.at } : success
}

function ofImage(value: (image: GuestImage) => number): ServiceModel {
  return ({ images }, given) => {
    const handle = given.number('image')
    const image = images.get(handle)
    if (image === undefined) return bad(handle === 0 ? 35 : 3)
    return { code: 0, value: value(image) }
  }
}
