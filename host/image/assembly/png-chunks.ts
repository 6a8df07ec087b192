// The frame of a PNG file (RFC 2083, 3 and 4).

import { bytePosition, moveTo, putBigEndian32, putByte } from './bit-writer'
import { crc32 } from './crc32'

const TYPE_BYTES: usize = 4
const LENGTH_BYTES: usize = 4
const CRC_BYTES: usize = 4

/** Size of a chunk without its data. */
export const CHUNK_BYTES: usize = LENGTH_BYTES + TYPE_BYTES + CRC_BYTES
/** Signature, IHDR and IEND. */
export const FRAME_BYTES: usize = 8 + 13 + 2 * CHUNK_BYTES

const SIGNATURE_HIGH: u32 = 0x89504e47
const SIGNATURE_LOW: u32 = 0x0d0a1a0a
const IHDR: u32 = 0x49484452
const IDAT: u32 = 0x49444154
const IEND: u32 = 0x49454e44

const GRAY: u32 = 0
const RGB: u32 = 2
const RGB_ALPHA: u32 = 6

const DEFLATE: u32 = 0
const ADAPTIVE_FILTERS: u32 = 0
const NO_INTERLACING: u32 = 0

let chunkStart: usize = 0

export function writeSignature(): void {
  putBigEndian32(SIGNATURE_HIGH)
  putBigEndian32(SIGNATURE_LOW)
}

export function writeImageHeader(width: u32, height: u32, channels: u32, sampleBytes: u32): void {
  startChunk(IHDR)
  putBigEndian32(width)
  putBigEndian32(height)
  putByte(sampleBytes * 8)
  putByte(colourType(channels))
  putByte(DEFLATE)
  putByte(ADAPTIVE_FILTERS)
  putByte(NO_INTERLACING)
  endChunk()
}

/** Image data may be cut into IDAT chunks anywhere, even within a symbol of deflate (4.1.3). */
export function startImageData(): void {
  startChunk(IDAT)
}

/** Ends the chunk after the last whole byte; pending bits go to the next one. */
export function endChunk(): void {
  const end = bytePosition()
  const typeAt = chunkStart + LENGTH_BYTES
  store<u32>(chunkStart, bswap<u32>(<u32>(end - typeAt - TYPE_BYTES)))
  putBigEndian32(crc32(0, typeAt, end - typeAt))
}

/** As `endChunk`, but without image data it writes no chunk: all rows are pending in a block. */
export function endImageData(): void {
  if (bytePosition() == chunkStart + LENGTH_BYTES + TYPE_BYTES) moveTo(chunkStart)
  else endChunk()
}

export function writeImageEnd(): void {
  startChunk(IEND)
  endChunk()
}

function startChunk(type: u32): void {
  chunkStart = bytePosition()
  moveTo(chunkStart + LENGTH_BYTES)
  putBigEndian32(type)
}

function colourType(channels: u32): u32 {
  if (channels == 1) return GRAY
  return channels == 3 ? RGB : RGB_ALPHA
}
