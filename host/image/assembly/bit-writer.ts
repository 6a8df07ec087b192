// Packs bits into bytes, least significant first (RFC 1951, 3.1.1), for deflate and for the scans of JPEG. After each write
// fewer than eight bits are pending.

let cursor: usize = 0
let pending: u64 = 0
let pendingCount: u64 = 0

/** Starts a stream of bits: nothing pending. */
export function startBits(): void {
  pending = 0
  pendingCount = 0
}

/** Address of the next whole byte. */
// @ts-ignore: decorator
@inline
export function bytePosition(): usize {
  return cursor
}

/** Continues at another address; pending bits are kept. */
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

/** Continues after a loop that kept the position and the pending bits in locals. */
// @ts-ignore: decorator
@inline
export function resumeBits(address: usize, bits: u64, count: u64): void {
  cursor = address
  pending = bits
  pendingCount = count
}

/** Writes the `count` (at most 32) low bits of `bits`. */
export function putBits(bits: u32, count: u32): void {
  pending |= (<u64>bits) << pendingCount
  pendingCount += count
  store<u64>(cursor, pending)
  cursor += <usize>(pendingCount >> 3)
  pending >>= pendingCount & ~7
  pendingCount &= 7
}

/** Fills the last byte with zeros. */
export function alignToByte(): void {
  if (pendingCount > 0) putBits(0, <u32>(8 - pendingCount))
}

/** Writes a byte; only on a byte boundary. */
export function putByte(value: u32): void {
  store<u8>(cursor, <u8>value)
  cursor++
}

/** Writes a number of 16 bits, least significant byte first; only on a byte boundary. */
export function putU16(value: u32): void {
  store<u16>(cursor, <u16>value)
  cursor += 2
}

/** Writes a number of 32 bits, most significant byte first; only on a byte boundary. */
export function putBigEndian32(value: u32): void {
  store<u32>(cursor, bswap<u32>(value))
  cursor += 4
}

/** Copies bytes; only on a byte boundary. */
export function putBytes(at: usize, length: usize): void {
  memory.copy(cursor, at, length)
  cursor += length
}
