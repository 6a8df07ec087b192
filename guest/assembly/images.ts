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
import { addressOf, byteLengthOf, ownerOf } from './bytes'
import { context } from './context'
import { ErrorCode, ImageFormat, PixelFormat } from './enums'

/**
 * Pixels with their shape: rows top down, samples little-endian, `pitch` bytes from one row to the next.
 *
 * `Image.of` wraps existing pixels without a copy, `Image.decode` reads a PNG or JPEG file. To draw, create a
 * `GrayImage`, `RgbImage` or `RgbaImage` and `set` its pixels, which is faster than an assignment to an element of a
 * typed array. In a loop over millions of pixels `store<u8>(image.dataStart + offset, value)` is three times faster
 * than `set`, but checks nothing.
 */
export class Image {
  /** The address of the first row, for `store<T>()`; valid while a variable holds the image. */
  readonly dataStart: usize

  protected constructor(
    readonly format: PixelFormat,
    readonly width: i32,
    readonly height: i32,
    /** Bytes from one row to the next. */
    readonly pitch: i32,
    private readonly owner: ArrayBuffer | null,
    dataStart: usize,
  ) {
    this.dataStart = dataStart
  }

  /**
   * The image in a typed array, an `ArrayBuffer`, a `StaticArray` or the body of a request. Without a pitch the rows
   * follow each other without a gap. Data that is too short for the shape throws a RangeError.
   */
  static of<T>(format: PixelFormat, width: i32, height: i32, data: T, pitch: i32 = -1): Image {
    const rowLength = <i64>width * bytesPerPixel(format)
    if (pitch == -1) pitch = <i32>rowLength
    const needed = height > 0 ? <i64>pitch * (height - 1) + min(rowLength, pitch) : 0
    if (needed > <i64>byteLengthOf(data)) {
      throw new RangeError(`image of ${needed} bytes, only ${byteLengthOf(data)} given`)
    }
    return new Image(format, width, height, pitch, ownerOf(data), addressOf(data))
  }

  /**
   * The image of a PNG or JPEG file: gray of 8 or 16 bits, RGB or RGBA. `null` for a file that is broken, too large, or of
   * another kind.
   */
  static decode<T>(file: T): Image | null {
    return decodeImage(addressOf(file), byteLengthOf(file))
  }

  /** A copy in another pixel format, its samples limited to the range of that; `null` if Orthanc cannot convert to it. */
  convert(format: PixelFormat): Image | null {
    return convertImage(this, format)
  }

  /** The image as a PNG file: gray of 8 or 16 bits, RGB or RGBA; another one throws an Error. */
  png(): Uint8Array {
    return compressPng(this)
  }

  /** The image as a JPEG file: gray of 8 bits or RGB, quality from 1 to 100; another one throws an Error. */
  jpeg(quality: i32 = 90): Uint8Array {
    return compressJpeg(this, quality)
  }

  /** A copy of the pixels, row after row without a gap. */
  get pixels(): Uint8Array {
    const rowLength = this.width * bytesPerPixel(this.format)
    const copy = new Uint8Array(rowLength * this.height)
    for (let y = 0; y < this.height; y++) {
      memory.copy(
        copy.dataStart + <usize>y * rowLength,
        this.dataStart + <usize>y * this.pitch,
        rowLength,
      )
    }
    return copy
  }

  /** Where a pixel begins; one outside throws a RangeError. */
  @inline
  protected addressOf(x: i32, y: i32, pixelLength: usize): usize {
    if (<u32>x >= <u32>this.width || <u32>y >= <u32>this.height)
      throw new RangeError('pixel outside the image')
    return this.dataStart + <usize>y * <usize>this.pitch + <usize>x * pixelLength
  }
}

/** One gray sample per pixel: `GrayImage<u8>`, `GrayImage<u16>` or `GrayImage<i16>`; initially black. */
export class GrayImage<T> extends Image {
  constructor(width: i32, height: i32) {
    const pixels = createPixels(width, height, sizeof<T>())
    super(
      grayFormat<T>(),
      width,
      height,
      width * <i32>sizeof<T>(),
      pixels,
      changetype<usize>(pixels),
    )
  }

  /** Sets a pixel; one outside the image throws a RangeError. */
  @inline
  set(x: i32, y: i32, value: T): void {
    store<T>(this.addressOf(x, y, sizeof<T>()), value)
  }

