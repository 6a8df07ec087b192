// Filters help where neighbours are alike; drawings and dithered colours often compress better without. Now and then
// a block is planned both ways, and the better way is kept until the next trial.

import { havePaid, isMatchingDue, planBlockWithMatches, planBlockWithRuns } from './block-plan'
import { bringBackHash, markHash, rewindHash } from './match-hash'
import { MAX_BLOCK_BYTES, blockLength, blockStart, historyStart } from './png-block'
import { unfilterBlock } from './png-rows'
import { exchangeKeptSequences, matchCount, setMatchCount } from './sequences'
import { COUNTS_BYTES, restoreCounts, saveCounts } from './symbol-counts'
import { reserve } from './work-memory'

// Unfiltered rows must save 1/128 of the cost.
const GAIN_LOG2: u32 = 7
const LONGEST_PAUSE: u32 = 16
const LONGEST_PAUSE_UNFILTERED: u32 = 4

const FILTERED_COUNTS: usize = memory.data(COUNTS_BYTES, 16)

let filteredCopy: usize = 0
let isUnfiltered: bool = false
let trialsAllowed: bool = false
let trialsEverywhere: bool = false
let blocksToTrial: u32 = 0
let nextPause: u32 = 1

export function layOutTrial(): void {
  filteredCopy = reserve(MAX_BLOCK_BYTES)
}

/** Begins an image, with filters. `allowed`: trials at all; `everywhere`: in every block. */
export function startTrials(allowed: bool, everywhere: bool): void {
  isUnfiltered = false
  trialsAllowed = allowed
  trialsEverywhere = everywhere
  blocksToTrial = 0
  nextPause = 1
}

/** Whether the block in hand is planned both ways; its rows come filtered. */
// @ts-ignore: decorator
@inline
export function isTrialDue(): bool {
  return trialsAllowed && blocksToTrial == 0
}

/** Whether rows are added unfiltered. */
// @ts-ignore: decorator
@inline
export function takesUnfilteredRows(): bool {
  return isUnfiltered && !isTrialDue()
}

export function skipTrial(): void {
  if (trialsAllowed) blocksToTrial--
}

/**
 * Plans the block both ways and leaves it with the better one; its first row's pixels are at `source`. Gives whether
 * matches paid.
 */
export function planBothWays(source: usize, pitch: usize): bool {
  const length = blockLength()
  const matching = isMatchingDue()
  markHash()
  const filteredCost = plan(matching)
  const filteredPaid = havePaid()
  const filteredMatches = matchCount()
  saveCounts(FILTERED_COUNTS)
  exchangeKeptSequences()
  rewindHash()
  memory.copy(filteredCopy, blockStart(), length)

  unfilterBlock(source, pitch, length)
  const wasUnfiltered = isUnfiltered
  const unfilteredCost = plan(matching || wasUnfiltered)
  isUnfiltered = unfilteredCost < filteredCost - (filteredCost >> GAIN_LOG2)
  scheduleTrial(isUnfiltered != wasUnfiltered)
  if (isUnfiltered) return havePaid()

  memory.copy(blockStart(), filteredCopy, length)
  bringBackHash()
  exchangeKeptSequences()
  restoreCounts(FILTERED_COUNTS)
  setMatchCount(filteredMatches)
  return filteredPaid
}

function plan(matching: bool): u32 {
  const start = blockStart()
  if (!matching) return planBlockWithRuns(historyStart(), start, blockLength())
  return planBlockWithMatches(historyStart(), start, blockLength())
}

/** The next trial comes after 1, 2, 4 … blocks, sooner again when the way changed. */
function scheduleTrial(changed: bool): void {
  if (changed) nextPause = 1
  blocksToTrial = trialsEverywhere ? 0 : nextPause
  const longest: u32 = isUnfiltered ? LONGEST_PAUSE_UNFILTERED : LONGEST_PAUSE
  if (nextPause < longest) nextPause *= 2
}
