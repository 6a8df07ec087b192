import { errorCodes } from '../../../abi/enums.ts'
import { CallError } from '../../exchange/errors.ts'
import type { NativeValue, NativeValues } from '../../frames/native.ts'
import {
  byteLength,
  checkLayout,
  rowBytes,
  type ImageLayout,
  type Pixels,
} from '../../image/pixels.ts'
import type { CallContext } from '../call-context.ts'
import type { GuestImage } from '../handle-table.ts'
import { addImage, allocateImage } from '../images.ts'
import type { NativeCalls } from './native-calls.ts'

// The images of a guest lie in its memory. One that Orthanc reads or draws on is copied there for the time of the call.

/** Runs `act` with the number of a copy in Orthanc. Byte arrays of the results are copied, as freeing the image overwrites their frame. */
export function withNativeImage<T extends { readonly results: NativeValues }>(
  native: NativeCalls,
  pixels: Pixels,
  act: (number: bigint) => T,
): T {
  const number = createImage(native, pixels)
  try {
    const acted = act(number)
    const copies = Object.entries(acted.results).map(([key, one]) => [key, copyOf(one)] as const)
    return { ...acted, results: Object.fromEntries(copies) }
  } finally {
    native.invoke('FreeImage', { image: number })
  }
}

function copyOf(value: NativeValue): NativeValue {
  return value instanceof Uint8Array ? value.slice() : value
}

/** The pixels of an image of the guest, in its memory. */
export function guestPixels({ memory }: CallContext, image: GuestImage): Pixels {
  return { ...image, data: memory.bytes(image.at, byteLength(image)) }
}

/** Creates an image in Orthanc and returns its number. */
export function createImage(
  native: NativeCalls,
  { format, width, height, pitch, data: buffer }: Pixels,
): bigint {
  const created = native.invoke('CreateImageAccessor', { format, width, height, pitch, buffer })
  return bigintOf(created['target'])
}

/** Copies the pixels of an image in Orthanc over those of the guest's image, which has the same layout. */
export function copyPixels(
  { memory }: CallContext,
  native: NativeCalls,
  number: bigint,
  image: GuestImage,
): void {
  memory.write(image.at, pixelsOf(native, number, image))
}

/** Creates a copy in the guest, frees the image in Orthanc, and returns the guest's handle. */
export function takeFromOrthanc(context: CallContext, native: NativeCalls, number: bigint): number {
  if (number === 0n) return 0
  try {
    context.images.requireRoom()
    const { data, ...layout } = readImage(native, number)
    const image = allocateImage(context, layout)
    const bytes = rowBytes(layout)
    for (let y = 0; y < layout.height; y++)
      context.memory.write(
        image.at + y * image.pitch,
        data.subarray(y * layout.pitch, y * layout.pitch + bytes),
      )
    return addImage(context, image)
  } finally {
    native.invoke('FreeImage', { image: number })
  }
}

/** An image of Orthanc; its pixels are valid until the next call. */
export function readImage(native: NativeCalls, number: bigint): Pixels {
  const ask = (service: string, result: string): number =>
    Number(native.invoke(service, { image: number })[result])
  const layout: ImageLayout = {
    format: ask('GetImagePixelFormat', 'resultPixelFormat'),
    width: ask('GetImageWidth', 'resultUint32'),
    height: ask('GetImageHeight', 'resultUint32'),
    pitch: ask('GetImagePitch', 'resultUint32'),
  }
  checkLayout(layout)
  return { ...layout, data: pixelsOf(native, number, layout) }
}

function pixelsOf(native: NativeCalls, number: bigint, layout: ImageLayout): Uint8Array {
  const { resultBuffer }: NativeValues = native.invoke('GetImageBuffer', { image: number })
  const length = byteLength(layout)
  if (resultBuffer instanceof Uint8Array && resultBuffer.length >= length)
    return resultBuffer.subarray(0, length)
  throw new CallError(errorCodes.IncompatibleImageSize, 'an image of Orthanc without its pixels')
}

function bigintOf(value: NativeValue): bigint {
  return typeof value === 'bigint' ? value : 0n
}
