// The fast plan: only runs at the distance of a byte, a pixel and a row. A run is taken where its literals cost more
// than the match. In CT and MR images zeros cost about one bit, and short runs of them are best left as literals.

import { MAX_MATCH, MIN_MATCH } from './deflate-tables'
import { ONE_BIT } from './log2'
import { equalMask, pixelDistance, repeatEnd, rowDistance } from './repeats'
import { addMatch, endSequences, startSequences, uncountMatchedLiterals } from './sequences'
import { averageMatchCost, literalCost, literalCostAt } from './symbol-costs'

// The literals of a run at the distance of a pixel or a row whose cost is looked up; if these pay, all do.
const PRICED_LITERALS: usize = 64
// A longer match has extra bits in its length (RFC 1951, 3.2.5).
const LONGEST_WITHOUT_EXTRA_BITS: usize = 10
const LONG_MATCH_SURCHARGE: u32 = 2 * ONE_BIT
// How much longer a run at a greater distance must be to make up for the distance's extra bits.
const PIXEL_RUN_LEAD: usize = 2
const ROW_RUN_LEAD: usize = 4

let runDistance: usize = 0

/** Plans [start, end); matches reach back to `history`. Reads up to 32 bytes past `end`. */
export function planRuns(history: usize, start: usize, end: usize): void {
  startSequences(start)
  const pixel = pixelDistance()
  let at = max(start, history + pixel)
  while (at + 16 <= end) {
    const byteStarts = runStarts(at, 1)
    const pixelStarts: u32 = pixel > 1 ? runStarts(at, pixel) : 0
    const rowStarts: u32 = reachesRow(history, at) ? runStarts(at, rowDistance()) : 0
    const starts = byteStarts | pixelStarts | rowStarts
    if (starts == 0) {
      at += 16
      continue
    }
    const offset = ctz(starts)
    at = takeRun(
      at + offset,
      end,
      (byteStarts >> offset) & 1,
      (pixelStarts >> offset) & 1,
      (rowStarts >> offset) & 1,
    )
  }
  endSequences(end)
  uncountMatchedLiterals(start)
}

// @ts-ignore: decorator
@inline
function reachesRow(history: usize, at: usize): bool {
  const row = rowDistance()
  return row != 0 && at >= history + row
}

/** Bit i of sixteen: from byte at + i on, at least four bytes repeat. */
// @ts-ignore: decorator
@inline
function runStarts(at: usize, distance: usize): u32 {
  const equal = equalMask(at, distance) | (equalMask(at + 16, distance) << 16)
  const two = equal & (equal >> 1)
  return two & (two >> 2) & 0xffff
}

/** Takes the longest of the runs that start at `from` if it pays. Returns the address at which the search continues. */
// @ts-ignore: decorator
@inline
function takeRun(from: usize, end: usize, byteRun: u32, pixelRun: u32, rowRun: u32): usize {
  const runEnd = longestRun(from, min(end, from + MAX_MATCH), byteRun, pixelRun, rowRun)
  const length = runEnd - from
  if (length < MIN_MATCH) return from + 1 // cut by the end of the block
  const surcharge: u32 = length > LONGEST_WITHOUT_EXTRA_BITS ? LONG_MATCH_SURCHARGE : 0
  if (literalsCost(from, length) > averageMatchCost() + surcharge) {
    addMatch(from, length, runDistance)
  }
  return runEnd
}

/** The run's end; its distance is left in `runDistance`. */
// @ts-ignore: decorator
@inline
function longestRun(from: usize, end: usize, byteRun: u32, pixelRun: u32, rowRun: u32): usize {
  let longest = from
  runDistance = 1
  if (byteRun != 0) longest = repeatEnd(from, 1, end)
  if (pixelRun != 0) {
    const runEnd = repeatEnd(from, pixelDistance(), end)
    if (runEnd > longest + PIXEL_RUN_LEAD) {
      longest = runEnd
      runDistance = pixelDistance()
    }
  }
  if (rowRun != 0) {
    const runEnd = repeatEnd(from, rowDistance(), end)
    if (runEnd > longest + ROW_RUN_LEAD) {
      longest = runEnd
      runDistance = rowDistance()
    }
  }
  return longest
}

// @ts-ignore: decorator
@inline
function literalsCost(from: usize, length: usize): u32 {
  if (runDistance == 1) return literalCost(load<u8>(from)) * <u32>min(length, MAX_MATCH)
  const end = from + min(length, PRICED_LITERALS)
  let cost: u32 = 0
  for (let at = from; at < end; at++) cost += literalCostAt(at)
  return cost
}
