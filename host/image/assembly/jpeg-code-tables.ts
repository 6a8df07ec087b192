// The Huffman codes of T.81, K.3 as tables of entries. An entry is a code, its first bit lowest, << 5 | its length; the
// value that follows a code may be part of it.

import {
  CHROMINANCE_AC,
  CHROMINANCE_DC,
  CODE_LENGTHS,
  LUMINANCE_AC,
  LUMINANCE_DC,
} from './jpeg-tables'
import { setU32At, u32At, u8At } from './table'

/** Number of bits of an entry that hold the length. */
export const LENGTH_BITS: u32 = 5
const LENGTH_MASK: u32 = 31

// Small values have entries with the value in them.
const SMALL_VALUE_BITS: u32 = 7
const SMALL_VALUES: u32 = 1 << SMALL_VALUE_BITS
const SMALLEST_VALUE: i32 = -64

const RUNS: u32 = 16
const CATEGORY_BITS: u32 = 4

// For luminance, then chrominance: 16 DC categories, 256 AC symbols (run of zeros << 4 | magnitude category,
// F.1.2.2.1), small differences of DC: difference + 64, and small AC values: run << 7 | value + 64.
const AC_AT: usize = 16 * 4
const SMALL_DC_AT: usize = AC_AT + 256 * 4
const SMALL_AC_AT: usize = SMALL_DC_AT + 128 * 4
// By distance << 7 + value, the distance from the place before being the run + 1.
const AC_BY_DISTANCE_AT: usize = SMALL_AC_AT + (64 - 128) * 4
const TABLE_BYTES: usize = SMALL_AC_AT + 16 * 128 * 4
const TABLES: usize = memory.data(2 * (16 + 256 + 128 + 16 * 128) * 4, 16)

buildTable(0, LUMINANCE_DC, LUMINANCE_AC)
buildTable(1, CHROMINANCE_DC, CHROMINANCE_AC)

/** The tables of luminance (0) or chrominance (1). */
// @ts-ignore: decorator
@inline
export function codeTable(kind: usize): usize {
  return TABLES + kind * TABLE_BYTES
}

/** The entry of an AC symbol without a value: end of block or sixteen zeros. */
// @ts-ignore: decorator
@inline
export function symbolEntry(table: usize, symbol: usize): u32 {
  return load<u32>(table + (symbol << 2), AC_AT)
}

/** The entry of a difference of DC. */
// @ts-ignore: decorator
@inline
export function dcEntry(table: usize, difference: i32): u32 {
  const index = <u32>(difference - SMALLEST_VALUE)
  if (index < SMALL_VALUES) return load<u32>(table + (index << 2), SMALL_DC_AT)
  return largeDcEntry(table, difference)
}

function largeDcEntry(table: usize, difference: i32): u32 {
  const category = categoryOf(difference)
  return withValue(u32At(table, category), difference, category)
}

/** The entry of an AC value that is not zero, `distance` (1 to 16) places after the one before. */
// @ts-ignore: decorator
@inline
export function acEntry(table: usize, distance: u32, value: i32): u32 {
  if (<u32>(value - SMALLEST_VALUE) < SMALL_VALUES) {
    const index = (distance << SMALL_VALUE_BITS) + value
    return load<u32>(table + (<usize>index << 2), AC_BY_DISTANCE_AT)
  }
  return largeAcEntry(table, distance - 1, value)
}

function largeAcEntry(table: usize, run: u32, value: i32): u32 {
  const category = categoryOf(value)
  return withValue(u32At(table + AC_AT, (run << CATEGORY_BITS) | category), value, category)
}

/** How many bits a value takes (F.1.2.1.2). */
// @ts-ignore: decorator
@inline
function categoryOf(value: i32): u32 {
  return 32 - clz<u32>(abs(value))
}

/** The code, followed by the value's bits; a negative one is sent as value - 1. */
// @ts-ignore: decorator
@inline
function withValue(code: u32, value: i32, category: u32): u32 {
  const sent = reverse(<u32>(value + (value >> 31)), category)
  const length = code & LENGTH_MASK
  return (((code >> LENGTH_BITS) | (sent << length)) << LENGTH_BITS) | (length + category)
}

/** The `count` (0 to 16) low bits, first to last. */
// @ts-ignore: decorator
@inline
function reverse(bits: u32, count: u32): u32 {
  bits = ((bits & 0x5555) << 1) | ((bits >> 1) & 0x5555)
  bits = ((bits & 0x3333) << 2) | ((bits >> 2) & 0x3333)
  bits = ((bits & 0x0f0f) << 4) | ((bits >> 4) & 0x0f0f)
  bits = ((bits & 0xff) << 8) | ((bits >> 8) & 0xff)
  return bits >> (16 - count)
}

function buildTable(kind: usize, dc: usize, ac: usize): void {
  const table = codeTable(kind)
  buildCodes(dc, table)
  buildCodes(ac, table + AC_AT)
  for (let index: u32 = 0; index < SMALL_VALUES; index++) {
    setU32At(table + SMALL_DC_AT, index, largeDcEntry(table, <i32>index + SMALLEST_VALUE))
  }
  for (let run: u32 = 0; run < RUNS; run++) {
    for (let index: u32 = 0; index < SMALL_VALUES; index++) {
      const entry = largeAcEntry(table, run, <i32>index + SMALLEST_VALUE)
      setU32At(table + SMALL_AC_AT, (run << SMALL_VALUE_BITS) | index, entry)
    }
  }
}

/** C.2: codes of one length count up, and the next length continues at twice that. */
function buildCodes(specification: usize, entries: usize): void {
  let symbolAt = specification + CODE_LENGTHS
  let code: u32 = 0
  for (let length: u32 = 1; length <= <u32>CODE_LENGTHS; length++) {
    for (let left = u8At(specification, length - 1); left > 0; left--) {
      const entry = (reverse(code, length) << LENGTH_BITS) | length
      setU32At(entries, u8At(symbolAt++, 0), entry)
      code++
    }
    code <<= 1
  }
}
