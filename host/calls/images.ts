import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import { decodeImage, requireCodec } from '../image/codecs.ts'
import { checkConversion, convertPixels } from '../image/convert.ts'
import { byteLength, checkLayout, rowBytes, type ImageLayout } from '../image/pixels.ts'
import { guestPtr } from '../memory/guest-memory.ts'
import type { CallContext, Fields } from './call-context.ts'
import type { GuestImage } from './handle-table.ts'

const maxSize = 0xffffffff

/** OrthancPluginGetImagePixelFormat (group Images, service 6000). */
export function getImagePixelFormat(
  { images }: CallContext,
  { image }: Fields<'GetImagePixelFormat'>,
): number {
  return images.get(image).format
}

/** OrthancPluginGetImageWidth (group Images, service 6001). */
export function getImageWidth({ images }: CallContext, { image }: Fields<'GetImageWidth'>): number {
  return images.get(image).width
}

/** OrthancPluginGetImageHeight (group Images, service 6002). */
export function getImageHeight(
  { images }: CallContext,
  { image }: Fields<'GetImageHeight'>,
): number {
  return images.get(image).height
}

/** OrthancPluginGetImagePitch (group Images, service 6003). */
export function getImagePitch({ images }: CallContext, { image }: Fields<'GetImagePitch'>): number {
  return images.get(image).pitch
}

/** OrthancPluginGetImageBuffer (group Images, service 6004). The image owns the pixels. */
export function getImageBuffer(
  { images }: CallContext,
  { image }: Fields<'GetImageBuffer'>,
): number {
  return images.get(image).at
}

/**
 * OrthancPluginUncompressImage (group Images, service 6005). The plugin frees the image.
 *
 * *Differs:* DICOM files fail with `NotImplemented`, as do colour PNGs of 16 bits, which Orthanc returns in a pixel format that
 * the SDK does not have. For JPEGs see `decodeJpeg`.
 */
export function uncompressImage(
  context: CallContext,
  { data, format }: Fields<'UncompressImage'>,
): number {
  context.images.requireRoom()
  const pixels = decodeImage(data, format)
  const image = allocateImage(context, pixels)
  context.memory.write(image.at, pixels.data)
  return addImage(context, image)
}

/** OrthancPluginFreeImage (group Images, service 6006): NULL does nothing. The pixels of an accessor are not freed. */
export function freeImage({ images, heap }: CallContext, { image }: Fields<'FreeImage'>): void {
  if (image === 0) return
  const { at, isOwner } = images.take(image)
  if (isOwner) heap.free(at)
}

/** OrthancPluginCompressPngImage, OrthancPluginCompressJpegImage (group Images, service 6007). */
export function compressImage(
  { encoder, pngEffort }: CallContext,
  fields: Fields<'CompressImage'>,
): Uint8Array<ArrayBuffer> {
  const { imageFormat, pixelFormat, width, height, pitch, buffer, quality } = fields
  const codec = requireCodec(imageFormat)
  const layout: ImageLayout = { format: pixelFormat, width, height, pitch }
  const options = { quality, effort: pngEffort }
  codec.check(layout, options)
  return codec.encode(encoder, { ...layout, data: buffer(byteLength(layout)) }, options)
}

/** OrthancPluginConvertPixelFormat (group Images, service 6008). The plugin frees the new image. */
export function convertPixelFormat(
  context: CallContext,
  { source: handle, targetFormat }: Fields<'ConvertPixelFormat'>,
): number {
  const { images, memory } = context
  const source = images.get(handle)
  images.requireRoom()
  checkConversion(source.format, targetFormat)
  const target = allocateImage(context, { ...source, format: targetFormat })
  // Both views are created after the allocation, which may have grown the memory
  convertPixels(
    { ...source, data: memory.bytes(source.at, byteLength(source)) },
    { ...target, data: memory.bytes(target.at, byteLength(target)) },
  )
  return addImage(context, target)
}

/** OrthancPluginCreateImage (group Images, service 6012): its pixels are not initialised. */
export function createImage(
  context: CallContext,
  { format, width, height }: Fields<'CreateImage'>,
): number {
  context.images.requireRoom()
  return addImage(context, allocateImage(context, { format, width, height, pitch: 0 }))
}

/**
 * OrthancPluginCreateImageAccessor (group Images, service 6013).
 *
 * *Differs:* Orthanc does not check the buffer; here it has to hold the rows.
 */
export function createImageAccessor(
  { images, memory }: CallContext,
  { format, width, height, pitch, buffer }: Fields<'CreateImageAccessor'>,
): number {
  const layout = { format, width, height, pitch }
  checkLayout(layout)
  memory.bytes(buffer, byteLength(layout))
  return images.add({ ...layout, at: guestPtr(buffer), isOwner: false })
}

/** Allocates memory in the plugin for an image without padding. Throws `CallError`: 3 for the format, 4 for the size. */
export function allocateImage({ heap }: CallContext, layout: ImageLayout): GuestImage {
  const pitch = rowBytes(layout)
  const tight = { format: layout.format, width: layout.width, height: layout.height, pitch }
  const size = byteLength(tight)
  if (size > maxSize || pitch > maxSize)
    throw new CallError(
      errorCodes.NotEnoughMemory,
      `an image of ${layout.width} × ${layout.height} px needs ${size} bytes`,
    )
  return { ...tight, at: size === 0 ? guestPtr(0) : heap.allocate(size), isOwner: true }
}

/** Adds an image, or frees its pixels: the plugin's `malloc` may have filled the table with images of its own. */
export function addImage({ images, heap }: CallContext, image: GuestImage): number {
  try {
    return images.add(image)
  } catch (error) {
    heap.free(image.at)
    throw error
  }
}
