// The thorough plan: LZ77 with a small hash table, for blocks where runs are not enough (colour, text, repeated
// patterns). One step of lazy evaluation: a match is dropped if the one a sample further on is better.

import { enterMatch, findMatch, matchDistance, matchLength, openBlock } from './match-finder'
import { pixelDistance } from './repeats'
import { addMatch, countPlannedLiterals, endSequences, startSequences } from './sequences'
import { ONE_BIT, literalCostAt } from './symbol-costs'

/** A probe: it ends at this cost of literals, in sixteenths of a bit, where matches save too little. */
export const PROBE: u32 = 10000 * ONE_BIT
/** No probe: the whole block is planned. */
export const WHOLE_BLOCK: u32 = 0

// A probe goes on while at least 1/16 of the literals' cost is saved.
const PROBE_SHARE: u32 = 16
// A match of this length is taken without looking for a better one a sample further on.
const HASTY_MATCH: usize = 6
const PATIENT_MATCH: usize = 32
// After 16 positions without a match the step grows by one, and so on, as LZ4 does.
const MISSES_PER_STEP_LOG2: u32 = 4
// The last bytes of a block stay literals: a search reads ahead.
const TAIL: usize = 16

let goodMatch: usize = HASTY_MATCH

/** Begins an image. `isPatient`: takes more time for better matches. */
export function startMatches(isPatient: bool): void {
  goodMatch = isPatient ? PATIENT_MATCH : HASTY_MATCH
}

/**
 * Plans [start, end), which stands at `position` in the stream; matches reach back to `history`. False: the probe
 * ended, there is no plan. One long function: it is the loop over the block, and its sums decide how it goes on.
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
    let gain = findMatch(at)
    if (gain <= 0) {
      const step = <u32>sample * (1 + (misses >> MISSES_PER_STEP_LOG2))
      misses++
      spent += literalCostAt(at) * step
      at += step
      if (probe != 0 && spent > probe) {
        if (saved * PROBE_SHARE < spent) return false
        probe = WHOLE_BLOCK
      }
      continue
    }
    let length = matchLength()
    let distance = matchDistance()
    while (length < goodMatch && at + sample < limit) {
      const nextGain = findMatch(at + sample)
      if (nextGain <= gain) break
      spent += literalCostAt(at) * <u32>sample
      at += sample
      gain = nextGain
      length = matchLength()
      distance = matchDistance()
    }
    misses = 0
    const isRun = distance == 1 || distance == pixel
    if (!isRun) saved += <u32>gain // runs alone are no reason to go on
    const matchEnd = addMatch(at, length, distance)
    enterMatch(at, matchEnd, sample)
    at = matchEnd
  }
  endSequences(end)
  countPlannedLiterals(start)
  return true
}
