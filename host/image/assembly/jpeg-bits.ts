// Writes code entries as the bytes of a scan. Bits are packed from the lowest up, which needs no branch; then the bits of
// each byte are reversed, sixteen bytes at a time, and a 00 is inserted after a byte FF (T.81, F.1.2.3).

import {
  bytePosition,
  moveTo,
  pendingBitCount,
  pendingBits,
  resumeBits,
  startBits,
} from './bit-writer'
import { LENGTH_BITS } from './jpeg-code-tables'

const LENGTH_MASK: u32 = 31

// The packed bits of a batch: 32 blocks of at most 208 bytes.
const PACKED: usize = memory.data(32 * 208 + 64, 16)
// A nibble -> its bits reversed, as the upper and as the lower nibble.
const REVERSED_HIGH: usize = memory.data<u8>([
  0x00, 0x80, 0x40, 0xc0, 0x20, 0xa0, 0x60, 0xe0, 0x10, 0x90, 0x50, 0xd0, 0x30, 0xb0, 0x70, 0xf0,
])
const REVERSED_LOW: usize = memory.data<u8>([
  0x0, 0x8, 0x4, 0xc, 0x2, 0xa, 0x6, 0xe, 0x1, 0x9, 0x5, 0xd, 0x3, 0xb, 0x7, 0xf,
])

/** Writes the entries in [from, end); they are read in pairs, and one beyond an odd end must be 0. */
export function packCodes(from: usize, end: usize): void {
  let bits = pendingBits()
  let count = pendingBitCount()
  let at = PACKED
  for (; from < end; from += 8) {
    // two codes are at most 52 bits, and 7 are pending
    const pair = load<u64>(from)
    bits |= ((pair & 0xffffffff) >> LENGTH_BITS) << count
    count += pair & LENGTH_MASK
    bits |= (pair >> (32 + LENGTH_BITS)) << count
    count += (pair >> 32) & LENGTH_MASK
    store<u64>(at, bits)
    at += <usize>(count >> 3)
    bits >>= count & 56
    count &= 7
  }
  resumeBits(bytePosition(), bits, count)
  stuffBytes(PACKED, at)
}

/** Writes the pending bits and fills the last byte with ones. */
export function flushBits(): void {
  if (pendingBitCount() == 0) return
  store<u8>(PACKED, <u8>(pendingBits() | (0xff << pendingBitCount())))
  startBits()
  stuffBytes(PACKED, PACKED + 1)
}

/** Writes the bytes in [from, end), their bits reversed. Reads and writes up to 15 bytes beyond. */
function stuffBytes(from: usize, end: usize): void {
  let to = bytePosition()
  for (; from < end; from += 16) {
    const bytes = v128.load(from)
    v128.store(to, reverseBits(bytes))
    const count = min(end - from, 16)
    const full = <u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(-1))) & ((1 << <u32>count) - 1)
    to = full == 0 ? to + count : stuffSome(to, full, count)
  }
  moveTo(to)
}

/** Inserts a 00 after the bytes at `to` whose bits are set in `full`. Returns the end of the `count` bytes with these. */
function stuffSome(to: usize, full: u32, count: usize): usize {
  let end = to + count
  let at = to
  let done: u32 = 0
  while (full != 0) {
    const offset = ctz(full)
    full &= full - 1
    at += offset + 1 - done
    done = offset + 1
    memory.copy(at + 1, at, end - at)
    store<u8>(at, 0)
    at++
    end++
  }
  return end
}

// @ts-ignore: decorator
@inline
function reverseBits(bytes: v128): v128 {
  const low = i8x16.swizzle(v128.load(REVERSED_HIGH), v128.and(bytes, i8x16.splat(15)))
  const high = i8x16.swizzle(v128.load(REVERSED_LOW), i8x16.shr_u(bytes, 4))
  return v128.or(low, high)
}
