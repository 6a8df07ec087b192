import { crc32, inflateSync } from 'node:zlib'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { concatenate } from '../../exchange/bytes.ts'
import { CallError } from '../../exchange/errors.ts'
import { maxParts, requireDecodable } from '../decode-limits.ts'
import { rowBytes, type ImageLayout, type Pixels } from '../pixels.ts'

/** Maximum width and height, as in libpng. */
const maxSide = 1_000_000
/** Bytes after the pixels that a compressed stream may have; they are ignored. */
const slackBytes = 64 * 1024

/** Pixel formats that Orthanc decodes, by depth and colour type; the SDK has no pixel format for RGBA of 16 bits. */
const formats: ReadonlyMap<string, number> = new Map([
  ['8/0', pixelFormats.Grayscale8],
  ['16/0', pixelFormats.Grayscale16],
  ['8/2', pixelFormats.RGB24],
  ['8/6', pixelFormats.RGBA32],
])

/** Depths that a colour type may have (RFC 2083, 4.1.1). */
const depths: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
])

/**
 * The pixels of a PNG without padding, samples of 16 bits in the byte order of memory. The size in the header limits what is
 * allocated.
 *
 * Throws `CallError`: 15 for a broken file, 2 for one that Orthanc does not decode either, 4 for one that is too large.
 */
export function decodePng(file: Uint8Array): Pixels {
  const { header, compressed } = readChunks(file)
  const layout = layoutOf(header)
  requireDecodable(layout)
  const pixelBytes = rowBytes({ ...layout, width: 1 })
  const passes = header.isInterlaced ? interlacedPasses(header) : [wholeImage(header)]
  const filtered = inflate(compressed, passes, pixelBytes)
  const data = new Uint8Array(layout.pitch * layout.height)
  let at = 0
  for (const pass of passes) {
    const end = at + pass.height * (1 + pass.width * pixelBytes)
    const rows = filtered.subarray(at, end)
    unfilter(rows, pass, pixelBytes)
    copyPass(rows, pass, { data, pitch: layout.pitch, pixelBytes })
    at = end
  }
  // PNG integers are big-endian (RFC 2083, 2.1)
  if (header.depth === 16) Buffer.from(data.buffer).swap16()
  return { ...layout, data }
}

function badPng(why: string): CallError {
  return new CallError(errorCodes.BadFileFormat, `not a valid PNG: ${why}`)
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const headerLength = 13
/** Length, type and checksum (RFC 2083, 3.2). */
const frameLength = 12

/** The fields of the header (RFC 2083, 4.1.1). */
interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits of a sample. */
  readonly depth: number
  readonly colourType: number
  readonly isInterlaced: boolean
}

/** The header and the compressed pixels, which are one run of chunks; like Orthanc it ignores what follows them. */
function readChunks(file: Uint8Array): {
  readonly header: PngHeader
  readonly compressed: Uint8Array
} {
  if (!signature.every((byte, i) => file[i] === byte)) throw badPng('it does not begin as a PNG')
  const parts: Uint8Array[] = []
  let header: PngHeader | undefined
  for (const { type, data, fault } of iterateChunks(file)) {
    if (parts.length > 0 && type !== 'IDAT') break
    if (fault !== undefined) throw badPng(fault)
    if (header === undefined) header = readHeader(type, data)
    else if (type === 'IDAT') parts.push(data)
    else if (isCritical(type) && type !== 'PLTE') throw badPng(`a chunk ${type} before its pixels`)
  }
  if (header === undefined || parts.length === 0) throw badPng('it has no pixels')
  return { header, compressed: concatenate(parts) }
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** Why the chunk is not valid, if it is not. */
  readonly fault: string | undefined
}

function* iterateChunks(file: Uint8Array): Generator<Chunk, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let at = signature.length
  let count = 0
  while (at + frameLength <= file.length) {
    if (++count > maxParts) throw badPng(`it has more than ${maxParts} chunks`)
    const end = at + 8 + view.getUint32(at)
    const checked = file.subarray(at + 4, end)
    const type = String.fromCharCode(...checked.subarray(0, 4))
    const fault = findFault(type, checked, end + 4 - file.length)
    yield { type, data: checked.subarray(4), fault }
    at = end + 4
  }
}

/** `checked` is the part of a chunk that its checksum covers, `missing` the number of its bytes beyond the end of the file. */
function findFault(type: string, checked: Uint8Array, missing: number): string | undefined {
  if (missing > 0) return 'a chunk is longer than the file'
  if (!/^[A-Za-z]{4}$/.test(type)) return 'a chunk without a name'
  const sum = new DataView(checked.buffer, checked.byteOffset + checked.length, 4).getUint32(0)
  return isCritical(type) && crc32(checked) !== sum ? `the checksum of ${type} is wrong` : undefined
}

/** True if the type begins with a capital: a decoder that does not know the chunk cannot read the file. */
function isCritical(type: string): boolean {
  return type.startsWith(type.charAt(0).toUpperCase())
}

