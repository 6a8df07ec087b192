// Pass 2 of the DCT: the columns of a block, eight at a time, quantised.

import { quantiseRow } from './coefficients'
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
  PASS2_BITS,
} from './dct-constants'
import { ROW_BYTES } from './dct-rows'
import { zipHigh16, zipLow16 } from './simd-lanes'

const HALF: i32 = 1 << (PASS2_BITS - 1)
const MASK: i32 = -1 << PASS2_BITS
// Without a multiplication there is only the fraction of pass 1.
const UNSCALED_HALF: i16 = 2
const UNSCALED_MASK: i16 = -4

// Pairs of weights. They are loaded: V8 makes a constant vector of three instructions, and there are too many to keep.
const WEIGHTS_2: usize = memory.data<i16>([FIX_0_541196100 + FIX_0_765366865, FIX_0_541196100], 4)
const WEIGHTS_6: usize = memory.data<i16>([FIX_0_541196100, FIX_0_541196100 - FIX_1_847759065], 4)
const WEIGHTS_Z3: usize = memory.data<i16>([FIX_1_175875602 - FIX_1_961570560, FIX_1_175875602], 4)
const WEIGHTS_Z4: usize = memory.data<i16>([FIX_1_175875602, FIX_1_175875602 - FIX_0_390180644], 4)
const WEIGHTS_7: usize = memory.data<i16>([FIX_0_298631336 - FIX_0_899976223, -FIX_0_899976223], 4)
const WEIGHTS_1: usize = memory.data<i16>([-FIX_0_899976223, FIX_1_501321110 - FIX_0_899976223], 4)
const WEIGHTS_5: usize = memory.data<i16>([FIX_2_053119869 - FIX_2_562915447, -FIX_2_562915447], 4)
const WEIGHTS_3: usize = memory.data<i16>([-FIX_2_562915447, FIX_3_072711026 - FIX_2_562915447], 4)

/**
 * Transforms the columns of the rows at `rows`, and quantises into `block`, of `coefficients.ts`. One long function:
 * its vectors must stay in registers.
 */
export function transformColumns(rows: usize, quantiser: usize, block: usize): void {
  const d0 = v128.load(rows)
  const d1 = v128.load(rows, ROW_BYTES)
  const d2 = v128.load(rows, 2 * ROW_BYTES)
  const d3 = v128.load(rows, 3 * ROW_BYTES)
  const d4 = v128.load(rows, 4 * ROW_BYTES)
  const d5 = v128.load(rows, 5 * ROW_BYTES)
  const d6 = v128.load(rows, 6 * ROW_BYTES)
  const d7 = v128.load(rows, 7 * ROW_BYTES)
  const sum07 = i16x8.add(d0, d7)
  const sum16 = i16x8.add(d1, d6)
  const sum25 = i16x8.add(d2, d5)
  const sum34 = i16x8.add(d3, d4)
  const difference07 = i16x8.sub(d0, d7)
  const difference16 = i16x8.sub(d1, d6)
  const difference25 = i16x8.sub(d2, d5)
  const difference34 = i16x8.sub(d3, d4)

  // even part: coefficients 0 and 4, then the rotation for 2 and 6
  const rounding = i32x4.splat(HALF)
  const evenSum03 = i16x8.add(sum07, sum34)
  const evenSum12 = i16x8.add(sum16, sum25)
  const evenDifference03 = i16x8.sub(sum07, sum34)
  const evenDifference12 = i16x8.sub(sum16, sum25)
  putUnscaled(block, 0, quantiser, i16x8.add(evenSum03, evenSum12))
  putUnscaled(block, 4, quantiser, i16x8.sub(evenSum03, evenSum12))
  const evenLow = zipLow16(evenDifference03, evenDifference12)
  const evenHigh = zipHigh16(evenDifference03, evenDifference12)
  const weights2 = v128.load32_splat(WEIGHTS_2)
  const weights6 = v128.load32_splat(WEIGHTS_6)
  put(block, 2, quantiser, dot(evenLow, weights2, rounding), dot(evenHigh, weights2, rounding))
  put(block, 6, quantiser, dot(evenLow, weights6, rounding), dot(evenHigh, weights6, rounding))

  // odd part: z3 and z4 share the multiplication by 1.175875602, and carry the rounding of all four
  const z3 = i16x8.add(difference34, difference16)
  const z4 = i16x8.add(difference25, difference07)
  const zLow = zipLow16(z3, z4)
  const zHigh = zipHigh16(z3, z4)
  const weightsZ3 = v128.load32_splat(WEIGHTS_Z3)
  const weightsZ4 = v128.load32_splat(WEIGHTS_Z4)
  const z3Low = dot(zLow, weightsZ3, rounding)
  const z3High = dot(zHigh, weightsZ3, rounding)
  const z4Low = dot(zLow, weightsZ4, rounding)
  const z4High = dot(zHigh, weightsZ4, rounding)
  const outerLow = zipLow16(difference34, difference07)
  const outerHigh = zipHigh16(difference34, difference07)
  const weights7 = v128.load32_splat(WEIGHTS_7)
  const weights1 = v128.load32_splat(WEIGHTS_1)
  put(block, 7, quantiser, dot(outerLow, weights7, z3Low), dot(outerHigh, weights7, z3High))
  put(block, 1, quantiser, dot(outerLow, weights1, z4Low), dot(outerHigh, weights1, z4High))
  const innerLow = zipLow16(difference25, difference16)
  const innerHigh = zipHigh16(difference25, difference16)
  const weights5 = v128.load32_splat(WEIGHTS_5)
  const weights3 = v128.load32_splat(WEIGHTS_3)
  put(block, 5, quantiser, dot(innerLow, weights5, z4Low), dot(innerHigh, weights5, z4High))
  put(block, 3, quantiser, dot(innerLow, weights3, z3Low), dot(innerHigh, weights3, z3High))
}

// @ts-ignore: decorator
@inline
function dot(pairs: v128, weights: v128, term: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(pairs, weights), term)
}

// The integer part of a coefficient is not shifted down but freed of its fraction, which is as good for what follows.

/** Row 0 or 4, which needs no multiplication: eight i16. */
// @ts-ignore: decorator
@inline
function putUnscaled(block: usize, row: usize, quantiser: usize, sums: v128): void {
  const integers = v128.and(i16x8.add(sums, i16x8.splat(UNSCALED_HALF)), i16x8.splat(UNSCALED_MASK))
  const zero = i16x8.splat(0)
  quantiseRow(block, row, quantiser, zipLow16(zero, integers), zipHigh16(zero, integers))
}

/** Another row, as two halves of four i32 with their rounding. */
// @ts-ignore: decorator
@inline
function put(block: usize, row: usize, quantiser: usize, low: v128, high: v128): void {
  const mask = i32x4.splat(MASK)
  quantiseRow(block, row, quantiser, v128.and(low, mask), v128.and(high, mask))
}
