import { errorCodes, pixelFormats } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import {
  bgra,
  float32,
  fromGray,
  gray16,
  gray32,
  gray8,
  grayAsOpaque,
  grayAsRgb,
  reorder,
  rgb,
  rgba,
  signed16,
  toFloat32,
  toGray,
  toGray16,
  toGray8,
  toSigned16,
  upperRgb,
  type ConvertRow,
} from './convert-rows.ts'
import { describeFormat, rowBytes, type Pixels } from './pixels.ts'

const { Grayscale8, Grayscale16, SignedGrayscale16, Grayscale32, Float32 } = pixelFormats
const { RGB24, RGBA32, BGRA32, RGB48 } = pixelFormats

/** Throws `CallError` 3 for an unknown pixel format, 2 for a conversion that Orthanc does not have either. */
export function checkConversion(from: number, to: number): void {
  const names = [from, to].map((format) => describeFormat(format))
  if (from === to || conversions.get(from)?.get(to) !== undefined) return
  throw new CallError(errorCodes.NotImplemented, `no conversion from ${names.join(' to ')}`)
}

/**
 * Converts an image into another one of the same size and another pixel format, with Orthanc's results: samples are clamped
 * to the range of the target, never scaled. `checkConversion` has passed, and both images hold their rows.
 */
export function convertPixels(source: Pixels, target: Pixels): void {
  const convert = conversions.get(source.format)?.get(target.format)
  const length = rowBytes(source)
  // An image of width 0 may have 2^32 rows
  if (length === 0) return
  for (let y = 0; y < source.height; y++) {
    const from = y * source.pitch
    const to = y * target.pitch
    if (convert === undefined) target.data.set(source.data.subarray(from, from + length), to)
    else convert(viewOf(source, from), viewOf(target, to), source.width)
  }
}

function viewOf({ data }: Pixels, at: number): DataView {
  return new DataView(data.buffer, data.byteOffset + at)
}

type Targets = ReadonlyMap<number, ConvertRow>

/** All conversions of Orthanc 1.12.7, by source and target; a format to itself is a copy. */
const conversions: ReadonlyMap<number, Targets> = new Map<number, Targets>([
  [
    Grayscale8,
    new Map<number, ConvertRow>([
      [Grayscale16, fromGray(gray8, toGray16)],
      [SignedGrayscale16, fromGray(gray8, toSigned16)],
      [Float32, fromGray(gray8, toFloat32)],
      [RGB24, fromGray(gray8, grayAsRgb)],
      [RGBA32, fromGray(gray8, grayAsOpaque)],
      [BGRA32, fromGray(gray8, grayAsOpaque)],
    ]),
  ],
  [
    Grayscale16,
    new Map<number, ConvertRow>([
      [Grayscale8, fromGray(gray16, toGray8)],
      [SignedGrayscale16, fromGray(gray16, toSigned16)],
      [Float32, fromGray(gray16, toFloat32)],
      [BGRA32, fromGray(gray16, grayAsOpaque)],
    ]),
  ],
  [
    SignedGrayscale16,
    new Map<number, ConvertRow>([
      [Grayscale8, fromGray(signed16, toGray8)],
      [Grayscale16, fromGray(signed16, toGray16)],
      [Float32, fromGray(signed16, toFloat32)],
      [BGRA32, fromGray(signed16, grayAsOpaque)],
    ]),
  ],
  [Grayscale32, new Map<number, ConvertRow>([[Float32, fromGray(gray32, toFloat32)]])],
  [
    Float32,
    new Map<number, ConvertRow>([
      [Grayscale8, fromGray(float32, toGray8)],
      [Grayscale16, fromGray(float32, toGray16)],
      [RGB24, fromGray(float32, grayAsRgb)],
    ]),
  ],
  [
    RGB24,
    new Map<number, ConvertRow>([
      [Grayscale8, toGray(rgb, toGray8)],
      [Grayscale16, toGray(rgb, toGray16)],
      [SignedGrayscale16, toGray(rgb, toSigned16)],
      [RGBA32, reorder(rgb, rgba)],
      [BGRA32, reorder(rgb, bgra)],
    ]),
  ],
  [
    RGBA32,
    new Map<number, ConvertRow>([
      [Grayscale8, toGray(rgba, toGray8)],
      [RGB24, reorder(rgba, rgb)],
      [BGRA32, reorder(rgba, bgra)],
    ]),
  ],
  [
    BGRA32,
    new Map<number, ConvertRow>([
      [Grayscale8, toGray(bgra, toGray8)],
      [RGB24, reorder(bgra, rgb)],
      [RGBA32, reorder(bgra, rgba)],
    ]),
  ],
  [RGB48, new Map<number, ConvertRow>([[RGB24, reorder(upperRgb, rgb)]])],
])
