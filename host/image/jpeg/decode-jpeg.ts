import jpeg from 'jpeg-js'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { concatenate } from '../../exchange/bytes.ts'
import { CallError } from '../../exchange/errors.ts'
import { MiB, fixedLimits } from '../../exchange/limits.ts'
import { maxParts, requireDecodable } from '../decode-limits.ts'
import type { Pixels } from '../pixels.ts'

/**
 * The pixels of a JPEG without padding: gray, or RGB.
 *
 * *Differs:* jpeg-js rounds differently than libjpeg and takes the colours of the nearest sample, so that a pixel is close to
 * Orthanc's and seldom equal; a file that ends early is an error, where Orthanc returns the pixels up to there.
 *
 * Throws `CallError`: -1 for a broken file, 2 for a kind of JPEG that is not decoded, 4 for a file that is too large.
 */
export function decodeJpeg(file: Uint8Array): Pixels {
  const { header, reduced } = reduceJpeg(file)
  const { width, height, components } = header
  const format = components === 1 ? pixelFormats.Grayscale8 : pixelFormats.RGB24
  const layout = { format, width, height, pitch: width * components }
  requireDecodable(layout)
  const data = decodeRgb(reduced, header)
  return { ...layout, data: components === 1 ? takeEveryThird(data) : data }
}

/** Three samples a pixel; those of a gray pixel are equal. */
function decodeRgb(file: Uint8Array, { width, height, isRgb }: JpegHeader): Uint8Array {
  try {
    const image = jpeg.decode(file, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      ...(isRgb && { colorTransform: false }),
      maxResolutionInMP: (width * height) / 1e6,
      maxMemoryUsageInMB: fixedLimits.jpegDecoderBytes / MiB,
    })
    return image.data
  } catch (error) {
    // jpeg-js throws errors of any type, all about the file
    const why = error instanceof Error ? error.message : 'it cannot be decoded'
    if (why.startsWith('maxMemoryUsageInMB'))
      throw new CallError(errorCodes.NotEnoughMemory, tooMuchMemory)
    throw badJpeg(why)
  }
}

const tooMuchMemory = `a JPEG that needs more than ${fixedLimits.jpegDecoderBytes} bytes to decode`

function takeEveryThird(data: Uint8Array): Uint8Array {
  const third = new Uint8Array(data.length / 3)
  for (let i = 0; i < third.length; i++) third[i] = data[3 * i] ?? 0
  return third
}

/** The fields of the frame, and how its components are to be read. */
interface JpegHeader {
  readonly width: number
  readonly height: number
  /** 1 for gray, 3 for colours. */
  readonly components: number
  /** True if the components are red, green and blue, and not luminance and two differences. */
  readonly isRgb: boolean
}

/** Baseline, extended and progressive frames, all with Huffman codes (ITU T.81, table B.1). */
const decodedFrames = new Set([0xc0, 0xc1, 0xc2])
/** Markers from C0 to CF that do not begin a frame: Huffman codes, an extension, arithmetic codes. */
const otherMarkers = new Set([0xc4, 0xc8, 0xcc])
const restartInterval = 0xdd
const adobe = 0xee
const jfif = 0xe0
const maxFactor = 4
const tableBytes = 64
const lastCoefficient = 63

/**
 * The header of a JPEG, and the file reduced to the segments that its pixels need. The length of each segment is checked
 * against its content, since jpeg-js trusts the lengths in tables and frames, and a second frame would escape its limits.
 *
 * Throws `CallError`: -1 for a broken file, 2 for a kind of JPEG that is not decoded.
 */
function reduceJpeg(file: Uint8Array): {
  readonly header: JpegHeader
  readonly reduced: Uint8Array
} {
  let frame: Frame | undefined
  let hasJfif = false
  let transform: number | undefined
  const parts: Uint8Array[] = [Uint8Array.of(0xff, 0xd8)]
  for (const segment of iterateSegments(file)) {
    const { marker, data, whole } = segment
    if (marker === jfif && startsWith(data, 'JFIF\0')) hasJfif = true
    if (marker === adobe && startsWith(data, 'Adobe') && data.length >= 12) transform = data[11]
    if (isFrame(marker)) {
      if (frame !== undefined) throw badJpeg('it has several frames')
      frame = readFrame(segment)
    } else if (!isKept(segment, frame)) continue
    parts.push(whole)
  }
  if (frame === undefined) throw badJpeg('it has no frame')
  const { identifiers, ...size } = frame
  const isRgb = transform === undefined ? !hasJfif && identifiers === 'RGB' : transform === 0
  const header = { ...size, isRgb: size.components === 3 && isRgb }
  return { header, reduced: concatenate([...parts, Uint8Array.of(0xff, markers.end)]) }
}

interface Frame extends Omit<JpegHeader, 'isRgb'> {
  /** Identifiers of the components as letters: libjpeg reads `RGB` as colours. */
  readonly identifiers: string
}

