// Quantisation with the steps of T.81, annex K, scaled by quality as the IJG's library does, and with its rounding.

import { BLOCK_COEFFICIENTS, CHROMINANCE_STEPS, LUMINANCE_STEPS } from './jpeg-tables'
import { setU32At, setU8At, u8At } from './table'

export const LUMINANCE: usize = 0
export const CHROMINANCE: usize = 1

const LARGEST_STEP: u32 = 255 // baseline: steps are bytes (B.2.4.1)
const HALF_QUALITY: u32 = 50
const DCT_SCALE_LOG2: u32 = 3 // the transform's results are eight times too large
const RECIPROCAL_BITS: i32 = 20

// A quantiser: 64 u32 reciprocals ceil(2^20 / step), then 64 u16 halves 4 * step, both row by row.
const HALVES_AT: usize = 64 * 4
const QUANTISER_BYTES: usize = 64 * 4 + 64 * 2
const QUANTISERS: usize = memory.data(2 * <i32>QUANTISER_BYTES, 16)
const STEPS: usize = memory.data(2 * 64, 16)

/** Prepares both quantisers for a quality of 1 to 100. */
export function buildQuantisers(quality: u32): void {
  const percent: u32 = quality < HALF_QUALITY ? 5000 / quality : 200 - 2 * quality
  buildQuantiser(LUMINANCE, LUMINANCE_STEPS, percent)
  buildQuantiser(CHROMINANCE, CHROMINANCE_STEPS, percent)
}

// @ts-ignore: decorator
@inline
export function quantiserAt(component: usize): usize {
  return QUANTISERS + component * QUANTISER_BYTES
}

/** The steps as a DQT segment tells them, but row by row. */
export function quantiserSteps(component: usize): usize {
  return STEPS + component * BLOCK_COEFFICIENTS
}

/**
 * A row of eight coefficients, divided by 8 * step and rounded half away from zero. (|c| + 4 * step) >> 3 is below
 * 2^12 and the step below 2^8, so that the product with the reciprocal, shifted, is the exact quotient.
 */
// @ts-ignore: decorator
@inline
export function quantiseRow(coefficients: v128, quantiser: usize, row: usize): v128 {
  const sign = i16x8.shr_s(coefficients, 15)
  const halves = v128.load(quantiser + HALVES_AT + (row << 4))
  const rounded = i16x8.shr_u(i16x8.add(i16x8.abs(coefficients), halves), DCT_SCALE_LOG2)
  const reciprocals = quantiser + (row << 5)
  const low = i32x4.mul(i32x4.extend_low_i16x8_u(rounded), v128.load(reciprocals))
  const high = i32x4.mul(i32x4.extend_high_i16x8_u(rounded), v128.load(reciprocals, 16))
  const quotients = i16x8.narrow_i32x4_s(
    i32x4.shr_u(low, RECIPROCAL_BITS),
    i32x4.shr_u(high, RECIPROCAL_BITS),
  )
  return i16x8.sub(v128.xor(quotients, sign), sign)
}

function buildQuantiser(component: usize, steps: usize, percent: u32): void {
  const quantiser = quantiserAt(component)
  for (let i: usize = 0; i < BLOCK_COEFFICIENTS; i++) {
    const scaled = (u8At(steps, i) * percent + 50) / 100
    const step = min(max(scaled, 1), LARGEST_STEP)
    setU8At(quantiserSteps(component), i, step)
    setU32At(quantiser, i, ((1 << RECIPROCAL_BITS) + step - 1) / step)
    store<u16>(quantiser + HALVES_AT + (i << 1), <u16>(step << 2))
  }
}
