// Plans a deflate block: runs always, matches where they have paid lately.

import { clearHash } from './match-hash'
import { PROBE, WHOLE_BLOCK, planMatches } from './matches'
import { isGray } from './repeats'
import { planRuns } from './runs'
import { exchangeSpareSequences, matchCount, setMatchCount } from './sequences'
import { countedCost, estimateLiteralCosts, forgetMatchCosts } from './symbol-costs'
import {
  COUNTS_BYTES,
  countLiterals,
  clearCounts,
  countedLiterals,
  restoreCounts,
  saveCounts,
} from './symbol-counts'

// Outcomes of a plan: matches were not tried, did not pay, paid.
const NOT_TRIED: u32 = 0
const NOT_PAID: u32 = 1
const PAID: u32 = 2

// Positions start above 0, which means "never" in the hash tables, and beyond the reach of any distance.
const FIRST_POSITION: u32 = 65536
// After blocks in which matches did not pay, 1, 3, 9, 16 blocks of a gray image have none; 1, 2, 4, 8, 16 of a colour image.
const GRAY_PAUSE_GROWTH: u32 = 3
const COLOUR_PAUSE_GROWTH: u32 = 2
const MAX_PAUSE: u32 = 16
// Matches pay if they save 1/16 of the cost of runs, in colour 1/32. In gray images only a clear gain is worth their time.
const GRAY_GAIN_LOG2: u32 = 4
const COLOUR_GAIN_LOG2: u32 = 5
// After this many blocks with matches alone, runs are tried again.
const MAX_BLOCKS_LIKE_LAST: u32 = 7

const RUN_COUNTS: usize = memory.data(COUNTS_BYTES, 16)

let position: u32 = FIRST_POSITION
let matchesAllowed: bool = false
let matchesEverywhere: bool = false
let blocksToPause: u32 = 0
let nextPause: u32 = 1
let outcome: u32 = NOT_TRIED
let paidBefore: bool = false
let blocksLikeLast: u32 = 0

/** Begins an image. `allowed`: matches at all; `everywhere`: in every block. */
export function startPlans(allowed: bool, everywhere: bool): void {
  position = FIRST_POSITION
  matchesAllowed = allowed
  matchesEverywhere = everywhere
  blocksToPause = 0
  nextPause = 1
  outcome = NOT_TRIED
  paidBefore = false
  blocksLikeLast = 0
  forgetMatchCosts()
  clearHash()
}

/** True if the next block is planned with matches. */
// @ts-ignore: decorator
@inline
export function isMatchingDue(): bool {
  return matchesAllowed && blocksToPause == 0
}

/** True if matches paid in the block before, so that they need not be compared with runs. */
export function isLikeLast(): bool {
  return paidBefore && isMatchingDue() && !isGray()
}

/** Outcome of the current plan. */
// @ts-ignore: decorator
@inline
export function planOutcome(): u32 {
  return outcome
}

/** Sets the outcome of a plan that was restored. */
export function setPlanOutcome(kept: u32): void {
  outcome = kept
}

/** Plans [start, start + length) with runs; matches reach back to `history`. Returns the estimated cost. */
export function planBlockWithRuns(history: usize, start: usize, length: usize): u32 {
  outcome = NOT_TRIED
  countLiterals(start, length)
  estimateLiteralCosts(<u32>length)
  planRuns(history, start, start + length)
  return countedCost()
}

/**
 * Plans with runs, then with matches, and keeps the plan that costs less. If matches paid in the last block they are
 * planned to the end; else they are only probed at first.
 */
export function planBlockWithMatches(history: usize, start: usize, length: usize): u32 {
  const runsCost = planBlockWithRuns(history, start, length)
  const runs = matchCount()
  saveCounts(RUN_COUNTS)
  exchangeSpareSequences()
  outcome = NOT_PAID
  if (planMatchesAtCosts(history, start, length, paidBefore ? WHOLE_BLOCK : PROBE)) {
    const cost = countedCost()
    if (cost < runsCost) {
      if (cost + enoughGain(runsCost) < runsCost) outcome = PAID
      return cost
    }
  }
  exchangeSpareSequences()
  restoreCounts(RUN_COUNTS)
  setMatchCount(runs)
  return runsCost
}

/** Plans with matches, for a block like the one of the current counts, from which the costs of literals are estimated. */
export function planBlockLikeLast(history: usize, start: usize, length: usize): u32 {
  planMatchesAtCosts(history, start, length, WHOLE_BLOCK)
  outcome = PAID
  return countedCost()
}

/** Plans a block with runs or with matches, as the outcomes of the last blocks suggest. */
export function planBlock(history: usize, start: usize, length: usize): void {
  if (!isMatchingDue()) {
    planBlockWithRuns(history, start, length)
  } else if (isLikeLast() && blocksLikeLast < MAX_BLOCKS_LIKE_LAST) {
    blocksLikeLast++
    planBlockLikeLast(history, start, length)
  } else {
    blocksLikeLast = 0
    planBlockWithMatches(history, start, length)
  }
}

/** A block of `length` bytes is done. If matches did not pay in it, the next ones go without them for a while. */
export function finishPlan(length: usize): void {
  position += <u32>length
  if (outcome == NOT_TRIED) {
    if (blocksToPause > 0) blocksToPause--
    return
  }
  paidBefore = outcome == PAID
  if (paidBefore) {
    nextPause = 1
  } else if (!matchesEverywhere) {
    blocksToPause = nextPause
    nextPause = min(nextPause * pauseGrowth(), MAX_PAUSE)
  }
}

/** Plans with matches; the costs of literals are estimated from the current counts. */
function planMatchesAtCosts(history: usize, start: usize, length: usize, probe: u32): bool {
  estimateLiteralCosts(countedLiterals() + 1)
  clearCounts()
  return planMatches(history, start, start + length, position, probe)
}

function enoughGain(cost: u32): u32 {
  return cost >> (isGray() ? GRAY_GAIN_LOG2 : COLOUR_GAIN_LOG2)
}

function pauseGrowth(): u32 {
  return isGray() ? GRAY_PAUSE_GROWTH : COLOUR_PAUSE_GROWTH
}
