// Hash tables of the positions of earlier bytes: by six bytes; in colour images also by a pixel, which is worth a match of
// its own, and by sixteen bytes, since six are little more than a pixel and too common. A position is the low 16 bits of
// an offset in the stream, which is enough within deflate's window. The newest is lowest in its bucket. A position may be
// wrong or absent: the caller compares the bytes there.

import { isGray, pixelDistance } from './repeats'

const HASH_FACTOR: u64 = 0x9e3779b185ebca87 // 2^64 / golden ratio
const OTHER_FACTOR: u64 = 0xc2b2ae3d27d4eb4f // a prime of xxHash: each half of a long key needs its own

const SHORT_BYTES: u64 = 6
const SHORT_BITS: u64 = 12
const LONG_BITS: u64 = 13
const PIXEL_BITS: u64 = 14

// Buckets of four positions, of two and of one.
const SHORT_TABLE_BYTES: i32 = 8 << 12
const LONG_TABLE_BYTES: i32 = 4 << 13
const PIXEL_TABLE_BYTES: i32 = 2 << 14
const ALL_BYTES: i32 = SHORT_TABLE_BYTES + LONG_TABLE_BYTES + PIXEL_TABLE_BYTES

/** Bits of a position. */
export const POSITION_BITS: u64 = 16
export const POSITION_MASK: u32 = 0xffff

// The three tables one after the other.
const TABLES: usize = memory.data(ALL_BYTES, 64)
const BEFORE: usize = memory.data(ALL_BYTES, 64)
const SAVED: usize = memory.data(ALL_BYTES, 64)
const LONG_TABLE: usize = TABLES + SHORT_TABLE_BYTES
const PIXEL_TABLE: usize = LONG_TABLE + LONG_TABLE_BYTES

let usedBytes: usize = ALL_BYTES
let pixelShift: u64 = 0

/** Begins an image. */
export function clearHash(): void {
  usedBytes = isGray() ? SHORT_TABLE_BYTES : ALL_BYTES
  pixelShift = 64 - 8 * <u64>pixelDistance()
  memory.fill(TABLES, 0, usedBytes)
}

/** Copies the tables before a plan that may be dropped. */
export function markHash(): void {
  memory.copy(BEFORE, TABLES, usedBytes)
}

/** Restores the tables of `markHash`. */
export function rewindHash(): void {
  memory.copy(TABLES, BEFORE, usedBytes)
}

/** Copies the tables after a plan, before `rewindHash` replaces them. */
export function saveHash(): void {
  memory.copy(SAVED, TABLES, usedBytes)
}

/** Restores the tables of `saveHash`. */
export function restoreHash(): void {
  memory.copy(TABLES, SAVED, usedBytes)
}

/** The four earlier positions of the six bytes at `at`; `position` becomes the newest. */
// @ts-ignore: decorator
@inline
export function exchangePosition(at: usize, position: u32): u64 {
  const hash = (load<u64>(at) << (64 - 8 * SHORT_BYTES)) * HASH_FACTOR
  const bucket = TABLES + (<usize>(hash >> (64 - SHORT_BITS)) << 3)
  const earlier = load<u64>(bucket)
  store<u64>(bucket, (earlier << POSITION_BITS) | (position & POSITION_MASK))
  return earlier
}

/** The two earlier positions of the sixteen bytes at `at`; only in colour images. */
// @ts-ignore: decorator
@inline
export function exchangeLongPosition(at: usize, position: u32): u32 {
  const hash = load<u64>(at) * HASH_FACTOR + load<u64>(at, 8) * OTHER_FACTOR
  const bucket = LONG_TABLE + (<usize>(hash >> (64 - LONG_BITS)) << 2)
  const earlier = load<u32>(bucket)
  store<u32>(bucket, (earlier << <u32>POSITION_BITS) | (position & POSITION_MASK))
  return earlier
}

/** The last position of the pixel at `at`; only in colour images. */
// @ts-ignore: decorator
@inline
export function exchangePixelPosition(at: usize, position: u32): u32 {
  const hash = (load<u64>(at) << pixelShift) * HASH_FACTOR
  const entry = PIXEL_TABLE + (<usize>(hash >> (64 - PIXEL_BITS)) << 1)
  const earlier = <u32>load<u16>(entry)
  store<u16>(entry, <u16>position)
  return earlier
}
