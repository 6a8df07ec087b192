import { deepStrictEqual } from 'node:assert'
import { inflateSync } from 'node:zlib'

/** A PNG as its chunks tell; `rows` are the pixels in PNG's byte order. */
interface PngFile {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
  readonly rows: Uint8Array
  /** Sizes of the IDAT chunks' data. */
  readonly dataLengths: readonly number[]
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [6, 4],
])

/**
 * Reads a PNG with node:zlib, strictly: each chunk's CRC, the order of chunks, no byte too many. Written for tests, as
 * slow and plain as RFC 2083 says it.
 */
export function readPng(file: Uint8Array): PngFile {
  deepStrictEqual([...file.subarray(0, 8)], signature)
  const chunks = readChunks(Buffer.from(file.subarray(8)))
  const types = chunks.map(({ type }) => type)
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)
  deepStrictEqual(types, ['IHDR', ...data.map(() => 'IDAT'), 'IEND'])
  const header = chunks[0]?.data ?? Buffer.alloc(0)
  const [depth = 0, colourType = 0, ...methods] = header.subarray(8)
  deepStrictEqual(methods, [0, 0, 0])
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const pixelBytes = ((channelsOf.get(colourType) ?? 0) * depth) / 8
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * pixelBytes, pixelBytes)
  deepStrictEqual(rows.length, width * height * pixelBytes)
  const dataLengths = data.map(({ length }) => length)
  return { width, height, depth, colourType, rows, dataLengths }
}

function readChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const typeAndData = bytes.subarray(at + 4, at + 8 + length)
    deepStrictEqual(bytes.readUInt32BE(at + 8 + length), crc32(typeAndData))
    chunks.push({ type: typeAndData.toString('latin1', 0, 4), data: typeAndData.subarray(4) })
    at += 12 + length
  }
  return chunks
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return ~crc >>> 0
}

function unfilter(filtered: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const height = filtered.length / (rowBytes + 1)
  const rows = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (rowBytes + 1)] ?? 0
    deepStrictEqual(filter <= 4, true)
    for (let i = 0; i < rowBytes; i++) {
      const at = y * rowBytes + i
      const left = i >= pixelBytes ? (rows[at - pixelBytes] ?? 0) : 0
      const above = y > 0 ? (rows[at - rowBytes] ?? 0) : 0
      const aboveLeft = i >= pixelBytes && y > 0 ? (rows[at - rowBytes - pixelBytes] ?? 0) : 0
      const prediction = predict(filter, left, above, aboveLeft)
      rows[at] = (filtered[y * (rowBytes + 1) + 1 + i] ?? 0) + prediction
    }
  }
  return rows
}

function predict(filter: number, left: number, above: number, aboveLeft: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  return filter === 4 ? paeth(left, above, aboveLeft) : 0
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const initial = left + above - aboveLeft
  const toLeft = Math.abs(initial - left)
  const toAbove = Math.abs(initial - above)
  const toAboveLeft = Math.abs(initial - aboveLeft)
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left
  return toAbove <= toAboveLeft ? above : aboveLeft
}
