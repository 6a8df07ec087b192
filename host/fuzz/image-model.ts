import { imageFormats } from '../../abi/enums.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { rangeFault, type Arguments } from './host/argument-model.ts'
import { nothing } from './course.ts'
import { compress } from './image-encode-model.ts'
import { rowLength, sizeOf } from './image-layout-model.ts'
import { jpegPixels } from './jpeg-model.ts'
import { pngPixels } from './png-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { bad, refused, success, type Verdict } from './verdict.ts'
import type { GuestImage, World } from './world.ts'

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

/** The pixels are what was in the memory. */
function create(world: World, given: Arguments): Verdict {
  const format = given.number('format')
  const { width, height } = sizeOf(given)
  if (world.images.size >= fixedLimits.images) return refused(4)
  const pitch = rowLength(format, width)
  if (Number.isNaN(pitch)) return refused(3)
  const bytes = pitch * height
  if (bytes > largestSize || pitch > largestSize) return refused(4)
  const image = { format, width, height, pitch, at: 0, isOwner: true, bytes, isFilled: false }
  return { code: 0, image }
}

function createAccessor(world: World, given: Arguments): Verdict {
  const [format, at] = [given.number('format'), given.number('buffer')]
  const { width, height, pitch } = sizeOf(given)
  const row = rowLength(format, width)
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
  const pitch = rowLength(format, width)
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

/** The pixels are without padding. */
function uncompress(world: World, given: Arguments): Verdict | 'unknown' {
  if (world.images.size >= fixedLimits.images) return refused(4)
  const format = given.number('format')
  if (format === imageFormats.Dicom) return refused(2)
  if (format !== imageFormats.Png && format !== imageFormats.Jpeg) return refused(3)
  const file = given.bytes('data')
  const expected = format === imageFormats.Png ? pngPixels(file) : jpegPixels(file)
  if (expected === 'unknown') return expected
  if ('code' in expected) return refused(expected.code)
  const { data, ...layout } = expected
  const pixels = { source: nothing, read: () => data }
  const image = { ...layout, at: 0, isOwner: true, bytes: data.length, isFilled: true, pixels }
  return { code: 0, image }
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
