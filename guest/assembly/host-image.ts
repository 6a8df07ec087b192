import {
  OrthancPluginCompressJpegImage,
  OrthancPluginCompressPngImage,
  OrthancPluginConvertPixelFormat,
  OrthancPluginCreateImageAccessor,
  OrthancPluginFreeImage,
  OrthancPluginGetImageBuffer,
  OrthancPluginGetImageHeight,
  OrthancPluginGetImagePitch,
  OrthancPluginGetImagePixelFormat,
  OrthancPluginGetImageWidth,
  OrthancPluginMemoryBuffer,
  OrthancPluginUncompressImage,
} from './abi'
import { MemoryBuffer } from './buffers'
import { context } from './context'
import { ErrorCode, ImageFormat } from './enums'
import { Image } from './images'

/** The image of a PNG or JPEG file as one of the plugin; `null` if the host cannot decode it. */
export function decodeImage(dataStart: usize, length: u32): Image | null {
  // A JPEG begins with FF D8; what is neither is refused as a PNG.
  const isJpeg = length > 1 && load<u8>(dataStart) == 0xff && load<u8>(dataStart, 1) == 0xd8
  const format = isJpeg ? ImageFormat.Jpeg : ImageFormat.Png
  return take(OrthancPluginUncompressImage(context, dataStart, length, format))
}

/** A copy of an image in another pixel format; `null` if there is no such conversion. */
export function convertImage(image: Image, format: i32): Image | null {
  const source = OrthancPluginCreateImageAccessor(
    context,
    image.format,
    image.width,
    image.height,
    image.pitch,
    image.dataStart,
  )
  if (source == 0) return null
  const target = OrthancPluginConvertPixelFormat(context, source, format)
  OrthancPluginFreeImage(context, source)
  return take(target)
}

/** An image as a PNG file. Throws an Error for one that PNG does not have. */
export function compressPng(image: Image): Uint8Array {
  const target = heap.alloc(offsetof<OrthancPluginMemoryBuffer>())
  const code = OrthancPluginCompressPngImage(
    context,
    target,
    image.format,
    image.width,
    image.height,
    image.pitch,
    image.dataStart,
  )
  return bytesOf(target, code)
}

/** An image as a JPEG file. Throws an Error for one that JPEG does not have. */
export function compressJpeg(image: Image, quality: i32): Uint8Array {
  const target = heap.alloc(offsetof<OrthancPluginMemoryBuffer>())
  const code = OrthancPluginCompressJpegImage(
    context,
    target,
    image.format,
    image.width,
    image.height,
    image.pitch,
    image.dataStart,
    quality,
  )
  return bytesOf(target, code)
}

/** Copies an image of the host into memory of the garbage collector, and frees it. */
function take(handle: usize): Image | null {
  if (handle == 0) return null
  const height = OrthancPluginGetImageHeight(context, handle)
  const pitch = OrthancPluginGetImagePitch(context, handle)
  const pixels = new ArrayBuffer(<i32>(pitch * height))
  memory.copy(
    changetype<usize>(pixels),
    OrthancPluginGetImageBuffer(context, handle),
    pixels.byteLength,
  )
  const format = OrthancPluginGetImagePixelFormat(context, handle)
  const width = OrthancPluginGetImageWidth(context, handle)
  OrthancPluginFreeImage(context, handle)
  return Image.of(format, width, height, pixels, pitch)
}

/** Copies what the host put into a buffer, and frees it. */
function bytesOf(target: usize, code: i32): Uint8Array {
  if (code != ErrorCode.Success) {
    heap.free(target)
    throw new Error(`the image cannot be compressed: error ${code}`)
  }
  const buffer = changetype<MemoryBuffer>(target)
  const bytes = buffer.toUint8Array()
  buffer.free()
  return bytes
}
