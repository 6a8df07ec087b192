// Flat blocks (drawings, text, empty margins) take few symbols, so that the tables of their Huffman codes weigh much.
// They are kept pending, to be written together as one block of deflate.

import { writeBlock } from './block-writer'
import { ONE_BIT_LOG2 } from './log2'
import { appendSequences, exchangePendingSequences, holdSequences, matchCount, setMatchCount } from './sequences'
import { countedCost, learnFromCounts } from './symbol-costs'
import {
  COUNTS_BYTES,
  addCounts,
  countedDistances,
  countedLiteralsAndLengths,
  restoreCounts,
  saveCounts,
  usedSymbols,
} from './symbol-counts'

// As many symbols as a block of zlib holds.
const MAX_SYMBOLS: u32 = 16384
// Estimated size of a table: its own code, and four bits for the length of each code in it.
const TABLE_BITS: u32 = 80
const BITS_PER_CODE: u32 = 4
// A length, a distance and their extra bits are at most 46 bits.
const MAX_SYMBOL_BYTES: usize = 6
const TABLE_BYTES: usize = 512

const PENDING_COUNTS: usize = memory.data(COUNTS_BYTES, 16)
const CURRENT_COUNTS: usize = memory.data(COUNTS_BYTES, 16)

let pendingStart: usize = 0
let pendingLength: usize = 0
let pendingMatches: u32 = 0
let pendingSymbols: u32 = 0
let pendingCost: u32 = 0

/** Begins a stream. */
export function startPending(): void {
  pendingLength = 0
}

// @ts-ignore: decorator
@inline
export function isPending(): bool {
  return pendingLength > 0
}

/** Maximum size of the pending blocks when written. */
export function pendingBound(): usize {
  return <usize>MAX_SYMBOLS * MAX_SYMBOL_BYTES + TABLE_BYTES
}

/** Writes the block [start, start + length) with the current plan, or keeps it pending. `isLast`: the last of the stream. */
export function putBlock(start: usize, length: usize, isLast: bool): void {
  const symbols = countedLiteralsAndLengths() + countedDistances()
  if (symbols > MAX_SYMBOLS) {
    writePending(false)
    writeBlock(start, length, isLast)
    return
  }
  if (!joinPending(length, symbols)) {
    writePending(false)
    beginPending(start, length, symbols)
  }
  learnFromCounts(matchCount())
  if (isLast) writePending(true)
}

/** Writes the pending blocks. The current plan is kept. */
export function writePending(isLast: bool): void {
  if (pendingLength == 0) return
  const matches = matchCount()
  saveCounts(CURRENT_COUNTS)
  restoreCounts(PENDING_COUNTS)
  setMatchCount(pendingMatches)
  exchangePendingSequences()
  writeBlock(pendingStart, pendingLength, isLast)
  exchangePendingSequences()
  restoreCounts(CURRENT_COUNTS)
  setMatchCount(matches)
  pendingLength = 0
}

/** Returns false if no block is pending, or if the two cost less with tables of their own. */
function joinPending(length: usize, symbols: u32): bool {
  if (pendingLength == 0 || pendingSymbols + symbols > MAX_SYMBOLS) return false
  const apart = pendingCost + costWithTable()
  saveCounts(CURRENT_COUNTS)
  addCounts(PENDING_COUNTS)
  const together = costWithTable()
  if (together > apart) {
    restoreCounts(CURRENT_COUNTS)
    return false
  }
  saveCounts(PENDING_COUNTS)
  restoreCounts(CURRENT_COUNTS)
  appendSequences()
  pendingLength += length
  pendingMatches += matchCount()
  pendingSymbols += symbols
  pendingCost = together
  return true
}

function beginPending(start: usize, length: usize, symbols: u32): void {
  pendingStart = start
  pendingLength = length
  pendingMatches = matchCount()
  pendingSymbols = symbols
  pendingCost = costWithTable()
  saveCounts(PENDING_COUNTS)
  holdSequences()
}

function costWithTable(): u32 {
  return countedCost() + ((TABLE_BITS + BITS_PER_CODE * usedSymbols()) << ONE_BIT_LOG2)
}
