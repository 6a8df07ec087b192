// The thorough plan: LZ77 with small hash tables, for blocks where runs are not enough (colour, text, repeated
// patterns). The first match that pays is taken.

import { ONE_BIT } from './log2'
import { enterMatch, findMatch, matchDistance, matchLength, openBlock } from './match-finder'
import { pixelDistance } from './repeats'
import { addMatch, countPlannedLiterals, endSequences, startSequences } from './sequences'
import { literalCostAt } from './symbol-costs'

/** A probe: it ends at this cost of literals where matches save too little. */
export const PROBE: u32 = 10000 * ONE_BIT
/** No probe: the whole block is planned. */
export const WHOLE_BLOCK: u32 = 0

// A probe continues while at least 1/16 of the literals' cost is saved.
const PROBE_SHARE: u32 = 16
// After 16 positions without a match the step grows by one, and so on, as LZ4 does.
const MISSES_PER_STEP_LOG2: u32 = 4
// The last bytes of a block stay literals: a search reads ahead.
const TAIL: usize = 16

/**
 * Plans [start, end), which stands at `position` in the stream; matches reach back to `history`. Returns
 * false if the probe ended without a plan. One long function: it is the loop over the block, and its sums decide how to continue.
 */
export function planMatches(
  history: usize,
  start: usize,
  end: usize,
  position: u32,
  probe: u32,
): bool {
  startSequences(start)
  openBlock(history, end, position - <u32>start)
  const pixel = pixelDistance()
  const sample: usize = pixel == 2 ? 2 : 1 // 16-bit gray: matches start at samples
  const limit = end - TAIL
  let at = max(start, history + pixel)
  let misses: u32 = 0
  let saved: u32 = 0
  let spent: u32 = 0
  while (at < limit) {
    const gain = findMatch(at)
    if (gain <= 0) {
      const step = <u32>sample * (1 + (misses >> MISSES_PER_STEP_LOG2))
      misses++
      spent += literalCostAt(at) * step
      at += step
      if (probe != 0 && spent > probe) {
        if (saved < spent / PROBE_SHARE) return false
        probe = WHOLE_BLOCK
      }
      continue
    }
    misses = 0
    const distance = matchDistance()
    const isRun = distance == 1 || distance == pixel
    if (!isRun) saved += <u32>gain // runs alone do not justify a plan with matches
    const matchEnd = addMatch(at, matchLength(), distance)
    enterMatch(at, matchEnd, sample)
    at = matchEnd
  }
  endSequences(end)
  countPlannedLiterals(start)
  return true
}
