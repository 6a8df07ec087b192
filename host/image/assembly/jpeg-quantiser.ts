// Quantisation with the steps of T.81, annex K, scaled by quality as the IJG's library does, and with its rounding.

import { rowScale } from './dct-constants'
import { BLOCK_COEFFICIENTS, CHROMINANCE_STEPS, LUMINANCE_STEPS } from './jpeg-tables'
import { setU8At, u8At } from './table'

export const LUMINANCE: usize = 0
export const CHROMINANCE: usize = 1

const LARGEST_STEP: u32 = 255 // baseline: steps are bytes (B.2.4.1)
const HALF_QUALITY: u32 = 50

// 1.5 * 2^23: a float has no fraction from there on, so that adding it rounds, and the sum's low bits are the integer.
const ROUNDING: f32 = 12582912
// Enough for the rounding to go away from zero at halves, too little to lift what lies below one: a coefficient is
// below 2^14, and the next lower one is less than the half by more than 2^-14 of it.
const ABOVE_HALF: f32 = 1 + 1 / <f32>(1 << 18)

// A quantiser: 64 f32 reciprocals, row by row.
const QUANTISER_BYTES: usize = 64 * 4
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

/** The steps of a DQT segment, but row by row. */
export function quantiserSteps(component: usize): usize {
  return STEPS + component * BLOCK_COEFFICIENTS
}

/**
 * Four coefficients as pass 2 leaves them, divided by their steps and rounded half away from zero: the lower halves of
 * the lanes. Their reciprocals are at `reciprocals`.
 */
// @ts-ignore: decorator
@inline
export function quantise(coefficients: v128, reciprocals: usize): v128 {
  const quotients = f32x4.mul(f32x4.convert_i32x4_s(coefficients), v128.load(reciprocals))
  return f32x4.add(quotients, f32x4.splat(ROUNDING))
}

function buildQuantiser(component: usize, steps: usize, percent: u32): void {
  const quantiser = quantiserAt(component)
  for (let i: usize = 0; i < BLOCK_COEFFICIENTS; i++) {
    const scaled = (u8At(steps, i) * percent + 50) / 100
    const step = min(max(scaled, 1), LARGEST_STEP)
    setU8At(quantiserSteps(component), i, step)
    store<f32>(quantiser + (i << 2), ABOVE_HALF / <f32>(rowScale(i >> 3) * step))
  }
}
