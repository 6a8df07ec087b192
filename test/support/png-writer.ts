import { crc32, deflateSync } from 'node:zlib'

/** What a PNG is made of; all of it may be wrong. */
export interface PngParts {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
  readonly interlace?: number
  /** Filter bytes and rows; or what they compress to, as `compressed`. */
  readonly rows?: Uint8Array
  readonly compressed?: Uint8Array
  /** Between the header and the pixels. */
  readonly extra?: readonly Uint8Array[]
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A chunk with its check sum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)])
}

/** A PNG file. */
export function writePng(parts: PngParts): Buffer {
  const { rows = new Uint8Array(), compressed = deflateSync(rows), extra = [] } = parts
  const header = Buffer.alloc(13)
  header.writeUInt32BE(parts.width, 0)
  header.writeUInt32BE(parts.height, 4)
  header.set([parts.depth, parts.colourType, 0, 0, parts.interlace ?? 0], 8)
  return Buffer.concat([
    pngSignature,
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', compressed),
    pngChunk('IEND', new Uint8Array()),
  ])
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

interface Image {
  readonly width: number
  readonly height: number
  readonly pixelBytes: number
  /** In PNG's byte order, without gaps. */
  readonly data: Uint8Array
}

/** The filtered rows of an image, each with the next of the filters; `interlaced` in the seven passes of Adam7. */
export function filteredRows(
  image: Image,
  filters: readonly number[],
  { interlaced }: { readonly interlaced: boolean },
): Buffer {
  const passes = interlaced ? adam7 : ([[0, 0, 1, 1]] as const)
  let count = 0
  const rows: Buffer[] = []
  for (const [left, top, stepX, stepY] of passes) {
    let above: Buffer | undefined
    for (let y = top; y < image.height && left < image.width; y += stepY) {
      const row = Buffer.concat(pixelsOf(image, y, { left, stepX }))
      const filter = filters[count++ % filters.length] ?? 0
      const before = above ?? Buffer.alloc(row.length)
      rows.push(Buffer.from([filter]), filterRow(row, before, filter, image.pixelBytes))
      above = row
    }
  }
  return Buffer.concat(rows)
}

function pixelsOf(
  { width, pixelBytes, data }: Image,
  y: number,
  { left, stepX }: { readonly left: number; readonly stepX: number },
): Uint8Array[] {
  const pixels: Uint8Array[] = []
  for (let x = left; x < width; x += stepX) {
    const at = (y * width + x) * pixelBytes
    pixels.push(data.subarray(at, at + pixelBytes))
  }
  return pixels
}

function filterRow(row: Buffer, above: Buffer, filter: number, step: number): Buffer {
  return Buffer.from(
    row.map((value, i) => {
      const a = row[i - step] ?? 0
      const b = above[i] ?? 0
      const c = above[i - step] ?? 0
      const predictions = [0, a, b, (a + b) >> 1, paeth(a, b, c)]
      return value - (predictions[filter] ?? 0)
    }),
  )
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
  if (pa <= pb && pa <= pc) return a
  return pb <= pc ? b : c
}
