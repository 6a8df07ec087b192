// Entropy-coded bits, most significant first; a byte FF is followed by 00 (T.81, F.1.2.3).

let cursor: usize = 0
let pending: u64 = 0
let pendingCount: u64 = 0

/** Pending bits are written 32 at a time: fewer stay. */
export const DRAINED_BITS: u64 = 32

/** Starts a scan: nothing pending. */
export function startBits(): void {
  pending = 0
  pendingCount = 0
}

// @ts-ignore: decorator
@inline
export function bytePosition(): usize {
  return cursor
}

/** Goes on writing at another address; pending bits go along. */
// @ts-ignore: decorator
@inline
export function moveTo(address: usize): void {
  cursor = address
}

// @ts-ignore: decorator
@inline
export function pendingBits(): u64 {
  return pending
}

// @ts-ignore: decorator
@inline
export function pendingBitCount(): u64 {
  return pendingCount
}

/** Takes over from a loop that kept position and pending bits in locals. */
// @ts-ignore: decorator
@inline
export function resumeBits(address: usize, bits: u64, count: u64): void {
  cursor = address
  pending = bits
  pendingCount = count
}

/** Writes the upper 32 of `count` pending bits. Gives where to go on. */
// @ts-ignore: decorator
@inline
export function drain(at: usize, bits: u64, count: u64): usize {
  const word = <u32>(bits >> (count - DRAINED_BITS))
  if (mayHoldFF(word)) return drainStuffed(at, word)
  store<u32>(at, bswap<u32>(word))
  return at + 4
}

/** Writes what is pending, the last byte filled with ones. */
export function flushBits(): void {
  const missing = (8 - (pendingCount & 7)) & 7
  pending = (pending << missing) | (((<u64>1) << missing) - 1)
  pendingCount += missing
  while (pendingCount > 0) {
    pendingCount -= 8
    cursor = putStuffed(cursor, <u32>(pending >> pendingCount) & 0xff)
  }
}

/** A byte FF overflows when one is added to it, and loses its top bit. */
// @ts-ignore: decorator
@inline
function mayHoldFF(word: u32): bool {
  return (word & 0x80808080 & ~(word + 0x01010101)) != 0
}

function drainStuffed(at: usize, word: u32): usize {
  for (let shift: i32 = 24; shift >= 0; shift -= 8) at = putStuffed(at, (word >> shift) & 0xff)
  return at
}

// @ts-ignore: decorator
@inline
function putStuffed(at: usize, byte: u32): usize {
  store<u16>(at, <u16>byte)
  return byte == 0xff ? at + 2 : at + 1
}
