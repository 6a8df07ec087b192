// The eight-point DCT of Loeffler, Ligtenberg and Moschytz (1989) with constants of 13 bits, on eight rows or columns
// at a time.

import { storeQuantised, storeQuantisedHalves } from './coefficients'
import { descale, weightPair, zipHigh16, zipLow16 } from './simd-lanes'

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

// Pass 1 sees eight samples from 0 to 255 where T.81 has them from -128 to 127; only their sum shows it.
const CENTRE: i16 = 8 * 128

/**
 * Pass 1, over rows: the vectors are the columns, samples from 0 to 255; its results are stored as eight vectors of
 * i16. All that is passed on here are vectors in registers, which is why there are so many parameters.
 */
// @ts-ignore: decorator
@inline
export function transformRows(
  results: usize,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  d4: v128,
  d5: v128,
  d6: v128,
  d7: v128,
): void {
  transform(false, results, 0, d0, d1, d2, d3, d4, d5, d6, d7)
}

/** Pass 2, over columns: the vectors are the rows; quantises into a block of `coefficients.ts`. */
// @ts-ignore: decorator
@inline
export function transformColumns(
  block: usize,
  quantiser: usize,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  d4: v128,
  d5: v128,
  d6: v128,
  d7: v128,
): void {
  transform(true, block, quantiser, d0, d1, d2, d3, d4, d5, d6, d7)
}

/** One long function: its vectors must stay in registers. `isPass2` is known where it is compiled into. */
// @ts-ignore: decorator
@inline
function transform(
  isPass2: bool,
  to: usize,
  quantiser: usize,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  d4: v128,
  d5: v128,
  d6: v128,
  d7: v128,
): void {
  const rounding = i32x4.splat(1 << ((isPass2 ? PASS2_SHIFT : PASS1_SHIFT) - 1))
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
  const centre: i16 = isPass2 ? 0 : CENTRE
  putUnscaled(isPass2, to, quantiser, 0, i16x8.sub(unscaled0, i16x8.splat(centre)))
  putUnscaled(isPass2, to, quantiser, 4, i16x8.sub(evenSum03, evenSum12))
  const evenLow = zipLow16(evenDifference03, evenDifference12)
  const evenHigh = zipHigh16(evenDifference03, evenDifference12)
  const weights2 = weightPair(FIX_0_541196100 + FIX_0_765366865, FIX_0_541196100)
  const weights6 = weightPair(FIX_0_541196100, FIX_0_541196100 - FIX_1_847759065)
  put(isPass2, to, quantiser, 2, dot(evenLow, weights2, rounding), dot(evenHigh, weights2, rounding))
  put(isPass2, to, quantiser, 6, dot(evenLow, weights6, rounding), dot(evenHigh, weights6, rounding))

  // odd part: z3 and z4 share the multiplication by 1.175875602, and carry the rounding of all four
  const z3 = i16x8.add(difference34, difference16)
  const z4 = i16x8.add(difference25, difference07)
  const zLow = zipLow16(z3, z4)
  const zHigh = zipHigh16(z3, z4)
  const weightsZ3 = weightPair(FIX_1_175875602 - FIX_1_961570560, FIX_1_175875602)
  const weightsZ4 = weightPair(FIX_1_175875602, FIX_1_175875602 - FIX_0_390180644)
  const z3Low = dot(zLow, weightsZ3, rounding)
  const z3High = dot(zHigh, weightsZ3, rounding)
  const z4Low = dot(zLow, weightsZ4, rounding)
  const z4High = dot(zHigh, weightsZ4, rounding)
  const outerLow = zipLow16(difference34, difference07)
  const outerHigh = zipHigh16(difference34, difference07)
  const weights7 = weightPair(FIX_0_298631336 - FIX_0_899976223, -FIX_0_899976223)
  const weights1 = weightPair(-FIX_0_899976223, FIX_1_501321110 - FIX_0_899976223)
  put(isPass2, to, quantiser, 7, dot(outerLow, weights7, z3Low), dot(outerHigh, weights7, z3High))
  put(isPass2, to, quantiser, 1, dot(outerLow, weights1, z4Low), dot(outerHigh, weights1, z4High))
  const innerLow = zipLow16(difference25, difference16)
  const innerHigh = zipHigh16(difference25, difference16)
  const weights5 = weightPair(FIX_2_053119869 - FIX_2_562915447, -FIX_2_562915447)
  const weights3 = weightPair(-FIX_2_562915447, FIX_3_072711026 - FIX_2_562915447)
  put(isPass2, to, quantiser, 5, dot(innerLow, weights5, z4Low), dot(innerHigh, weights5, z4High))
  put(isPass2, to, quantiser, 3, dot(innerLow, weights3, z3Low), dot(innerHigh, weights3, z3High))
}

// @ts-ignore: decorator
@inline
function dot(pairs: v128, weights: v128, term: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(pairs, weights), term)
}

/** Coefficient 0 or 4, which needs no multiplication. */
// @ts-ignore: decorator
@inline
function putUnscaled(
  isPass2: bool,
  to: usize,
  quantiser: usize,
  index: usize,
  sums: v128,
): void {
  if (isPass2) {
    const rounded = i16x8.shr_s(i16x8.add(sums, i16x8.splat(PASS1_HALF)), PASS1_BITS)
    storeQuantised(to, index, rounded, quantiser)
  } else v128.store(to + (index << 4), i16x8.shl(sums, PASS1_BITS))
}

/** Both halves of another coefficient, with their rounding. */
// @ts-ignore: decorator
@inline
function put(
  isPass2: bool,
  to: usize,
  quantiser: usize,
  index: usize,
  low: v128,
  high: v128,
): void {
  if (isPass2) {
    const left = i32x4.shr_s(low, PASS2_SHIFT)
    const right = i32x4.shr_s(high, PASS2_SHIFT)
    storeQuantisedHalves(to, index, left, right, quantiser)
  } else v128.store(to + (index << 4), descale(low, high, PASS1_SHIFT))
}
