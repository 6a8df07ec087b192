// Looks for the match that saves most at a place: at the distances of a byte, a pixel and a row, and where the hash
// tables say that the same bytes may have stood.

import { MAX_MATCH, WINDOW } from './deflate-tables'
import { ONE_BIT } from './log2'
import {
  COMPARED,
  betterOf,
  distanceOf,
  distanceTo,
  equalBytes,
  lengthOf,
  matchOf,
} from './match-compare'
import {
  POSITION_BITS,
  exchangeLongPosition,
  exchangePixelPosition,
  exchangePosition,
} from './match-hash'
import { isGray, pixelDistance, repeatEnd, rowDistance } from './repeats'
import { literalCostAt, matchCost } from './symbol-costs'

// A match of three bytes hardly ever pays, unless they are a pixel.
const MIN_USEFUL_MATCH: u32 = 4
const MIN_PIXEL_MATCH: u32 = 3
// The literals of a match whose cost is looked up; each further one counts as one bit.
const PRICED_LITERALS: usize = 12
// Of a long match only the first positions enter the hash tables.
const LONG_MATCH: usize = 32
const ENTERED_OF_LONG_MATCH: usize = 16

let historyStart: usize = 0
let blockEnd: usize = 0
let toPosition: u32 = 0
let leastMatch: u32 = MIN_USEFUL_MATCH
let foundLength: usize = 0
let foundDistance: usize = 0

/** Begins a block that ends at `end`; matches reach back to `history`. `offset`: from an address to a position. */
export function openBlock(history: usize, end: usize, offset: u32): void {
  historyStart = history
  blockEnd = end
  toPosition = offset
  leastMatch = pixelDistance() == MIN_PIXEL_MATCH ? MIN_PIXEL_MATCH : MIN_USEFUL_MATCH
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

/** Enters the positions of a match into the hash tables, in steps; the first one was entered by its look-up. */
// @ts-ignore: decorator
@inline
export function enterMatch(start: usize, end: usize, step: usize): void {
  const isLong = end - start >= LONG_MATCH
  const enteredEnd: usize = isLong ? start + ENTERED_OF_LONG_MATCH : end
  for (let at = start + step; at < enteredEnd; at += step) enter(at)
}

// @ts-ignore: decorator
@inline
function enter(at: usize): void {
  const position = <u32>at + toPosition
  exchangePosition(at, position)
  if (isGray()) return
  exchangeLongPosition(at, position)
  exchangePixelPosition(at, position)
}

/** The match at `at`, for `matchLength` and `matchDistance`. Returns the cost that it saves; 0 or less if no match pays. */
export function findMatch(at: usize): i32 {
  const position = <u32>at + toPosition
  const earlier = exchangePosition(at, position)
  const earlierLong: u32 = isGray() ? 0 : exchangeLongPosition(at, position)
  const match = compareAll(at, position, earlier, earlierLong)
  foundLength = lengthOf(match)
  foundDistance = distanceOf(match)
  if (foundLength < leastMatch) return 0
  if (foundLength == COMPARED) extendAll(at, position, earlier, earlierLong)
  return savedCost(at, foundLength, foundDistance)
}

/**
 * The best match as far as its first sixteen bytes tell. Without branches: which of the distances in question matches,
 * and how far, cannot be predicted.
 */
// @ts-ignore: decorator
@inline
function compareAll(at: usize, position: u32, earlier: u64, earlierLong: u32): u32 {
  const farthest: u32 = min(<u32>(at - historyStart), <u32>WINDOW)
  let best = matchOf(equalBytes(at, 1), 1)
  best = betterOf(best, at, <u32>pixelDistance(), farthest)
  best = betterOf(best, at, <u32>rowDistance(), farthest)
  if (!isGray()) {
    const pixel = exchangePixelPosition(at, position)
    best = betterOf(best, at, distanceTo(position, pixel), farthest)
  }
  best = betterOf(best, at, distanceTo(position, <u32>earlier), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>(earlier >> POSITION_BITS)), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>(earlier >> (2 * POSITION_BITS))), farthest)
  best = betterOf(best, at, distanceTo(position, <u32>(earlier >> (3 * POSITION_BITS))), farthest)
  if (isGray()) return best
  best = betterOf(best, at, distanceTo(position, earlierLong), farthest)
  return betterOf(best, at, distanceTo(position, earlierLong >> <u32>POSITION_BITS), farthest)
}

/** The longest match, where there are some of sixteen bytes and more. */
function extendAll(at: usize, position: u32, earlier: u64, earlierLong: u32): void {
  const limit = min(blockEnd, at + MAX_MATCH)
  const farthest: u32 = min(<u32>(at - historyStart), <u32>WINDOW)
  foundLength = repeatEnd(at + COMPARED, foundDistance, limit) - at
  extend(at, <u32>pixelDistance(), farthest, limit)
  extend(at, <u32>rowDistance(), farthest, limit)
  for (; earlier != 0; earlier >>= POSITION_BITS) {
    extend(at, distanceTo(position, <u32>earlier), farthest, limit)
  }
  for (; earlierLong != 0; earlierLong >>= <u32>POSITION_BITS) {
    extend(at, distanceTo(position, earlierLong), farthest, limit)
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
