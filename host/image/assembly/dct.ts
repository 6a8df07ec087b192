// The forward DCT of an 8x8 block (T.81, A.3.3), quantised. Bit for bit the results of the "slow but accurate" integer
// transform of the IJG's library: rows before columns, and the same rounding.

import { transformColumns, transformRows } from './dct-pass'
import {
  zipHigh16,
  zipHigh32,
  zipHigh64,
  zipLow16,
  zipLow32,
  zipLow64,
  zipLow8,
} from './simd-lanes'

// What pass 1 leaves: eight vectors of eight i16.
const RESULTS: usize = memory.data(64 * 2, 16)

/**
 * Transforms and quantises the 8x8 samples at `samples` into a block of `coefficients.ts` at `block`. One long
 * function: its vectors must stay in registers.
 */
export function transformBlock(samples: usize, pitch: usize, quantiser: usize, block: usize): void {
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
  const columns01 = zipLow32(upperLow, lowerLow)
  const columns23 = zipHigh32(upperLow, lowerLow)
  const columns45 = zipLow32(upperHigh, lowerHigh)
  const columns67 = zipHigh32(upperHigh, lowerHigh)
  transformRows(
    RESULTS,
    i16x8.extend_low_i8x16_u(columns01),
    i16x8.extend_high_i8x16_u(columns01),
    i16x8.extend_low_i8x16_u(columns23),
    i16x8.extend_high_i8x16_u(columns23),
    i16x8.extend_low_i8x16_u(columns45),
    i16x8.extend_high_i8x16_u(columns45),
    i16x8.extend_low_i8x16_u(columns67),
    i16x8.extend_high_i8x16_u(columns67),
  )
  // transposed for pass 2
  const c0 = v128.load(RESULTS)
  const c1 = v128.load(RESULTS, 16)
  const c2 = v128.load(RESULTS, 32)
  const c3 = v128.load(RESULTS, 48)
  const c4 = v128.load(RESULTS, 64)
  const c5 = v128.load(RESULTS, 80)
  const c6 = v128.load(RESULTS, 96)
  const c7 = v128.load(RESULTS, 112)
  const c01Low = zipLow16(c0, c1)
  const c01High = zipHigh16(c0, c1)
  const c23Low = zipLow16(c2, c3)
  const c23High = zipHigh16(c2, c3)
  const c45Low = zipLow16(c4, c5)
  const c45High = zipHigh16(c4, c5)
  const c67Low = zipLow16(c6, c7)
  const c67High = zipHigh16(c6, c7)
  const left01 = zipLow32(c01Low, c23Low)
  const left23 = zipHigh32(c01Low, c23Low)
  const left45 = zipLow32(c01High, c23High)
  const left67 = zipHigh32(c01High, c23High)
  const right01 = zipLow32(c45Low, c67Low)
  const right23 = zipHigh32(c45Low, c67Low)
  const right45 = zipLow32(c45High, c67High)
  const right67 = zipHigh32(c45High, c67High)
  transformColumns(
    block,
    quantiser,
    zipLow64(left01, right01),
    zipHigh64(left01, right01),
    zipLow64(left23, right23),
    zipHigh64(left23, right23),
    zipLow64(left45, right45),
    zipHigh64(left45, right45),
    zipLow64(left67, right67),
    zipHigh64(left67, right67),
  )
}
