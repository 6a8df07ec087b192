import { inflateSync } from 'node:zlib'
import UPNG from 'upng-js'
import { errorCodes, pixelFormats } from '../../../abi/enums.ts'
import { concatenate } from '../../exchange/concatenate.ts'
import { CallError } from '../../exchange/errors.ts'
import { requireDecodable } from '../decode-error.ts'
import { badPng, readPngChunks, type PngHeader } from './decode-png-chunks.ts'
import { passesOf, wholeImage, type Pass } from './decode-png-passes.ts'
import { rowBytes, type ImageLayout, type Pixels } from '../pixels.ts'

/** The limit of libpng. */
const largestSide = 1_000_000
/** Bytes that may follow the pixels in their compressed stream, and mean nothing. */
const slackBytes = 64 * 1024
const lastFilter = 4

/** What Orthanc decodes, by depth and colour type; RGBA of 16 bits has no pixel format in the SDK. */
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
 * The pixels of a PNG, samples of 16 bits in the byte order of memory, without padding. The size that its header claims
 * bounds what is allocated.
 *
 * Throws `CallError`: 15 for a broken file, 2 for one that Orthanc does not decode either, 4 for one that is too large.
 */
export function decodePng(file: Uint8Array): Pixels {
  const { header, compressed } = readPngChunks(file)
  const layout = layoutOf(header)
  requireDecodable(layout)
  const pixelBytes = rowBytes({ ...layout, width: 1 })
  const passes = header.isInterlaced ? passesOf(header) : [wholeImage(header)]
  const filtered = inflate(compressed, passes, pixelBytes)
  const data = new Uint8Array(layout.pitch * layout.height)
  let at = 0
  for (const pass of passes) {
    const length = pass.height * (1 + pass.width * pixelBytes)
    const rows = unfilter(header, pass, filtered.subarray(at, at + length))
    scatter(rows, pass, { data, pitch: layout.pitch, pixelBytes })
    at += length
  }
  return { ...layout, data: header.depth === 16 ? swapped(data) : data }
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
  return length >= 1 && length <= largestSide
}

/** The filtered rows of all passes. What would inflate to more than they are is a bomb. */
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

/** The rows of a pass. upng-js undoes their filters; as another method than 0, what is not compressed stays as it is. */
function unfilter(header: PngHeader, { width, height }: Pass, filtered: Uint8Array): Uint8Array {
  const row = filtered.length / height
  for (let y = 0; y < height; y++)
    if ((filtered[y * row] ?? 0) > lastFilter) throw badPng('a filter that PNG does not have')
  const ihdr = Buffer.alloc(13)
  ihdr.writeUInt32BE(width, 0)
  ihdr.writeUInt32BE(height, 4)
  ihdr.set([header.depth, header.colourType, 1, 0, 0], 8)
  const parts = [signature, chunk('IHDR', ihdr), chunk('IDAT', filtered), chunk('IEND', empty)]
  return UPNG.decode(concatenate(parts.flat()).buffer).data
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const empty = new Uint8Array()

/** A chunk without its check sum, which upng-js does not read. */
function chunk(type: string, data: Uint8Array): readonly Uint8Array[] {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  return [head, data, new Uint8Array(4)]
}

/** Puts the pixels of a pass where they belong. */
function scatter(
  rows: Uint8Array,
  { width, height, left, top, stepX, stepY }: Pass,
  to: { readonly data: Uint8Array; readonly pitch: number; readonly pixelBytes: number },
): void {
  const row = width * to.pixelBytes
  for (let y = 0; y < height; y++) {
    const start = (top + y * stepY) * to.pitch
    if (stepX === 1) {
      to.data.set(rows.subarray(y * row, (y + 1) * row), start + left * to.pixelBytes)
      continue
    }
    for (let x = 0; x < width; x++)
      for (let i = 0; i < to.pixelBytes; i++)
        to.data[start + (left + x * stepX) * to.pixelBytes + i] =
          rows[y * row + x * to.pixelBytes + i] ?? 0
  }
}

/** PNG integers are big-endian (RFC 2083, 2.1). */
function swapped(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  Buffer.from(data.buffer).swap16()
  return data
}
