// A plan of a block: sequences of a number of literals and then a match. A literal's value is not kept here: it is read
// from the block when it is written.

import { MAX_MATCH, MIN_MATCH } from './deflate-tables'
import { isGray } from './repeats'
import { clearLiterals, countLiteral, countMatch, uncountLiteral } from './symbol-counts'
import { reserve } from './work-memory'

// u32 literals, u32 distance << 16 | length; a length of 0 ends the plan
export const SEQUENCE_BYTES: usize = 8

let current: usize = 0
let spare: usize = 0
let kept: usize = 0
let pending: usize = 0
let pendingEnd: usize = 0

let writeAt: usize = 0
let literalsFrom: usize = 0
let matches: u32 = 0

/**
 * Four plans for blocks of at most `blockBytes`. Of gray images a match covers 3 bytes at the end of a block, else 4 or
 * more.
 */
export function layOutSequences(blockBytes: usize): void {
  const least: usize = isGray() ? MIN_MATCH + 1 : MIN_MATCH
  const length = (blockBytes / least + 8) * SEQUENCE_BYTES
  current = reserve(length)
  spare = reserve(length)
  kept = reserve(length)
  pending = reserve(length)
}

/** The current plan. */
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

/** Swaps the current plan with a spare one, for a second attempt. */
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

/** Stores the current plan as that of the pending blocks. */
export function holdSequences(): void {
  pendingEnd = lastSequence(current)
  exchangePendingSequences()
}

/** Swaps the current plan with that of the pending blocks. */
export function exchangePendingSequences(): void {
  const other = pending
  pending = current
  current = other
}

/** Appends the current plan to that of the pending blocks. */
export function appendSequences(): void {
  const last = lastSequence(current)
  store<u32>(current, load<u32>(current) + load<u32>(pendingEnd))
  memory.copy(pendingEnd, current, last + SEQUENCE_BYTES - current)
  pendingEnd += last - current
}

/** The one without a match. */
function lastSequence(from: usize): usize {
  while (load<u32>(from, 4) != 0) from += SEQUENCE_BYTES
  return from
}

/** Sets the number of matches of a plan that was restored. */
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
 * Adds a match of any length, in pieces of at most 258, and counts it. Returns the end of the last piece: a last
 * piece of three bytes stays literals.
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
  return at
}

/** Ends the plan; what follows the last match up to `end` is literals. */
export function endSequences(end: usize): void {
  append(end - literalsFrom, 0, 0)
}

/** Counts the literals of the current plan of the block at `start`. */
export function countPlannedLiterals(start: usize): void {
  clearLiterals()
  let at = start
  for (let sequence = current; ; sequence += SEQUENCE_BYTES) {
    const end = at + load<u32>(sequence)
    for (; at < end; at++) countLiteral(load<u8>(at))
    const length = load<u16>(sequence, 4)
    if (length == 0) return
    at += length
  }
}

/** The same if all bytes of the block are counted as literals: subtracts those that matches cover. */
export function uncountMatchedLiterals(start: usize): void {
  let at = start
  for (let sequence = current; ; sequence += SEQUENCE_BYTES) {
    at += load<u32>(sequence)
    const match = load<u32>(sequence, 4)
    if (match == 0) return
    const end = at + (match & 0xffff)
    uncountLiterals(at, end, match >> 16)
    at = end
  }
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
