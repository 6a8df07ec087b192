// Plans a deflate block: runs always, matches where they have paid lately.

import { clearHash } from './match-hash'
import { PROBE, WHOLE_BLOCK, planMatches, startMatches } from './matches'
import { pixelDistance } from './repeats'
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

// Positions start above 0, which means "never" in the hash table, and beyond the reach of any distance.
const FIRST_POSITION: u32 = 65536
const LONGEST_PAUSE: u32 = 16
// Matches pay if they save so much of the cost of runs. In gray images only a clear gain is worth their time.
const GRAY_GAIN_LOG2: u32 = 4
const COLOUR_GAIN_LOG2: u32 = 5
// After so many blocks with matches alone, runs are tried again.
const MOST_BLOCKS_LIKE_LAST: u32 = 7
const LARGEST_GRAY_PIXEL: usize = 2

const RUN_COUNTS: usize = memory.data(COUNTS_BYTES, 16)

let position: u32 = FIRST_POSITION
let matchesAllowed: bool = false
let matchesEverywhere: bool = false
let blocksToPause: u32 = 0
let nextPause: u32 = 1
let matchesPaid: bool = false
let matchesPaidBefore: bool = false
let blocksLikeLast: u32 = 0

/** Begins an image. `allowed`: matches at all; `everywhere`: in every block. */
export function startPlans(allowed: bool, everywhere: bool): void {
  position = FIRST_POSITION
  matchesAllowed = allowed
  matchesEverywhere = everywhere
  blocksToPause = 0
  nextPause = 1
  matchesPaid = false
  matchesPaidBefore = false
  blocksLikeLast = 0
  forgetMatchCosts()
  startMatches(everywhere)
  clearHash()
}

/** Whether the next block is planned with matches. */
// @ts-ignore: decorator
@inline
export function isMatchingDue(): bool {
  return matchesAllowed && blocksToPause == 0
}

/** Whether matches paid in the plan in hand. */
// @ts-ignore: decorator
@inline
export function havePaid(): bool {
  return matchesPaid
}

/** Plans [start, start + length) with runs; matches reach back to `history`. Gives the estimated cost. */
export function planBlockWithRuns(history: usize, start: usize, length: usize): u32 {
  countLiterals(start, length)
  estimateLiteralCosts(<u32>length)
  planRuns(history, start, start + length)
  return countedCost()
}

/**
 * Plans with runs, then with matches, and keeps what costs less. Where matches have paid in the last block they are
 * planned to the end; else they are only probed at first.
 */
export function planBlockWithMatches(history: usize, start: usize, length: usize): u32 {
  const runsCost = planBlockWithRuns(history, start, length)
  const runs = matchCount()
  estimateLiteralCosts(countedLiterals() + 1)
  saveCounts(RUN_COUNTS)
  clearCounts()
  exchangeSpareSequences()
  const probe: u32 = matchesPaidBefore ? WHOLE_BLOCK : PROBE
  if (planMatches(history, start, start + length, position, probe)) {
    const matchesCost = countedCost()
    if (matchesCost < runsCost) {
      matchesPaid = matchesCost + enoughGain(runsCost) < runsCost
      return matchesCost
    }
  }
  exchangeSpareSequences()
  restoreCounts(RUN_COUNTS)
  setMatchCount(runs)
  matchesPaid = false
  return runsCost
}

/** Plans with matches, for a block like the last one, whose plan tells what literals cost. */
function planBlockLikeLast(history: usize, start: usize, length: usize): void {
  estimateLiteralCosts(countedLiterals() + 1)
  clearCounts()
  planMatches(history, start, start + length, position, WHOLE_BLOCK)
}

/** Plans a block in the way that is due. Gives whether matches paid. */
export function planBlock(history: usize, start: usize, length: usize): bool {
  if (!isMatchingDue()) {
    planBlockWithRuns(history, start, length)
    return false
  }
  if (!matchesPaidBefore || isGray() || blocksLikeLast == MOST_BLOCKS_LIKE_LAST) {
    blocksLikeLast = 0
    planBlockWithMatches(history, start, length)
    return matchesPaid
  }
  blocksLikeLast++
  planBlockLikeLast(history, start, length)
  return true
}

function enoughGain(cost: u32): u32 {
  return cost >> (isGray() ? GRAY_GAIN_LOG2 : COLOUR_GAIN_LOG2)
}

function isGray(): bool {
  return pixelDistance() <= LARGEST_GRAY_PIXEL
}

/**
 * A block of `length` bytes is done. If `tried` matches did not pay in it, the next 1, 2, 4 … 16 blocks go without
 * them.
 */
export function finishPlan(length: usize, tried: bool, paid: bool): void {
  position += <u32>length
  if (!tried) {
    if (matchesAllowed) blocksToPause--
    return
  }
  matchesPaidBefore = paid
  if (paid) {
    nextPause = 1
    return
  }
  if (matchesEverywhere) return
  blocksToPause = nextPause
  nextPause = min(nextPause * 2, LONGEST_PAUSE)
}
