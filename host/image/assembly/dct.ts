// The forward DCT of an 8x8 block (T.81, A.3.3), quantised. Bit for bit the results of the "slow but accurate" integer
// transform of the IJG's library: Loeffler, Ligtenberg and Moschytz (1989) with constants of 13 bits, rows before
// columns, and the same rounding.

import { quantiseRow } from './jpeg-quantiser'
import { ZIGZAG } from './jpeg-tables'
import {
  descale,
  weightPair,
  zipHigh16,
  zipHigh32,
  zipHigh64,
  zipLow16,
  zipLow32,
  zipLow64,
  zipLow8,
} from './simd-lanes'
import { u8At } from './table'

const CONSTANT_BITS: i32 = 13
const PASS1_BITS: i32 = 2 // pass 1 leaves its results four times as large
const PASS1_HALF: i16 = 2
const PASS1_SHIFT: i32 = CONSTANT_BITS - PASS1_BITS
const PASS2_SHIFT: i32 = CONSTANT_BITS + PASS1_BITS

const FIX_0_298631336: i16 = 2446
const FIX_0_390180644: i16 = 3196
const FIX_0_541196100: i16 = 4433
const FIX_0_765366865: i16 = 6270
const FIX_0_899976223: i16 = 7373
const FIX_1_175875602: i16 = 9633
const FIX_1_501321110: i16 = 12299
const FIX_1_847759065: i16 = 15137
const FIX_1_961570560: i16 = 16069
const FIX_2_053119869: i16 = 16819
const FIX_2_562915447: i16 = 20995
const FIX_3_072711026: i16 = 25172

// The quantised block, i16, row by row.
const COEFFICIENTS: usize = memory.data(64 * 2, 16)
// Row, its eight "not zero" bits -> these bits in zigzag order.
const ROW_MASKS: usize = memory.data(8 * 256 * 8, 16)

buildRowMasks()

/** The quantised coefficient at a place in the zigzag, of the last block. */
// @ts-ignore: decorator
@inline
export function coefficientAt(place: usize): i32 {
  return <i32>load<i16>(COEFFICIENTS + (u8At(ZIGZAG, place) << 1))
}

/**
 * Transforms and quantises the 8x8 samples at `samples`. Gives the coefficients that are not zero as bits in zigzag
 * order. One long function: the block stays in eight vectors from the load to the store.
 */
