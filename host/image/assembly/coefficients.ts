// The quantised coefficients of a block: 64 i16, row by row, and then a bit for each that is not zero. In a row, those
// of the left half and of the right half take turns.

import { quantise } from './jpeg-quantiser'
import { ZIGZAG } from './jpeg-tables'
import { blend16 } from './simd-lanes'
import { setU8At, u8At } from './table'

const NON_ZERO_AT: usize = 64 * 2
export const BLOCK_BYTES: usize = NON_ZERO_AT + 16

// Place in the zigzag -> offset in the block.
const OFFSETS: usize = memory.data(64, 16)
// Row, its eight "not zero" bits -> these bits in zigzag order.
const ROW_MASKS: usize = memory.data(8 * 256 * 8, 16)

buildOffsets()
buildRowMasks()

/** The coefficient at a place in the zigzag. */
// @ts-ignore: decorator
@inline
export function coefficientAt(block: usize, place: usize): i32 {
  return <i32>load<i16>(block + <usize>load<u8>(place, OFFSETS))
}

/** The coefficients that are not zero as bits in zigzag order. */
// @ts-ignore: decorator
@inline
export function nonZeroPlaces(block: usize): u64 {
  return load<u64>(block, NON_ZERO_AT)
}

/** Quantises and stores a row; `left` and `right` hold four i32 each. */
// @ts-ignore: decorator
@inline
export function quantiseRow(
  block: usize,
  row: usize,
  quantiser: usize,
  left: v128,
  right: v128,
): void {
  const reciprocals = quantiser + (row << 5)
  const even = quantise(left, reciprocals)
  const odd = i32x4.shl(quantise(right, reciprocals + 16), 16)
  v128.store(block + (row << 4), blend16(even, odd))
}

/** Finds the coefficients that are not zero, once all rows are stored. */
// @ts-ignore: decorator
@inline
export function findNonZero(block: usize): void {
  const mask01 = nonZeroBits(block)
  const mask23 = nonZeroBits(block + 32)
  const mask45 = nonZeroBits(block + 64)
  const mask67 = nonZeroBits(block + 96)
  const upper = zigzagMask(0, mask01) | zigzagMask(2, mask23)
  const isUpperOnly = (mask45 | mask67) == 0 // as in most blocks
  const lower: u64 = isUpperOnly ? 0 : zigzagMask(4, mask45) | zigzagMask(6, mask67)
  store<u64>(block, upper | lower, NON_ZERO_AT)
}

/** Sixteen bits for the two rows at `rows`. */
// @ts-ignore: decorator
@inline
function nonZeroBits(rows: usize): u32 {
  const bytes = i8x16.narrow_i16x8_s(v128.load(rows), v128.load(rows, 16))
  return <u32>i8x16.bitmask(i8x16.eq(bytes, i32x4.splat(0))) ^ 0xffff
}

/** The "not zero" bits of two rows in zigzag order. */
// @ts-ignore: decorator
@inline
function zigzagMask(row: usize, mask: u32): u64 {
  return rowMask(row, mask & 0xff) | rowMask(row + 1, mask >> 8)
}

// @ts-ignore: decorator
@inline
function rowMask(row: usize, mask: u32): u64 {
  return load<u64>((row << 11) + ((<usize>mask) << 3), ROW_MASKS)
}

function buildOffsets(): void {
  for (let place: usize = 0; place < 64; place++) setU8At(OFFSETS, place, <u32>laneAt(place) << 1)
}

function buildRowMasks(): void {
  for (let place: usize = 0; place < 64; place++) {
    const lane = laneAt(place)
    const row = ROW_MASKS + ((lane >> 3) << 11)
    for (let mask: usize = 0; mask < 256; mask++) {
      if (((mask >> (lane & 7)) & 1) == 0) continue
      const at = row + (mask << 3)
      store<u64>(at, load<u64>(at) | ((<u64>1) << (<u64>place)))
    }
  }
}

/** Which of the 64 i16 is at a place in the zigzag. */
function laneAt(place: usize): usize {
  const index = <usize>u8At(ZIGZAG, place)
  const column = index & 7
  return (index & ~7) | ((column & 3) << 1) | (column >> 2)
}
