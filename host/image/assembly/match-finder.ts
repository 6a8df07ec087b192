// Looks for the match that saves most at a place: at the distances of a byte, a pixel and a row, and where the hash
// table says that the same bytes may have stood.

import { MAX_MATCH, WINDOW } from './deflate-tables'
import { POSITION_BITS, POSITION_MASK, exchangePosition } from './match-hash'
import { equalMask, pixelDistance, repeatEnd, rowDistance } from './repeats'
import { ONE_BIT, literalCostAt, matchCost } from './symbol-costs'

// Three bytes are hardly ever worth a match.
const LEAST_MATCH: u32 = 4
// What is compared at first of a match.
const COMPARED: u32 = 16
// Of a match so many literals are priced; each further one counts one bit.
const PRICED_LITERALS: usize = 12
// Of a long match only the first positions enter the hash table.
const LONG_MATCH: usize = 32
const ENTERED_OF_LONG_MATCH: usize = 16

let historyStart: usize = 0
let blockEnd: usize = 0
let toPosition: u32 = 0
let foundLength: usize = 0
let foundDistance: usize = 0

/** Begins a block that ends at `end`; matches reach back to `history`. `offset`: from an address to a position. */
export function openBlock(history: usize, end: usize, offset: u32): void {
  historyStart = history
  blockEnd = end
  toPosition = offset
}

/** Length of the match that was found last. */
// @ts-ignore: decorator
@inline
export function matchLength(): usize {
  return foundLength
}

// @ts-ignore: decorator
@inline
export function matchDistance(): usize {
  return foundDistance
}

/** Enters the positions of a match that is taken, in steps; the first two have been looked up. */
// @ts-ignore: decorator
@inline
export function enterMatch(start: usize, end: usize, step: usize): void {
  const isLong = end - start >= LONG_MATCH
  const enteredEnd: usize = isLong ? start + ENTERED_OF_LONG_MATCH : end
  for (let at = start + 2 * step; at < enteredEnd; at += step) {
    exchangePosition(at, <u32>at + toPosition)
  }
}

/** The match at `at`, for `matchLength` and `matchDistance`. Gives the cost it saves; none is worth it: <= 0. */
export function findMatch(at: usize): i32 {
  const position = <u32>at + toPosition
  const earlier = exchangePosition(at, position)
  const match = compareAll(at, position, earlier)
  if (lengthOf(match) < LEAST_MATCH) return 0
  if (lengthOf(match) == COMPARED) extendAll(at, position, earlier, match)
  else take(match)
  return savedCost(at, foundLength, foundDistance)
}

/**
 * The best match as far as its first sixteen bytes tell. Without branches: which of the distances in question matches,
 * and how far, cannot be predicted.
 */
// @ts-ignore: decorator
@inline
function compareAll(at: usize, position: u32, earlier: u64): u32 {
  const farthest: u32 = min(<u32>(at - historyStart), <u32>WINDOW)
  let best = matchOf(equalBytes(at, 1), 1)
  best = betterOf(best, at, <u32>pixelDistance(), farthest)
  best = betterOf(best, at, <u32>rowDistance(), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>earlier), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>(earlier >> POSITION_BITS)), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>(earlier >> (2 * POSITION_BITS))), farthest)
  return betterOf(best, at, distanceTo(position, <u32>(earlier >> (3 * POSITION_BITS))), farthest)
}

/** The match at `distance`, if that can be, where it is longer by two than the best. */
// @ts-ignore: decorator
@inline
function betterOf(best: u32, at: usize, distance: u32, farthest: u32): u32 {
  const length = equalBytes(at, distance)
  const isBetter = <u32>(length > lengthOf(best) + 1) & <u32>(distance - 1 < farthest)
  return select<u32>(matchOf(length, distance), best, isBetter)
}

// @ts-ignore: decorator
@inline
function distanceTo(position: u32, earlier: u32): u32 {
  return (position - earlier) & POSITION_MASK
}

/** At most sixteen. */
// @ts-ignore: decorator
@inline
function equalBytes(at: usize, distance: usize): u32 {
  return ctz((equalMask(at, distance) ^ 0xffff) | (<u32>1 << COMPARED))
}

// @ts-ignore: decorator
@inline
function matchOf(length: u32, distance: u32): u32 {
  return (length << 16) | distance
}

// @ts-ignore: decorator
@inline
function lengthOf(match: u32): u32 {
  return match >> 16
}

// @ts-ignore: decorator
@inline
function take(match: u32): void {
  foundLength = lengthOf(match)
  foundDistance = match & 0xffff
}

/** The longest match, where there are some of sixteen bytes and more. */
function extendAll(at: usize, position: u32, earlier: u64, match: u32): void {
  const limit = min(blockEnd, at + MAX_MATCH)
  const farthest: u32 = min(<u32>(at - historyStart), <u32>WINDOW)
  take(match)
  foundLength = repeatEnd(at + COMPARED, foundDistance, limit) - at
  extend(at, <u32>pixelDistance(), farthest, limit)
  extend(at, <u32>rowDistance(), farthest, limit)
  for (; earlier != 0; earlier >>= POSITION_BITS) {
    extend(at, distanceTo(position, <u32>earlier), farthest, limit)
  }
}

// @ts-ignore: decorator
@inline
function extend(at: usize, distance: u32, farthest: u32, limit: usize): void {
  const decisive = at + foundLength
  if (distance - 1 >= farthest || decisive == limit) return
  if (load<u8>(decisive) != load<u8>(decisive - distance)) return
  const length = repeatEnd(at, distance, limit) - at
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
