// Costs are in 256ths of a bit: sums of a block fit 32 bits, and rounding does not decide between two plans.

import { setU8At, u8At } from './table'

export const ONE_BIT_LOG2: u32 = 8
export const ONE_BIT: u32 = 1 << ONE_BIT_LOG2

const F32_MANTISSA_BITS: u32 = 23
const F32_EXPONENT_BIAS: u32 = 127

const CORRECTIONS: usize = memory.data(256, 16)

buildCorrections()

/**
 * log2(x), x > 0, as a cost. Exponent and upper mantissa bits of x as a float are log2 with its curve taken as straight
 * between powers of two; a table has what that lacks.
 */
// @ts-ignore: decorator
@inline
export function log2(x: u32): u32 {
  const bits = reinterpret<u32>(<f32>x) >> (F32_MANTISSA_BITS - ONE_BIT_LOG2)
  const straight = bits - (F32_EXPONENT_BIAS << ONE_BIT_LOG2)
  return straight + u8At(CORRECTIONS, bits & (ONE_BIT - 1))
}

/** log2(1 + m) - m for m from 0 to 1, by a polynomial that is right to 0.001. */
function buildCorrections(): void {
  for (let i: usize = 0; i < <usize>ONE_BIT; i++) {
    const m = (<f32>i + 0.5) / <f32>ONE_BIT
    const correction = m * (1 - m) * (0.4427 + m * (0.0834 * m - 0.2474))
    setU8At(CORRECTIONS, i, <u32>(correction * <f32>ONE_BIT + 0.5))
  }
}