export function transformBlock(samples: usize, pitch: usize, quantiser: usize): u64 {
  let at = samples
  const row0 = v128.load64_zero(at)
  at += pitch
  const row1 = v128.load64_zero(at)
  at += pitch
  const row2 = v128.load64_zero(at)
  at += pitch
  const row3 = v128.load64_zero(at)
  at += pitch
  const row4 = v128.load64_zero(at)
  at += pitch
  const row5 = v128.load64_zero(at)
  at += pitch
  const row6 = v128.load64_zero(at)
  at += pitch
  const row7 = v128.load64_zero(at)

  // transposed while still bytes: pass 1 works on the columns of all eight rows at once
  const pairs01 = zipLow8(row0, row1)
  const pairs23 = zipLow8(row2, row3)
  const pairs45 = zipLow8(row4, row5)
  const pairs67 = zipLow8(row6, row7)
  const upperLow = zipLow16(pairs01, pairs23)
  const upperHigh = zipHigh16(pairs01, pairs23)
  const lowerLow = zipLow16(pairs45, pairs67)
  const lowerHigh = zipHigh16(pairs45, pairs67)
  const levelShift = i8x16.splat(-128) // sample - 128 is the signed byte sample ^ 128
  const columns01 = v128.xor(zipLow32(upperLow, lowerLow), levelShift)
  const columns23 = v128.xor(zipHigh32(upperLow, lowerLow), levelShift)
  const columns45 = v128.xor(zipLow32(upperHigh, lowerHigh), levelShift)
  const columns67 = v128.xor(zipHigh32(upperHigh, lowerHigh), levelShift)
  let d0 = i16x8.extend_low_i8x16_s(columns01)
  let d1 = i16x8.extend_high_i8x16_s(columns01)
  let d2 = i16x8.extend_low_i8x16_s(columns23)
  let d3 = i16x8.extend_high_i8x16_s(columns23)
  let d4 = i16x8.extend_low_i8x16_s(columns45)
  let d5 = i16x8.extend_high_i8x16_s(columns45)
  let d6 = i16x8.extend_low_i8x16_s(columns67)
  let d7 = i16x8.extend_high_i8x16_s(columns67)

  for (let isPass2 = false; ; isPass2 = true) {
    const shift = isPass2 ? PASS2_SHIFT : PASS1_SHIFT
    const rounding = i32x4.splat(1 << (shift - 1))
    const sum07 = i16x8.add(d0, d7)
    const sum16 = i16x8.add(d1, d6)
    const sum25 = i16x8.add(d2, d5)
    const sum34 = i16x8.add(d3, d4)
    const difference07 = i16x8.sub(d0, d7)
    const difference16 = i16x8.sub(d1, d6)
    const difference25 = i16x8.sub(d2, d5)
    const difference34 = i16x8.sub(d3, d4)

    // even part: coefficients 0 and 4, then the rotation that gives 2 and 6
    const evenSum03 = i16x8.add(sum07, sum34)
    const evenSum12 = i16x8.add(sum16, sum25)
    const evenDifference03 = i16x8.sub(sum07, sum34)
    const evenDifference12 = i16x8.sub(sum16, sum25)
    const unscaled0 = i16x8.add(evenSum03, evenSum12)
    const unscaled4 = i16x8.sub(evenSum03, evenSum12)
    const evenLow = zipLow16(evenDifference03, evenDifference12)
    const evenHigh = zipHigh16(evenDifference03, evenDifference12)
    const weights2 = weightPair(FIX_0_541196100 + FIX_0_765366865, FIX_0_541196100)
    const weights6 = weightPair(FIX_0_541196100, FIX_0_541196100 - FIX_1_847759065)
    const c2 = rotate(evenLow, evenHigh, weights2, rounding, rounding, shift)
    const c6 = rotate(evenLow, evenHigh, weights6, rounding, rounding, shift)

    // odd part: z3 and z4 share the multiplication by 1.175875602, and carry the rounding of all four
    const z3 = i16x8.add(difference34, difference16)
    const z4 = i16x8.add(difference25, difference07)
    const zLow = zipLow16(z3, z4)
    const zHigh = zipHigh16(z3, z4)
    const weightsZ3 = weightPair(FIX_1_175875602 - FIX_1_961570560, FIX_1_175875602)
    const weightsZ4 = weightPair(FIX_1_175875602, FIX_1_175875602 - FIX_0_390180644)
    const z3Low = i32x4.add(i32x4.dot_i16x8_s(zLow, weightsZ3), rounding)
    const z3High = i32x4.add(i32x4.dot_i16x8_s(zHigh, weightsZ3), rounding)
    const z4Low = i32x4.add(i32x4.dot_i16x8_s(zLow, weightsZ4), rounding)
    const z4High = i32x4.add(i32x4.dot_i16x8_s(zHigh, weightsZ4), rounding)
    const outerLow = zipLow16(difference34, difference07)
    const outerHigh = zipHigh16(difference34, difference07)
    const innerLow = zipLow16(difference25, difference16)
    const innerHigh = zipHigh16(difference25, difference16)
    const weights7 = weightPair(FIX_0_298631336 - FIX_0_899976223, -FIX_0_899976223)
    const weights1 = weightPair(-FIX_0_899976223, FIX_1_501321110 - FIX_0_899976223)
    const weights5 = weightPair(FIX_2_053119869 - FIX_2_562915447, -FIX_2_562915447)
    const weights3 = weightPair(-FIX_2_562915447, FIX_3_072711026 - FIX_2_562915447)
    const c7 = rotate(outerLow, outerHigh, weights7, z3Low, z3High, shift)
    const c1 = rotate(outerLow, outerHigh, weights1, z4Low, z4High, shift)
    const c5 = rotate(innerLow, innerHigh, weights5, z4Low, z4High, shift)
    const c3 = rotate(innerLow, innerHigh, weights3, z3Low, z3High, shift)

    if (isPass2) {
      const half = i16x8.splat(PASS1_HALF)
      d0 = i16x8.shr_s(i16x8.add(unscaled0, half), PASS1_BITS)
      d1 = c1
      d2 = c2
      d3 = c3
      d4 = i16x8.shr_s(i16x8.add(unscaled4, half), PASS1_BITS)
      d5 = c5
      d6 = c6
      d7 = c7
      break
    }
    const c0 = i16x8.shl(unscaled0, PASS1_BITS)
    const c4 = i16x8.shl(unscaled4, PASS1_BITS)

    // transposed for pass 2
    const c01Low = zipLow16(c0, c1)
    const c01High = zipHigh16(c0, c1)
    const c23Low = zipLow16(c2, c3)
    const c23High = zipHigh16(c2, c3)
    const c45Low = zipLow16(c4, c5)
    const c45High = zipHigh16(c4, c5)
    const c67Low = zipLow16(c6, c7)
    const c67High = zipHigh16(c6, c7)
    const c03Rows01 = zipLow32(c01Low, c23Low)
    const c03Rows23 = zipHigh32(c01Low, c23Low)
    const c03Rows45 = zipLow32(c01High, c23High)
    const c03Rows67 = zipHigh32(c01High, c23High)
    const c47Rows01 = zipLow32(c45Low, c67Low)
    const c47Rows23 = zipHigh32(c45Low, c67Low)
    const c47Rows45 = zipLow32(c45High, c67High)
    const c47Rows67 = zipHigh32(c45High, c67High)
    d0 = zipLow64(c03Rows01, c47Rows01)
    d1 = zipHigh64(c03Rows01, c47Rows01)
    d2 = zipLow64(c03Rows23, c47Rows23)
    d3 = zipHigh64(c03Rows23, c47Rows23)
    d4 = zipLow64(c03Rows45, c47Rows45)
    d5 = zipHigh64(c03Rows45, c47Rows45)
    d6 = zipLow64(c03Rows67, c47Rows67)
    d7 = zipHigh64(c03Rows67, c47Rows67)
  }

  const mask01 = storeRows(0, d0, d1, quantiser)
  const mask23 = storeRows(2, d2, d3, quantiser)
  const mask45 = storeRows(4, d4, d5, quantiser)
  const mask67 = storeRows(6, d6, d7, quantiser)
  const upper = zigzagMask(0, mask01) | zigzagMask(2, mask23)
  if ((mask45 | mask67) == 0) return upper // as in most blocks
  return upper | zigzagMask(4, mask45) | zigzagMask(6, mask67)
}

/** Both halves: dot product with the weights, plus the other terms, descaled. */
// @ts-ignore: decorator
@inline
function rotate(
  low: v128,
  high: v128,
  weights: v128,
  lowTerm: v128,
  highTerm: v128,
  shift: i32,
): v128 {
  const lowSum = i32x4.add(i32x4.dot_i16x8_s(low, weights), lowTerm)
  const highSum = i32x4.add(i32x4.dot_i16x8_s(high, weights), highTerm)
  return descale(lowSum, highSum, shift)
}

/** Quantises and stores two rows. Gives their sixteen "not zero" bits. */
// @ts-ignore: decorator
@inline
function storeRows(row: usize, first: v128, second: v128, quantiser: usize): u32 {
  const a = quantiseRow(first, quantiser, row)
  const b = quantiseRow(second, quantiser, row + 1)
  v128.store(COEFFICIENTS + (row << 4), a)
  v128.store(COEFFICIENTS + (row << 4) + 16, b)
  const zeros = <u32>i8x16.bitmask(i8x16.eq(i8x16.narrow_i16x8_s(a, b), i32x4.splat(0)))
  return zeros ^ 0xffff
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
