// The quantised coefficients of a block: 64 i16, row by row.

import { quantise } from './jpeg-quantiser'
import { ZIGZAG } from './jpeg-tables'
import { setU8At, u8At } from './table'

export const BLOCK_BYTES: usize = 64 * 2

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
  return <i32>load<i16>(block + u8At(OFFSETS, place))
}

/** Quantises and stores a row of eight i16. */
// @ts-ignore: decorator
@inline
export function storeQuantised(
  block: usize,
  row: usize,
  coefficients: v128,
  quantiser: usize,
): void {
  const low = i32x4.extend_low_i16x8_s(coefficients)
  const high = i32x4.extend_high_i16x8_s(coefficients)
  storeQuantisedHalves(block, row, low, high, quantiser)
}

/** The same for a row of eight i32. */
// @ts-ignore: decorator
@inline
export function storeQuantisedHalves(
  block: usize,
  row: usize,
  low: v128,
  high: v128,
  quantiser: usize,
): void {
  const reciprocals = quantiser + (row << 5)
  const left = quantise(low, reciprocals)
  const right = quantise(high, reciprocals + 16)
  v128.store(block + (row << 4), i16x8.narrow_i32x4_s(left, right))
}

/** The coefficients that are not zero as bits in zigzag order. */
// @ts-ignore: decorator
@inline
export function nonZeroPlaces(block: usize): u64 {
  const mask01 = nonZeroBits(block)
  const mask23 = nonZeroBits(block + 32)
  const mask45 = nonZeroBits(block + 64)
  const mask67 = nonZeroBits(block + 96)
  const upper = zigzagMask(0, mask01) | zigzagMask(2, mask23)
  if ((mask45 | mask67) == 0) return upper // as in most blocks
  return upper | zigzagMask(4, mask45) | zigzagMask(6, mask67)
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
  return load<u64>(ROW_MASKS + (row << 11) + ((<usize>mask) << 3))
}

function buildOffsets(): void {
  for (let place: usize = 0; place < 64; place++) setU8At(OFFSETS, place, u8At(ZIGZAG, place) << 1)
}

function buildRowMasks(): void {
  for (let place: usize = 0; place < 64; place++) {
    const index = u8At(ZIGZAG, place)
    const row = ROW_MASKS + ((<usize>index >> 3) << 11)
    for (let mask: usize = 0; mask < 256; mask++) {
      if (((mask >> (index & 7)) & 1) == 0) continue
      const at = row + (mask << 3)
      store<u64>(at, load<u64>(at) | ((<u64>1) << (<u64>place)))
    }
  }
}
