// Where the same six bytes stood before: the four most recent positions of each hash, newest lowest in a word of 64
// bits. A position is the low 16 bits of its place in the stream, which is enough within deflate's window. Nothing says
// that a position is right, or that there is one: what stands there is to be compared.

const HASHED_BYTES: u64 = 6
const HASH_BITS: u64 = 12
const HASH_FACTOR: u64 = 0x9e3779b185ebca87 // 2^64 / golden ratio
const TABLE_BYTES: i32 = 8 << 12

/** Bits of a position. */
export const POSITION_BITS: u64 = 16
export const POSITION_MASK: u32 = 0xffff

const TABLE: usize = memory.data(TABLE_BYTES, 64)
const BEFORE: usize = memory.data(TABLE_BYTES, 64)
const ASIDE: usize = memory.data(TABLE_BYTES, 64)

export function clearHash(): void {
  memory.fill(TABLE, 0, TABLE_BYTES)
}

/** Remembers the table as it is before a plan that may be dropped. */
export function markHash(): void {
  memory.copy(BEFORE, TABLE, TABLE_BYTES)
}

/** Lays the table aside and goes back to the mark. */
export function rewindHash(): void {
  memory.copy(ASIDE, TABLE, TABLE_BYTES)
  memory.copy(TABLE, BEFORE, TABLE_BYTES)
}

/** Brings back the table that was laid aside. */
export function bringBackHash(): void {
  memory.copy(TABLE, ASIDE, TABLE_BYTES)
}

/** The four earlier positions of the bytes at `at`; `position` becomes the newest. */
// @ts-ignore: decorator
@inline
export function exchangePosition(at: usize, position: u32): u64 {
  const hash = (load<u64>(at) << (64 - 8 * HASHED_BYTES)) * HASH_FACTOR
  const bucket = TABLE + ((<usize>(hash >> (64 - HASH_BITS))) << 3)
  const earlier = load<u64>(bucket)
  store<u64>(bucket, (earlier << POSITION_BITS) | (position & POSITION_MASK))
  return earlier
}