/** True if the pixels need the segment. Throws if its length does not fit its content. */
function isKept({ marker, data }: Segment, frame: Frame | undefined): boolean {
  if (marker === markers.quantisation) requireTables(data, quantisationLength)
  else if (marker === markers.huffman) requireTables(data, huffmanLength)
  else if (marker === restartInterval) requireLength(data, 2)
  else if (marker === markers.scan) requireScan(data, frame)
  else return false
  return true
}

/** Precision and number, then 64 values of one or two bytes. */
function quantisationLength(data: Uint8Array, at: number): number {
  return 1 + tableBytes * ((data[at] ?? 0) > 0x0f ? 2 : 1)
}

/** Class and number, sixteen counts, then as many values as their sum. */
function huffmanLength(data: Uint8Array, at: number): number {
  return data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 17)
}

function requireTables(data: Uint8Array, lengthAt: (data: Uint8Array, at: number) => number): void {
  let at = 0
  while (at < data.length) at += lengthAt(data, at)
  requireLength(data, at)
}

function requireLength(data: Uint8Array, needed: number): void {
  if (data.length !== needed) throw badJpeg('a segment has another length than its content')
}

function requireScan(data: Uint8Array, frame: Frame | undefined): void {
  const [components = 0] = data
  if (frame === undefined) throw badJpeg('pixels before the frame')
  requireLength(data, 1 + 2 * components + 3)
  const [first = 0, last = 0] = data.subarray(1 + 2 * components)
  if (components < 1 || components > frame.components || first > last || last > lastCoefficient)
    throw badJpeg('a scan of components or coefficients that the frame does not have')
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !otherMarkers.has(marker)
}

function startsWith(data: Uint8Array, text: string): boolean {
  return Buffer.from(data.subarray(0, text.length)).equals(Buffer.from(text))
}

function readFrame({ marker, data }: Segment): Frame {
  const [precision = 0, , , , , components = 0] = data
  requireLength(data, 6 + 3 * components)
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const height = view.getUint16(1)
  const width = view.getUint16(3)
  if (width === 0 || height === 0) throw badJpeg(`${width} × ${height} px`)
  if (!decodedFrames.has(marker) || precision !== 8 || (components !== 1 && components !== 3))
    throw new CallError(
      errorCodes.NotImplemented,
      `JPEG of ${components} components of ${precision} bits in a frame ${marker.toString(16)}; baseline and progressive, gray and RGB of 8 bits are decoded`,
    )
  const tables = Array.from({ length: components }, (_, i) => data.subarray(6 + 3 * i, 9 + 3 * i))
  if (!tables.every(([, factors = 0]) => isFactor(factors >> 4) && isFactor(factors & 15)))
    throw badJpeg('a component with a sampling factor that is not 1 to 4')
  const identifiers = String.fromCharCode(...tables.map(([identifier = 0]) => identifier))
  return { width, height, components, identifiers }
}

function isFactor(factor: number): boolean {
  return factor >= 1 && factor <= maxFactor
}

/** A part of a JPEG: the second byte of its marker, its content, and all its bytes. */
interface Segment {
  readonly marker: number
  /** The bytes after the length. */
  readonly data: Uint8Array
  /** Includes the marker and the length; for a scan also its coded pixels. */
  readonly whole: Uint8Array
}

/** Second bytes of the markers (ITU T.81, table B.1). */
const markers = { huffman: 0xc4, end: 0xd9, scan: 0xda, quantisation: 0xdb } as const
const startOfImage = 0xffd8

/** The segments up to the end of the image. Throws `CallError` -1 if one is longer than the file, and if there are too many. */
function* iterateSegments(file: Uint8Array): Generator<Segment, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 4 || view.getUint16(0) !== startOfImage)
    throw badJpeg('it does not begin as a JPEG')
  let at = 2
  let count = 0
  while (at + 1 < file.length) {
    const marker = file[at + 1] ?? 0
    if (file[at] !== 0xff) throw badJpeg('a marker is missing')
    if (marker === markers.end) return
    // Any number of FF may precede a marker; writers of DICOM files make the length even with one before the last
    if (marker === 0xff) {
      at++
      continue
    }
    const end = at + 2 + (at + 4 <= file.length ? view.getUint16(at + 2) : 0)
    if (end < at + 4 || end > file.length) throw badJpeg('it is cut short')
    if (++count > maxParts) throw badJpeg(`it has more than ${maxParts} segments`)
    const next = marker === markers.scan ? findEndOfScan(file, end) : end
    yield { marker, data: file.subarray(at + 4, end), whole: file.subarray(at, next) }
    at = next
  }
  throw badJpeg('it is cut short')
}

/** The error for a broken file: code -1, as in Orthanc. */
function badJpeg(why: string): CallError {
  return new CallError(errorCodes.InternalError, `not a valid JPEG: ${why}`)
}

/** Where the coded pixels end: at a marker that is neither a restart nor a stuffed FF. */
function findEndOfScan(file: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    at = file.indexOf(0xff, at)
    const next = file[at + 1]
    if (at < 0 || next === undefined) throw badJpeg('it is cut short')
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 2
  }
}
