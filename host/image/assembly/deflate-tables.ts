// Lengths and distances as deflate's symbols (RFC 1951, 3.2.5).

import { setU32At, setU8At, u32At, u8At } from './table'

export const LITERALS: usize = 256
export const END_OF_BLOCK: usize = 256
export const FIRST_LENGTH_SYMBOL: u32 = 257
export const LITERAL_LENGTH_SYMBOLS: usize = 286
export const DISTANCE_SYMBOLS: usize = 30
export const MIN_MATCH: usize = 3
export const MAX_MATCH: usize = 258
export const WINDOW: usize = 32768

const LONGEST_LENGTH_SYMBOL: u32 = 285
const DIRECT_DISTANCES: u32 = 256

// match length -> symbol | extra bits << 16 | first length of the symbol << 24
const LENGTH_ENTRIES: usize = memory.data(260 * 4, 16)
// (distance - 1) -> symbol: up to 256 directly, above that by 128s, since those symbols span whole 128s
const DISTANCE_SYMBOL_OF: usize = memory.data(512, 16)
const DISTANCE_BASES: usize = memory.data(32 * 4, 16)
const DISTANCE_EXTRA_BITS: usize = memory.data(32, 16)

buildLengthEntries()
buildDistanceTables()

// @ts-ignore: decorator
@inline
export function lengthEntry(length: usize): u32 {
  return u32At(LENGTH_ENTRIES, length)
}

// @ts-ignore: decorator
@inline
export function entrySymbol(entry: u32): u32 {
  return entry & 0xffff
}

// @ts-ignore: decorator
@inline
export function entryExtraBits(entry: u32): u32 {
  return (entry >> 16) & 0xff
}

/** The value of the extra bits: the difference between `length` and the first length of the symbol. */
// @ts-ignore: decorator
@inline
export function entryExtraValue(entry: u32, length: u32): u32 {
  return (length - (entry >> 24)) & ((1 << entryExtraBits(entry)) - 1)
}

/** Extra bits of a literal/length symbol: four symbols each of 1, 2, 3, 4 and 5 bits from 265 on. */
// @ts-ignore: decorator
@inline
export function lengthSymbolExtraBits(symbol: u32): u32 {
  return symbol < 265 || symbol == LONGEST_LENGTH_SYMBOL ? 0 : (symbol - 261) >> 2
}

// @ts-ignore: decorator
@inline
export function distanceSymbol(distance: u32): u32 {
  const index: u32 = distance - 1
  const slot: u32 = index < DIRECT_DISTANCES ? index : DIRECT_DISTANCES + (index >> 7)
  return u8At(DISTANCE_SYMBOL_OF, slot)
}

// @ts-ignore: decorator
@inline
export function distanceExtraBits(symbol: u32): u32 {
  return u8At(DISTANCE_EXTRA_BITS, symbol)
}

/** The first distance of a symbol. */
// @ts-ignore: decorator
@inline
export function distanceBase(symbol: u32): u32 {
  return u32At(DISTANCE_BASES, symbol)
}

function buildLengthEntries(): void {
  let length: u32 = <u32>MIN_MATCH
  for (let symbol = FIRST_LENGTH_SYMBOL; symbol < LONGEST_LENGTH_SYMBOL; symbol++) {
    const extraBits: u32 = lengthSymbolExtraBits(symbol)
    const base = length
    for (let i: u32 = 0; i < 1 << extraBits; i++) {
      setU32At(LENGTH_ENTRIES, length, symbol | (extraBits << 16) | (base << 24))
      length++
    }
  }
  // 258 could be said by symbol 284 too, but has a symbol without extra bits. Its base does not fit 8 bits, nor matters.
  setU32At(LENGTH_ENTRIES, MAX_MATCH, LONGEST_LENGTH_SYMBOL)
}

function buildDistanceTables(): void {
  let index: u32 = 0
  for (let symbol: u32 = 0; symbol < <u32>DISTANCE_SYMBOLS; symbol++) {
    const extraBits: u32 = symbol < 4 ? 0 : (symbol >> 1) - 1
    setU32At(DISTANCE_BASES, symbol, index + 1)
    setU8At(DISTANCE_EXTRA_BITS, symbol, extraBits)
    for (let i: u32 = 0; i < 1 << extraBits; i++) {
      const slot: u32 = index < DIRECT_DISTANCES ? index : DIRECT_DISTANCES + (index >> 7)
      setU8At(DISTANCE_SYMBOL_OF, slot, symbol)
      index++
    }
  }
}
