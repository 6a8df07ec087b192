// Where the same six bytes stood before: the four most recent positions of each hash, newest first. A position is the
// block's place in the stream plus the offset in the block, so that it outlives the block; 0 means "never".

const HASHED_BYTES: u64 = 6
const HASH_BITS: u64 = 12
const HASH_FACTOR: u64 = 0x9e3779b185ebca87 // 2^64 / golden ratio
const BUCKET_SHIFT: usize = 4 // a bucket is one vector of four u32
const TABLE_BYTES: i32 = 16 << 12

export const HASHED_LENGTH: usize = 6

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

/** The bytes at `at` that are hashed, in the upper bits. */
// @ts-ignore: decorator
@inline
export function hashKey(at: usize): u64 {
  return load<u64>(at) << (64 - 8 * HASHED_BYTES)
}

/** The earlier positions of `key`; `position` becomes the newest. */
// @ts-ignore: decorator
@inline
export function exchangePosition(key: u64, position: u32): v128 {
  const bucket = TABLE + ((<usize>((key * HASH_FACTOR) >> (64 - HASH_BITS))) << BUCKET_SHIFT)
  const earlier = v128.load(bucket)
  const shifted = v128.shuffle<i32>(earlier, earlier, 0, 0, 1, 2)
  v128.store(bucket, i32x4.replace_lane(shifted, 0, position))
  return earlier
}