  /** Returns a pixel; throws a RangeError if it is outside the image. */
  @inline
  get(x: i32, y: i32): T {
    return load<T>(this.addressOf(x, y, sizeof<T>()))
  }
}

/** Three bytes per pixel: red, green, blue; initially black. */
export class RgbImage extends Image {
  constructor(width: i32, height: i32) {
    const pixels = createPixels(width, height, 3)
    super(PixelFormat.RGB24, width, height, width * 3, pixels, changetype<usize>(pixels))
  }

  /** Sets a pixel; one outside the image throws a RangeError. */
  @inline
  set(x: i32, y: i32, red: u8, green: u8, blue: u8): void {
    const at = this.addressOf(x, y, 3)
    store<u8>(at, red)
    store<u8>(at, green, 1)
    store<u8>(at, blue, 2)
  }
}

/** Four bytes per pixel: red, green, blue, opacity; initially transparent. */
export class RgbaImage extends Image {
  constructor(width: i32, height: i32) {
    const pixels = createPixels(width, height, 4)
    super(PixelFormat.RGBA32, width, height, width * 4, pixels, changetype<usize>(pixels))
  }

  /** Sets a pixel; one outside the image throws a RangeError. */
  @inline
  set(x: i32, y: i32, red: u8, green: u8, blue: u8, opacity: u8 = 255): void {
    const at = this.addressOf(x, y, 4)
    store<u8>(at, red)
    store<u8>(at, green, 1)
    store<u8>(at, blue, 2)
    store<u8>(at, opacity, 3)
  }
}

function createPixels(width: i32, height: i32, pixelLength: usize): ArrayBuffer {
  const length = <i64>width * height * pixelLength
  if (width < 0 || height < 0 || length > <i64>i32.MAX_VALUE) {
    throw new RangeError(`image of ${width} × ${height} pixels`)
  }
  return new ArrayBuffer(<i32>length)
}

function grayFormat<T>(): PixelFormat {
  if (isInteger<T>() && sizeof<T>() == 1 && !isSigned<T>()) return PixelFormat.Grayscale8
  if (isInteger<T>() && sizeof<T>() == 2 && !isSigned<T>()) return PixelFormat.Grayscale16
  if (isInteger<T>() && sizeof<T>() == 2 && isSigned<T>()) return PixelFormat.SignedGrayscale16
  ERROR('expected u8, u16 or i16')
}

function bytesPerPixel(format: PixelFormat): i32 {
  switch (format) {
    case PixelFormat.Grayscale8:
      return 1
    case PixelFormat.Grayscale16:
    case PixelFormat.SignedGrayscale16:
      return 2
    case PixelFormat.RGB24:
      return 3
    case PixelFormat.RGBA32:
    case PixelFormat.BGRA32:
    case PixelFormat.Grayscale32:
    case PixelFormat.Float32:
      return 4
    case PixelFormat.RGB48:
      return 6
    case PixelFormat.Grayscale64:
      return 8
    default:
      return 0
  }
}

/** The image of a PNG or JPEG file as one of the plugin; `null` if the host cannot decode it. */
function decodeImage(dataStart: usize, length: u32): Image | null {
  // A JPEG begins with FF D8. The host refuses any other file that is not a PNG.
  const isJpeg = length > 1 && load<u8>(dataStart) == 0xff && load<u8>(dataStart, 1) == 0xd8
  const format = isJpeg ? ImageFormat.Jpeg : ImageFormat.Png
  return takeImage(OrthancPluginUncompressImage(context, dataStart, length, format))
}

/** A copy of an image in another pixel format; `null` if the host cannot convert it. */
function convertImage(image: Image, format: i32): Image | null {
  const source = passImage(image)
  if (source == 0) return null
  const target = OrthancPluginConvertPixelFormat(context, source, format)
  OrthancPluginFreeImage(context, source)
  return takeImage(target)
}

/** An object of the host for the pixels of an image, which stay where they are. */
export function passImage(image: Image): usize {
  return OrthancPluginCreateImageAccessor(
    context,
    image.format,
    image.width,
    image.height,
    image.pitch,
    image.dataStart,
  )
}

/** An image as a PNG file. Throws an Error for a pixel format that PNG does not have. */
function compressPng(image: Image): Uint8Array {
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

/** An image as a JPEG file. Throws an Error for a pixel format that JPEG does not have. */
function compressJpeg(image: Image, quality: i32): Uint8Array {
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
export function takeImage(handle: usize): Image | null {
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

/** Copies the bytes of a buffer that the host filled, and frees it. */
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
