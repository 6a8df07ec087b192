import { errorCodes } from '../../../abi/enums.ts'
import { concatenate } from '../../exchange/concatenate.ts'
import { CallError } from '../../exchange/errors.ts'
import { badJpeg, markers, segmentsOf, type Segment } from './decode-jpeg-segments.ts'

/** What a JPEG says of its pixels. */
export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** 1: gray, 3: colours. */
  readonly components: number
  /** Whether its components are red, green and blue, and not luminance and two differences. */
  readonly isRgb: boolean
}

/** Baseline, extended and progressive frames, all with Huffman codes (ITU T.81, table B.1). */
const decodedFrames = new Set([0xc0, 0xc1, 0xc2])
/** The markers from C0 to CF that are no frame: Huffman codes, an extension, arithmetic codes. */
const noFrames = new Set([0xc4, 0xc8, 0xcc])
const restartInterval = 0xdd
const adobe = 0xee
const jfif = 0xe0
const largestFactor = 4
const tableBytes = 64
const lastCoefficient = 63

/**
 * The header of a JPEG, and the same file of nothing but the parts that its pixels need, each of which keeps to its
 * length: jpeg-js trusts the lengths that tables and frames claim, and another frame would escape its limits.
 *
 * Throws `CallError`: -1 for a broken file, 2 for one of a kind that is not decoded.
 */
export function tidyJpeg(file: Uint8Array): {
  readonly header: JpegHeader
  readonly tidy: Uint8Array
} {
  let frame: Frame | undefined
  let hasJfif = false
  let transform: number | undefined
  const parts: Uint8Array[] = [Uint8Array.of(0xff, 0xd8)]
  for (const segment of segmentsOf(file)) {
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
  return { header, tidy: concatenate([...parts, Uint8Array.of(0xff, markers.end)]) }
}

interface Frame extends Omit<JpegHeader, 'isRgb'> {
  /** Of its components, as letters: libjpeg takes `RGB` at its word. */
  readonly identifiers: string
}

/** Whether a segment is one that pixels need. Throws for one that says more than it holds. */
function isKept({ marker, data }: Segment, frame: Frame | undefined): boolean {
  if (marker === markers.quantisation) requireTables(data, quantisationLength)
  else if (marker === markers.huffman) requireTables(data, huffmanLength)
  else if (marker === restartInterval) requireLength(data, 2)
  else if (marker === markers.scan) requireScan(data, frame)
  else return false
  return true
}

/** Precision and number, then so many values of one or two bytes. */
function quantisationLength(data: Uint8Array, at: number): number {
  return 1 + tableBytes * ((data[at] ?? 0) > 0x0f ? 2 : 1)
}

/** Class and number, sixteen counts, then so many values. */
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
    throw badJpeg('a scan of what the frame does not have')
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !noFrames.has(marker)
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
  return factor >= 1 && factor <= largestFactor
}
