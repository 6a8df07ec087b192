// A plan of a block: sequences of so many literals and then a match. A literal's value is not kept here: it is read
// from the block when it is written.

import { MAX_MATCH, MIN_MATCH } from './deflate-tables'
import { countMatch, uncountLiteral } from './symbol-counts'
import { reserve } from './work-memory'

// u32 literals, u32 distance << 16 | length; a length of 0 ends the plan
export const SEQUENCE_BYTES: usize = 8

let current: usize = 0
let spare: usize = 0
let kept: usize = 0

let writeAt: usize = 0
let literalsFrom: usize = 0
let matches: u32 = 0

/** Three plans for blocks of at most `blockBytes`: a match covers 3 bytes at the end of a block, else 4 or more. */
export function layOutSequences(blockBytes: usize): void {
  const length = (blockBytes / (MIN_MATCH + 1) + 8) * SEQUENCE_BYTES
  current = reserve(length)
  spare = reserve(length)
  kept = reserve(length)
}

/** The plan in hand. */
// @ts-ignore: decorator
@inline
export function currentSequences(): usize {
  return current
}

// @ts-ignore: decorator
@inline
export function matchCount(): u32 {
  return matches
}

/** Lays the plan in hand aside for a second attempt; the same call brings it back. */
export function exchangeSpareSequences(): void {
  const other = spare
  spare = current
  current = other
}

/** As `exchangeSpareSequences`, one level higher: for a plan of the same rows filtered in another way. */
export function exchangeKeptSequences(): void {
  const other = kept
  kept = current
  current = other
}

/** For a plan that was brought back. */
export function setMatchCount(count: u32): void {
  matches = count
}

/** Begins a plan; the block starts at `at`. */
export function startSequences(at: usize): void {
  writeAt = current
  literalsFrom = at
  matches = 0
}

/**
 * Adds a match of any length, in pieces of at most 258, and moves its counts from literals to match symbols. Gives
 * the end of what was taken: a last piece of three bytes is left to be literals.
 */
export function addMatch(from: usize, length: usize, distance: usize): usize {
  let at = from
  while (length >= MIN_MATCH) {
    const piece: usize = length < MAX_MATCH ? length : MAX_MATCH
    if (piece == MIN_MATCH && at > from) break
    append(at - literalsFrom, distance, piece)
    countMatch(piece, distance)
    matches++
    at += piece
    literalsFrom = at
    length -= piece
  }
  uncountLiterals(from, at, distance)
  return at
}

/** Ends the plan; what follows the last match up to `end` is literals. */
export function endSequences(end: usize): void {
  append(end - literalsFrom, 0, 0)
}

// @ts-ignore: decorator
@inline
function append(literals: usize, distance: usize, length: usize): void {
  store<u32>(writeAt, <u32>literals)
  store<u32>(writeAt, <u32>((distance << 16) | length), 4)
  writeAt += SEQUENCE_BYTES
}

// @ts-ignore: decorator
@inline
function uncountLiterals(from: usize, end: usize, distance: usize): void {
  if (distance == 1) {
    uncountLiteral(load<u8>(from), <u32>(end - from))
    return
  }
  for (let at = from; at < end; at++) uncountLiteral(load<u8>(at), 1)
}