function readHeader(type: string, data: Uint8Array): PngHeader {
  if (type !== 'IHDR' || data.length !== headerLength) throw badPng('it does not begin with IHDR')
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const [depth = 0, colourType = 0, compression, filter, interlace] = data.subarray(8)
  if (compression !== 0 || filter !== 0 || interlace === undefined || interlace > 1)
    throw badPng('a method of compression, filters or interlacing that PNG does not have')
  const header = { width: view.getUint32(0), height: view.getUint32(4), depth, colourType }
  return { ...header, isInterlaced: interlace === 1 }
}

function layoutOf({ width, height, depth, colourType }: PngHeader): ImageLayout {
  if (!isSide(width) || !isSide(height)) throw badPng(`${width} × ${height} px`)
  if (depths.get(colourType)?.includes(depth) !== true)
    throw badPng(`colour type ${colourType} with ${depth} bits`)
  const format = formats.get(`${depth}/${colourType}`)
  if (format === undefined)
    throw new CallError(
      errorCodes.NotImplemented,
      `PNG of colour type ${colourType} with ${depth} bits; gray of 8 or 16 bits, RGB and RGBA of 8 are decoded`,
    )
  const pitch = rowBytes({ format, width, height, pitch: 0 })
  return { format, width, height, pitch }
}

function isSide(length: number): boolean {
  return length >= 1 && length <= maxSide
}

/** The pixels of one pass of an interlaced image: an image of its own, whose pixels are spread over the whole. */
interface Pass {
  readonly width: number
  readonly height: number
  /** Position of its first pixel, and the distance to the next ones. */
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
}

/** RFC 2083, 2.6. */
const adam7 = [
  { left: 0, top: 0, stepX: 8, stepY: 8 },
  { left: 4, top: 0, stepX: 8, stepY: 8 },
  { left: 0, top: 4, stepX: 4, stepY: 8 },
  { left: 2, top: 0, stepX: 4, stepY: 4 },
  { left: 0, top: 2, stepX: 2, stepY: 4 },
  { left: 1, top: 0, stepX: 2, stepY: 2 },
  { left: 0, top: 1, stepX: 1, stepY: 2 },
]

/** The passes that have pixels, in their order. */
function interlacedPasses({ width, height }: PngHeader): readonly Pass[] {
  return adam7
    .map((place) => ({
      ...place,
      width: Math.ceil((width - place.left) / place.stepX),
      height: Math.ceil((height - place.top) / place.stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

function wholeImage({ width, height }: PngHeader): Pass {
  return { width, height, left: 0, top: 0, stepX: 1, stepY: 1 }
}

/** The filtered rows of all passes. Refuses a stream that inflates to more bytes than they have. */
function inflate(compressed: Uint8Array, passes: readonly Pass[], pixelBytes: number): Uint8Array {
  const needed = passes.reduce((sum, p) => sum + p.height * (1 + p.width * pixelBytes), 0)
  let inflated: Uint8Array
  try {
    inflated = inflateSync(compressed, { maxOutputLength: needed + slackBytes })
  } catch (error) {
    throw badPng(error instanceof Error ? error.message : 'its pixels cannot be inflated')
  }
  if (inflated.length < needed) throw badPng('it has too few pixels')
  return inflated
}

const lastFilter = 4

/** Undoes the filters of a pass in place (RFC 2083, 6). */
function unfilter(rows: Uint8Array, { width }: Pass, pixelBytes: number): void {
  const length = 1 + width * pixelBytes
  let above: Uint8Array = new Uint8Array(length)
  for (let at = 0; at < rows.length; at += length) {
    const row = rows.subarray(at, at + length)
    unfilterRow(row, above, pixelBytes)
    above = row
  }
}

/** Each row begins with the number of its filter. */
function unfilterRow(row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  const [filter = 0] = row
  if (filter > lastFilter) throw badPng('a filter that PNG does not have')
  if (filter === 0) return
  for (let i = 1; i < row.length; i++) {
    const isFirst = i <= pixelBytes
    const left = isFirst ? 0 : (row[i - pixelBytes] ?? 0)
    const corner = isFirst ? 0 : (above[i - pixelBytes] ?? 0)
    row[i] = (row[i] ?? 0) + predict(filter, left, above[i] ?? 0, corner)
  }
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  // Paeth: the one of the three that is nearest to left + up - corner
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Copies the pixels of a pass to their places in the image. */
function copyPass(
  rows: Uint8Array,
  { width, height, left, top, stepX, stepY }: Pass,
  to: { readonly data: Uint8Array; readonly pitch: number; readonly pixelBytes: number },
): void {
  const { data, pitch, pixelBytes } = to
  const length = width * pixelBytes
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (1 + length) + 1, (y + 1) * (1 + length))
    const start = (top + y * stepY) * pitch + left * pixelBytes
    if (stepX === 1) {
      data.set(row, start)
      continue
    }
    for (let x = 0; x < width; x++)
      for (let i = 0; i < pixelBytes; i++)
        data[start + x * stepX * pixelBytes + i] = row[x * pixelBytes + i] ?? 0
  }
}
