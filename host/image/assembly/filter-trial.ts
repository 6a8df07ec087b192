// Filters help if neighbouring pixels are similar; drawings, speckles and dithered colours often compress better without. Now
// and then a block is planned both ways, and the better way is kept until the next trial. Between trials blocks without
// filters are still compared with runs of filtered rows, which takes little time and shows where filters help again.

import {
  isLikeLast,
  isMatchingDue,
  planBlockLikeLast,
  planBlockWithMatches,
  planBlockWithRuns,
  planOutcome,
  setPlanOutcome,
} from './block-plan'
import { restoreHash, saveHash, markHash, rewindHash } from './match-hash'
import { MAX_BLOCK_BYTES, blockLength, blockStart, historyStart } from './png-block'
import { unfilterBlock } from './png-rows'
import { exchangeKeptSequences, matchCount, setMatchCount } from './sequences'
import { COUNTS_BYTES, restoreCounts, saveCounts } from './symbol-counts'
import { reserve } from './work-memory'

// Unfiltered rows must save 1/128 of the cost.
const GAIN_LOG2: u32 = 7
const MAX_PAUSE: u32 = 16
const MAX_PAUSE_UNFILTERED: u32 = 4

const FILTERED_COUNTS: usize = memory.data(COUNTS_BYTES, 16)
const LAST_COUNTS: usize = memory.data(COUNTS_BYTES, 16)

let filteredRows: usize = 0
let filteredMatches: u32 = 0
let filteredOutcome: u32 = 0
let isUnfiltered: bool = false
let trialsAllowed: bool = false
let trialsEverywhere: bool = false
let blocksToTrial: u32 = 0
let nextPause: u32 = 1

export function layOutTrial(): void {
  filteredRows = reserve(MAX_BLOCK_BYTES)
}

/** Begins an image, with filters. `allowed`: trials at all; `everywhere`: in every block. */
export function startTrials(allowed: bool, everywhere: bool): void {
  isUnfiltered = false
  trialsAllowed = allowed
  trialsEverywhere = everywhere
  blocksToTrial = 0
  nextPause = 1
}

/** True if the current block is planned both ways. */
// @ts-ignore: decorator
@inline
export function isPlannedBothWays(): bool {
  return trialsAllowed && (isUnfiltered || blocksToTrial == 0)
}

/** A block was planned one way only. */
export function skipTrial(): void {
  if (trialsAllowed) blocksToTrial--
}

/** Plans the block both ways and leaves it with the better one; its first row's pixels are at `source`. */
export function planBothWays(source: usize, pitch: usize): void {
  const isTrial = blocksToTrial == 0
  const wasUnfiltered = isUnfiltered
  saveCounts(LAST_COUNTS)
  markHash()
  const filteredCost = isTrial && isMatchingDue() ? planWithMatches() : planWithRuns()
  saveFiltered()
  unfilterBlock(source, pitch, blockLength())
  const unfilteredCost = isTrial ? planUnfilteredTrial() : planUnfiltered()
  isUnfiltered = unfilteredCost < filteredCost - (filteredCost >> GAIN_LOG2)
  if (!isUnfiltered) restoreFiltered()
  if (isTrial || !isUnfiltered) scheduleTrial(isUnfiltered != wasUnfiltered)
  else blocksToTrial--
}

function planUnfilteredTrial(): u32 {
  return isMatchingDue() || isUnfiltered ? planWithMatches() : planWithRuns()
}

/** The block before was unfiltered too. */
function planUnfiltered(): u32 {
  if (!isMatchingDue()) return planWithRuns()
  if (!isLikeLast()) return planWithMatches()
  restoreCounts(LAST_COUNTS)
  return planBlockLikeLast(historyStart(), blockStart(), blockLength())
}

function planWithRuns(): u32 {
  return planBlockWithRuns(historyStart(), blockStart(), blockLength())
}

function planWithMatches(): u32 {
  return planBlockWithMatches(historyStart(), blockStart(), blockLength())
}

function saveFiltered(): void {
  memory.copy(filteredRows, blockStart(), blockLength())
  saveCounts(FILTERED_COUNTS)
  filteredMatches = matchCount()
  filteredOutcome = planOutcome()
  exchangeKeptSequences()
  saveHash()
  rewindHash()
}

function restoreFiltered(): void {
  memory.copy(blockStart(), filteredRows, blockLength())
  restoreCounts(FILTERED_COUNTS)
  setMatchCount(filteredMatches)
  setPlanOutcome(filteredOutcome)
  exchangeKeptSequences()
  restoreHash()
}

/** The next trial comes after 1, 2, 4 … blocks, sooner again when the way changed. */
function scheduleTrial(changed: bool): void {
  if (changed) nextPause = 1
  blocksToTrial = trialsEverywhere ? 0 : nextPause
  const longest: u32 = isUnfiltered ? MAX_PAUSE_UNFILTERED : MAX_PAUSE
  if (nextPause < longest) nextPause *= 2
}
