import { pixelFormats } from '../../abi/enums.ts'
import type { Pixels } from '../../host/image/pixels.ts'

/** Whether samples have 16 bits. */
export function isWide({ format }: Pixels): boolean {
  return format === pixelFormats.Grayscale16
}

export function channelsOf({ format }: Pixels): 1 | 3 {
  return format === pixelFormats.RGB24 ? 3 : 1
}

/** The samples as numbers, as other libraries take them. */
export function samplesOf(pixels: Pixels): Uint8Array | Uint16Array {
  const { data } = pixels
  return isWide(pixels) ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data
}

/** The pixels with four samples each, as some libraries want it. */
export function toRgba(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const channels = channelsOf(pixels)
  const rgba = new Uint8Array(pixels.width * pixels.height * 4).fill(255)
  for (let i = 0; i < pixels.width * pixels.height; i++) {
    for (let colour = 0; colour < 3; colour++)
      rgba[i * 4 + colour] = pixels.data[i * channels + Math.min(colour, channels - 1)] ?? 0
  }
  return rgba
}
