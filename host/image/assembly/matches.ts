// The thorough plan: LZ77 with a small hash table, for blocks where runs are not enough (colour, text, repeated
// patterns). One step of lazy evaluation: a match is dropped if the one a sample further on is better.

import { WINDOW } from './deflate-tables'
import { HASHED_LENGTH, exchangePosition, hashKey } from './match-hash'
import { pixelDistance, repeatEnd, rowDistance } from './repeats'
import { addMatch, endSequences, startSequences } from './sequences'
import { ONE_BIT, literalCostAt, matchCost } from './symbol-costs'

/** A probe: it ends at this cost of literals, in sixteenths of a bit, where matches save too little. */
export const PROBE: u32 = 10000 * ONE_BIT
/** No probe: the whole block is planned. */
export const WHOLE_BLOCK: u32 = 0

// A probe goes on while at least 1/16 of the literals' cost is saved.
const PROBE_SHARE: u32 = 16
// A match of this length is taken without looking for a better one.
const GOOD_MATCH: usize = 32
// Of a match so many literals are priced; each further one counts one bit.
const PRICED_LITERALS: usize = 32
// After 64 positions without a match the step grows by one, as LZ4 does.
const MISSES_PER_STEP_LOG2: u32 = 6
// Of a long match only the first positions enter the hash table.
const LONG_MATCH: usize = 32
const ENTERED_OF_LONG_MATCH: usize = 16
// The last bytes of a block stay literals: a look-up reads ahead.
const TAIL: usize = 16
const COMPARED_BYTES: usize = 4

let historyStart: usize = 0
let blockEnd: usize = 0
let toPosition: u32 = 0
let foundLength: usize = 0
let foundDistance: usize = 0

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
  historyStart = history
  blockEnd = end
  toPosition = position - <u32>start
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
    let length = foundLength
    let distance = foundDistance
    while (length < GOOD_MATCH && at + sample < limit) {
      const nextGain = findMatch(at + sample)
      if (nextGain <= gain) break
      spent += literalCostAt(at) * <u32>sample
      at += sample
      gain = nextGain
      length = foundLength
      distance = foundDistance
    }
    misses = 0
    const isRun = distance == 1 || distance == pixel
    if (!isRun) saved += <u32>gain // runs alone are no reason to go on
    const matchEnd = addMatch(at, length, distance)
    enterPositions(at + 2 * sample, at, matchEnd, sample)
    at = matchEnd
  }
  endSequences(end)
  return true
}

/** The match at `at`, left in `foundLength` and `foundDistance`. Gives the cost it saves; none is worth it: <= 0. */
function findMatch(at: usize): i32 {
  const bytes = load<u32>(at)
  const key = hashKey(at)
  const position = <u32>at + toPosition
  const earlier = exchangePosition(key, position)
  const pixel = pixelDistance()
  foundLength = 0
  if (load<u32>(at - 1) == bytes) tryDistance(at, 1, COMPARED_BYTES)
  else if (load<u32>(at - pixel) == bytes) tryDistance(at, pixel, COMPARED_BYTES)
  if (foundLength < GOOD_MATCH) {
    const reach = <u32>(at - historyStart)
    const row = <u32>rowDistance()
    if (row != 0 && reach >= row && load<u32>(at - row) == bytes) {
      tryDistance(at, row, COMPARED_BYTES)
    }
    const farthest: u32 = min(reach, <u32>WINDOW)
    tryPosition(at, key, position - i32x4.extract_lane(earlier, 0), farthest)
    tryPosition(at, key, position - i32x4.extract_lane(earlier, 1), farthest)
    tryPosition(at, key, position - i32x4.extract_lane(earlier, 2), farthest)
    tryPosition(at, key, position - i32x4.extract_lane(earlier, 3), farthest)
  }
  return foundLength == 0 ? 0 : savedCost(at, foundLength, foundDistance)
}

/**
 * A position may be too old, or of a plan that was dropped and thus at or after `at`; the unsigned comparison finds
 * both.
 */
// @ts-ignore: decorator
@inline
function tryPosition(at: usize, key: u64, distance: u32, farthest: u32): void {
  if (distance - 1 >= farthest) return
  if (hashKey(at - distance) == key) tryDistance(at, distance, HASHED_LENGTH)
}

/** Takes the match at `distance` if it is longer by two than the best; `known` of its bytes are compared already. */
// @ts-ignore: decorator
@inline
function tryDistance(at: usize, distance: usize, known: usize): void {
  const length = repeatEnd(at + known, distance, blockEnd) - at
  if (length <= foundLength + 1) return
  foundLength = length
  foundDistance = distance
}

// @ts-ignore: decorator
@inline
function savedCost(at: usize, length: usize, distance: usize): i32 {
  const priced = min(length, PRICED_LITERALS)
  let literals = <u32>(length - priced) * ONE_BIT
  for (let i: usize = 0; i < priced; i++) literals += literalCostAt(at + i)
  return <i32>literals - <i32>matchCost(length, distance)
}

// @ts-ignore: decorator
@inline
function enterPositions(from: usize, matchStart: usize, matchEnd: usize, step: usize): void {
  const isLong = matchEnd - matchStart >= LONG_MATCH
  const end: usize = isLong ? matchStart + ENTERED_OF_LONG_MATCH : matchEnd
  for (let at = from; at < end; at += step) exchangePosition(hashKey(at), <u32>at + toPosition)
}
