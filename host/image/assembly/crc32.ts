// CRC-32 of PNG chunks (RFC 2083, 3.4 and appendix 15).

import { setU32At, u32At } from './table'

const POLYNOMIAL: u32 = 0xedb88320
const SLICES: usize = 16
const TABLE_BYTES: usize = 256 * 4

// Table k holds the CRC of each byte followed by k zero bytes.
const TABLES: usize = memory.data(<i32>(SLICES * TABLE_BYTES), 16)

buildTables()

/**
 * Continues `crc` (0 at the start) over [at, at + length). Sixteen bytes a step, each in a table of its own: their
 * loads do not wait for one another.
 */
export function crc32(crc: u32, at: usize, length: usize): u32 {
  crc = ~crc
  for (; length >= SLICES; length -= SLICES) {
    crc = eightBytes(load<u64>(at) ^ <u64>crc, 8) ^ eightBytes(load<u64>(at, 8), 0)
    at += SLICES
  }
  for (; length > 0; length--) {
    crc = oneByte(crc ^ load<u8>(at)) ^ (crc >> 8)
    at++
  }
  return ~crc
}

/** CRC of eight bytes that are followed by `zeros` zero bytes. */
// @ts-ignore: decorator
@inline
function eightBytes(bytes: u64, zeros: usize): u32 {
  return (
    lookUp(bytes, zeros + 7) ^
    lookUp(bytes >> 8, zeros + 6) ^
    lookUp(bytes >> 16, zeros + 5) ^
    lookUp(bytes >> 24, zeros + 4) ^
    lookUp(bytes >> 32, zeros + 3) ^
    lookUp(bytes >> 40, zeros + 2) ^
    lookUp(bytes >> 48, zeros + 1) ^
    lookUp(bytes >> 56, zeros)
  )
}

// @ts-ignore: decorator
@inline
function lookUp(bytes: u64, zeros: usize): u32 {
  return u32At(TABLES + zeros * TABLE_BYTES, <usize>(bytes & 0xff))
}

// @ts-ignore: decorator
@inline
function oneByte(byte: u32): u32 {
  return u32At(TABLES, byte & 0xff)
}

function buildTables(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? POLYNOMIAL ^ (crc >> 1) : crc >> 1
    }
    setU32At(TABLES, byte, crc)
  }
  for (let slice: usize = 1; slice < SLICES; slice++) {
    const table = TABLES + slice * TABLE_BYTES
    for (let byte: usize = 0; byte < 256; byte++) {
      const shorter = u32At(table - TABLE_BYTES, byte)
      setU32At(table, byte, oneByte(shorter) ^ (shorter >> 8))
    }
  }
}
