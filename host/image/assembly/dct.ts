// The forward DCT of 8x8 blocks (T.81, A.3.3), quantised. Bit for bit the results of the "slow but accurate" integer
// transform of the IJG's library: rows before columns, and the same rounding.

import { BLOCK_BYTES, findNonZero } from './coefficients'
import { transformColumns } from './dct-columns'
import { FIRST, SECOND, transformRows } from './dct-rows'

/**
 * Transforms and quantises two neighbouring blocks of 8x8 samples into two blocks of `coefficients.ts`, one after the
 * other.
 */
export function transformPair(samples: usize, pitch: usize, quantiser: usize, blocks: usize): void {
  const second = blocks + BLOCK_BYTES
  transformRows(samples, pitch)
  transformColumns(FIRST, quantiser, blocks)
  transformColumns(SECOND, quantiser, second)
  findNonZero(blocks)
  findNonZero(second)
}
