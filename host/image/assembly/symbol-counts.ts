// Counts the literal, length and distance symbols of a block.

import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LITERALS,
  LITERAL_LENGTH_SYMBOLS,
  distanceExtraBits,
  distanceSymbol,
  entrySymbol,
  lengthEntry,
  lengthSymbolExtraBits,
} from './deflate-tables'
import { addU32At, setU32At, u32At, u8At } from './table'

const LITERAL_BYTES: usize = 256 * 4
const LITERAL_LENGTH_BYTES: usize = 288 * 4

/** Bytes of a copy of all counts. */
export const COUNTS_BYTES: i32 = 288 * 4 + 32 * 4

const COUNTS: usize = memory.data(COUNTS_BYTES, 16)
const HISTOGRAMS: usize = memory.data(4 * <i32>LITERAL_BYTES, 16)

/** The two arrays of counts, as the Huffman code builder takes them. */
export const LITERAL_LENGTH_COUNTS: usize = COUNTS
export const DISTANCE_COUNTS: usize = COUNTS + LITERAL_LENGTH_BYTES

// @ts-ignore: decorator
@inline
export function literalLengthCount(symbol: usize): u32 {
  return u32At(LITERAL_LENGTH_COUNTS, symbol)
}

// @ts-ignore: decorator
@inline
export function distanceCount(symbol: usize): u32 {
  return u32At(DISTANCE_COUNTS, symbol)
}

/** Number of counted literals. */
export function countedLiterals(): u32 {
  return sum(LITERAL_LENGTH_COUNTS, LITERALS)
}

/** Number of counted literals, lengths and ends of block. */
export function countedLiteralsAndLengths(): u32 {
  return sum(LITERAL_LENGTH_COUNTS, LITERAL_LENGTH_SYMBOLS)
}

export function countedDistances(): u32 {
  return sum(DISTANCE_COUNTS, DISTANCE_SYMBOLS)
}

/** Extra bits of the counted lengths and distances. */
export function countedExtraBits(): u32 {
  let bits: u32 = 0
  for (let symbol: usize = FIRST_LENGTH_SYMBOL; symbol < LITERAL_LENGTH_SYMBOLS; symbol++) {
    bits += literalLengthCount(symbol) * lengthSymbolExtraBits(<u32>symbol)
  }
  for (let symbol: usize = 0; symbol < DISTANCE_SYMBOLS; symbol++) {
    bits += distanceCount(symbol) * distanceExtraBits(<u32>symbol)
  }
  return bits
}

/** Counts [at, at + length) as literals and nothing else. */
export function countLiterals(at: usize, length: usize): void {
  clearCounts()
  countBytes(at, length)
}

// @ts-ignore: decorator
@inline
export function countMatch(length: usize, distance: usize): void {
  addU32At(LITERAL_LENGTH_COUNTS, entrySymbol(lengthEntry(length)), 1)
  addU32At(DISTANCE_COUNTS, distanceSymbol(<u32>distance), 1)
}

export function countEndOfBlock(): void {
  setU32At(LITERAL_LENGTH_COUNTS, END_OF_BLOCK, 1)
}

export function clearCounts(): void {
  memory.fill(COUNTS, 0, COUNTS_BYTES)
}

export function clearLiterals(): void {
  memory.fill(COUNTS, 0, LITERAL_BYTES)
}

// @ts-ignore: decorator
@inline
export function countLiteral(literal: u32): void {
  addU32At(LITERAL_LENGTH_COUNTS, literal, 1)
}

// @ts-ignore: decorator
@inline
export function uncountLiteral(literal: u32, times: u32): void {
  addU32At(LITERAL_LENGTH_COUNTS, literal, 0 - times)
}

export function saveCounts(to: usize): void {
  memory.copy(to, COUNTS, COUNTS_BYTES)
}

export function restoreCounts(from: usize): void {
  memory.copy(COUNTS, from, COUNTS_BYTES)
}

/** Adds a copy to the counts. */
export function addCounts(from: usize): void {
  for (let i: usize = 0; i < <usize>COUNTS_BYTES; i += 16) {
    v128.store(COUNTS + i, i32x4.add(v128.load(COUNTS + i), v128.load(from + i)))
  }
}

/** Number of different symbols that are counted. */
export function usedSymbols(): u32 {
  let used: u32 = 0
  for (let i: usize = 0; i < <usize>COUNTS_BYTES >> 2; i++) used += u32At(COUNTS, i) > 0 ? 1 : 0
  return used
}

/** Counts in four histograms, so that equal bytes in a row do not wait for each other's store. */
function countBytes(at: usize, length: usize): void {
  memory.fill(HISTOGRAMS, 0, 4 * LITERAL_BYTES)
  const end = at + length
  for (; at + 8 <= end; at += 8) {
    const bytes = load<u64>(at)
    countFour(<u32>bytes)
    countFour(<u32>(bytes >> 32))
  }
  for (; at < end; at++) addU32At(HISTOGRAMS, u8At(at, 0), 1)
  for (let i: usize = 0; i < LITERAL_BYTES; i += 16) {
    const histogram = HISTOGRAMS + i
    const a = i32x4.add(v128.load(histogram), v128.load(histogram + LITERAL_BYTES))
    const b = i32x4.add(
      v128.load(histogram + 2 * LITERAL_BYTES),
      v128.load(histogram + 3 * LITERAL_BYTES),
    )
    v128.store(LITERAL_LENGTH_COUNTS + i, i32x4.add(a, b))
  }
}

// @ts-ignore: decorator
@inline
function countFour(bytes: u32): void {
  addU32At(HISTOGRAMS, bytes & 0xff, 1)
  addU32At(HISTOGRAMS + LITERAL_BYTES, (bytes >> 8) & 0xff, 1)
  addU32At(HISTOGRAMS + 2 * LITERAL_BYTES, (bytes >> 16) & 0xff, 1)
  addU32At(HISTOGRAMS + 3 * LITERAL_BYTES, bytes >> 24, 1)
}

function sum(counts: usize, length: usize): u32 {
  let total: u32 = 0
  for (let i: usize = 0; i < length; i++) total += u32At(counts, i)
  return total
}
