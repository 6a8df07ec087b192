import jpeg from 'jpeg-js'
import UPNG from 'upng-js'
import { pixelFormats } from '../../abi/enums.ts'
import type { ExpectedImage } from './expected-answer.ts'

const { Grayscale8, Grayscale16, SignedGrayscale16, RGB24, RGBA32 } = pixelFormats
const samplesOf: ReadonlyMap<number, { channels: number; bytes: number; colourType: number }> =
  new Map([
    [Grayscale8, { channels: 1, bytes: 1, colourType: 0 }],
    [Grayscale16, { channels: 1, bytes: 2, colourType: 0 }],
    [SignedGrayscale16, { channels: 1, bytes: 2, colourType: 0 }],
    [RGB24, { channels: 3, bytes: 1, colourType: 2 }],
    [RGBA32, { channels: 4, bytes: 1, colourType: 6 }],
  ])

/** From this quality on the pixels of a JPEG are compared, by the mean of their differences. */
const comparedQuality = 75

/**
 * How far brightness may be off: few pixels alone may be far. Colours are stored at half the size, which the edges of small
 * images feel.
 */
const tolerances = {
  gray: { mean: 16, pixels: 24, byQuality: 400 },
  colour: { mean: 45, pixels: 60, byQuality: 400 },
} as const

/** Where the pixels of a file differ from the image that it must hold; `undefined`: nowhere. */
export function imageDifference(
  file: Uint8Array<ArrayBuffer>,
  image: ExpectedImage,
): string | undefined {
  try {
    return image.isPng ? pngDifference(file, image) : jpegDifference(file, image)
  } catch (error) {
    return `the file cannot be decoded: ${error instanceof Error ? error.message : String(error)}`
  }
}

function pngDifference(file: Uint8Array<ArrayBuffer>, image: ExpectedImage): string | undefined {
  const { width, height, depth, ctype, data } = UPNG.decode(file.slice().buffer)
  const { channels, bytes, colourType } = samples(image)
  if (width !== image.width || height !== image.height) return sizeDifference(image, width, height)
  if (depth !== bytes * 8 || ctype !== colourType)
    return `${depth} bits of colour type ${ctype}, not ${bytes * 8} of ${colourType}`
  const rowBytes = width * channels * bytes
  for (let y = 0; y < height; y++) {
    const expected = Buffer.from(image.data.subarray(y * image.pitch, y * image.pitch + rowBytes))
    // PNG's samples are big-endian, the SDK's little-endian.
    if (bytes === 2) expected.swap16()
    if (!expected.equals(data.subarray(y * rowBytes, (y + 1) * rowBytes)))
      return `other pixels in row ${y} of ${height}`
  }
  return undefined
}

function jpegDifference(file: Uint8Array, image: ExpectedImage): string | undefined {
  const { width, height, data } = jpeg.decode(file, {
    useTArray: true,
    maxResolutionInMP: 5000,
    maxMemoryUsageInMB: 4096,
  })
  if (width !== image.width || height !== image.height) return sizeDifference(image, width, height)
  const { mean, pixels, byQuality } = tolerances[image.format === RGB24 ? 'colour' : 'gray']
  let difference = 0
  let sum = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const off = brightness(data, (y * width + x) * 4, true) - brightnessOf(image, x, y)
      sum += off
      difference += Math.abs(off)
    }
  const [offset, error] = [Math.abs(sum), difference].map((total) => total / (width * height))
  if ((offset ?? 0) > mean + byQuality / image.quality) return `brightness is ${offset} off`
  if (image.quality >= comparedQuality && (error ?? 0) > pixels)
    return `pixels are ${error} off at quality ${image.quality}`
  return undefined
}

function brightnessOf({ data, pitch, format }: ExpectedImage, x: number, y: number): number {
  const isColour = format === RGB24
  return brightness(data, y * pitch + x * (isColour ? 3 : 1), isColour)
}

/** The Y of JPEG's YCbCr (JFIF 1.02). */
function brightness(data: Uint8Array, at: number, isColour: boolean): number {
  const first = data[at] ?? 0
  if (!isColour) return first
  return 0.299 * first + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
}

function samples({ format }: ExpectedImage): {
  channels: number
  bytes: number
  colourType: number
} {
  return samplesOf.get(format) ?? { channels: 0, bytes: 0, colourType: -1 }
}

function sizeDifference(image: ExpectedImage, width: number, height: number): string {
  return `${width} × ${height} px, not ${image.width} × ${image.height}`
}
