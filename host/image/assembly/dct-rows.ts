// Pass 1 of the DCT: the rows of two neighbouring blocks. A row's eight samples become four sums and four
// differences of those at equal distance from its middle; the even coefficients are dot products of the sums, the odd
// ones of the differences. A vector holds four of them, so that nothing must be transposed for pass 2.

import {
  FIX_0_298631336,
  FIX_0_390180644,
  FIX_0_541196100,
  FIX_0_765366865,
  FIX_0_899976223,
  FIX_1_175875602,
  FIX_1_501321110,
  FIX_1_847759065,
  FIX_1_961570560,
  FIX_2_053119869,
  FIX_2_562915447,
  FIX_3_072711026,
  PASS1_BITS,
} from './dct-constants'
import { upperHalves } from './simd-lanes'

// Sums and differences are taken sixteen times as large, and the weights twice: a dot product's upper half is then the
// coefficient.
const SAMPLE_BITS: i32 = 4
const FRACTION_BITS: i32 = 16
const HALF: i32 = 1 << 15
const ONE: i16 = 16384 // twice 13 bits of fraction, as the other weights

// Samples are from 0 to 255 where T.81 has them from -128 to 127; only coefficient 0 shows it.
const CENTRE: i32 = (8 * 128) << PASS1_BITS

// Of each pair of sums or differences, the weights in the four coefficients. To load them takes one instruction where
// V8 needs four to make a constant.
const EVEN_01: usize = memory.data<i16>([
  ONE, ONE, // 0
  2 * (FIX_0_541196100 + FIX_0_765366865), 2 * FIX_0_541196100, // 2
  ONE, -ONE, // 4
  2 * FIX_0_541196100, 2 * (FIX_0_541196100 - FIX_1_847759065), // 6
], 16)
const EVEN_23: usize = memory.data<i16>([
  ONE, ONE,
  -2 * FIX_0_541196100, -2 * (FIX_0_541196100 + FIX_0_765366865),
  -ONE, ONE,
  2 * (FIX_1_847759065 - FIX_0_541196100), -2 * FIX_0_541196100,
], 16)
const ODD_01: usize = memory.data<i16>([
  2 * (FIX_1_501321110 - FIX_0_899976223 - FIX_0_390180644 + FIX_1_175875602), 2 * FIX_1_175875602, // 1
  2 * FIX_1_175875602, 2 * (FIX_3_072711026 - FIX_2_562915447 - FIX_1_961570560 + FIX_1_175875602), // 3
  2 * (FIX_1_175875602 - FIX_0_390180644), 2 * (FIX_1_175875602 - FIX_2_562915447), // 5
  2 * (FIX_1_175875602 - FIX_0_899976223), 2 * (FIX_1_175875602 - FIX_1_961570560), // 7
], 16)
const ODD_23: usize = memory.data<i16>([
  2 * (FIX_1_175875602 - FIX_0_390180644), 2 * (FIX_1_175875602 - FIX_0_899976223),
  2 * (FIX_1_175875602 - FIX_2_562915447), 2 * (FIX_1_175875602 - FIX_1_961570560),
  2 * (FIX_2_053119869 - FIX_2_562915447 - FIX_0_390180644 + FIX_1_175875602), 2 * FIX_1_175875602,
  2 * FIX_1_175875602, 2 * (FIX_0_298631336 - FIX_0_899976223 - FIX_1_961570560 + FIX_1_175875602),
], 16)

// Eight rows: of both blocks the sums, then the differences. The coefficients take their place, of one block and then
// of the other.
const ROWS: usize = memory.data(8 * 32, 16)
const ROWS_END: usize = ROWS + 8 * 32

/** From one row of pass 1 to the next. */
export const ROW_BYTES: usize = 32
/** Results of pass 1: the rows of the first block and of the second, eight i16 each. */
export const FIRST: usize = ROWS
export const SECOND: usize = ROWS + 16

/** Transforms eight rows of sixteen samples. */
// @ts-ignore: decorator
@inline
export function transformRows(samples: usize, pitch: usize): void {
  addAndSubtract(samples, pitch)
  multiply()
}

// The loops end with their condition: V8 takes constants out of a loop only if what uses them runs in each turn.

// @ts-ignore: decorator
@inline
function addAndSubtract(samples: usize, pitch: usize): void {
  let at: usize = ROWS
  do {
    const row = v128.load(samples)
    const left = i8x16.swizzle(row, i8x16(0, -1, 1, -1, 2, -1, 3, -1, 8, -1, 9, -1, 10, -1, 11, -1))
    const right = i8x16.swizzle(row, i8x16(7, -1, 6, -1, 5, -1, 4, -1, 15, -1, 14, -1, 13, -1, 12, -1))
    v128.store(at, i16x8.shl(i16x8.add(left, right), SAMPLE_BITS))
    v128.store(at, i16x8.shl(i16x8.sub(left, right), SAMPLE_BITS), 16)
    samples += pitch
    at += ROW_BYTES
  } while (at < ROWS_END)
}

// @ts-ignore: decorator
@inline
function multiply(): void {
  const even01 = v128.load(EVEN_01)
  const even23 = v128.load(EVEN_23)
  const odd01 = v128.load(ODD_01)
  const odd23 = v128.load(ODD_23)
  const evenTerm = i32x4(HALF - (CENTRE << FRACTION_BITS), HALF, HALF, HALF)
  const oddTerm = i32x4.splat(HALF)
  let at: usize = ROWS
  do {
    const s01 = v128.load32_splat(at)
    const s23 = v128.load32_splat(at, 4)
    const secondS01 = v128.load32_splat(at, 8)
    const secondS23 = v128.load32_splat(at, 12)
    const d01 = v128.load32_splat(at, 16)
    const d23 = v128.load32_splat(at, 20)
    const secondD01 = v128.load32_splat(at, 24)
    const secondD23 = v128.load32_splat(at, 28)
    const even = dot(s01, even01, s23, even23, evenTerm)
    const odd = dot(d01, odd01, d23, odd23, oddTerm)
    const secondEven = dot(secondS01, even01, secondS23, even23, evenTerm)
    const secondOdd = dot(secondD01, odd01, secondD23, odd23, oddTerm)
    v128.store(at, upperHalves(even, odd))
    v128.store(at, upperHalves(secondEven, secondOdd), 16)
    at += ROW_BYTES
  } while (at < ROWS_END)
}

/** Four coefficients. */
// @ts-ignore: decorator
@inline
function dot(pair01: v128, weights01: v128, pair23: v128, weights23: v128, term: v128): v128 {
  const sum01 = i32x4.dot_i16x8_s(pair01, weights01)
  const sum23 = i32x4.dot_i16x8_s(pair23, weights23)
  return i32x4.add(i32x4.add(sum01, sum23), term)
}
