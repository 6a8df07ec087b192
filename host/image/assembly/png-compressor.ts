// Filtered rows into a zlib stream (RFC 1950), block by block.

import { adler32 } from './adler32'
import { alignToByte, putBigEndian32, putU16, startBits } from './bit-writer'
import { finishPlan, planBlock, startPlans } from './block-plan'
import { blockBound } from './block-writer'
import {
  isPlannedBothWays,
  layOutTrial,
  planBothWays,
  skipTrial,
  startTrials,
} from './filter-trial'
import {
  BLOCK_BYTES,
  MAX_BLOCK_BYTES,
  blockLength,
  blockStart,
  historyStart,
  layOutBlock,
  startAfter,
  hasRoomAfter,
  sealBlock,
  startBlocks,
  startOver,
} from './png-block'
import { isPending, pendingBound, putBlock, startPending, writePending } from './pending-block'
import { setRepeatDistances } from './repeats'
import { layOutSequences } from './sequences'

// Efforts below these plan runs only. Matches, and colour without filters, if they have paid lately:
const EFFORT_BALANCED: u32 = 1
// Everything is tried on every block:
const EFFORT_SMALL: u32 = 2

// Deflate with a window of 32 KiB, fastest algorithm (RFC 1950, 2.2): bytes 78 01.
const ZLIB_HEADER: u32 = 0x0178
const FIRST_ADLER: u32 = 1
const WRAPPER_BYTES: usize = 6

let adler: u32 = FIRST_ADLER

export function layOutCompressor(pixelBytes: usize, rowBytes: usize): void {
  setRepeatDistances(pixelBytes, rowBytes)
  layOutBlock(rowBytes)
  layOutSequences(MAX_BLOCK_BYTES)
  layOutTrial()
}

/** Begins a stream. `mayBeUnfiltered`: the image is of a kind that often compresses better without filters. */
export function startCompressor(effort: u32, mayBeUnfiltered: bool): void {
  const isSmall = effort >= EFFORT_SMALL
  startBlocks()
  startPlans(effort >= EFFORT_BALANCED, isSmall)
  startTrials(isSmall || (mayBeUnfiltered && effort == EFFORT_BALANCED), isSmall)
  startPending()
  startBits()
  adler = FIRST_ADLER
}

export function writeZlibHeader(): void {
  putU16(ZLIB_HEADER)
}

export function writeZlibTrailer(): void {
  alignToByte()
  putBigEndian32(adler)
}

/** Maximum size of `length` filtered bytes when compressed, with the header and trailer of the stream. */
export function compressedBound(length: usize): usize {
  const blocks = length / BLOCK_BYTES + 1
  return blockBound(length) + blocks * blockBound(0) + pendingBound() + WRAPPER_BYTES
}

/** Writes the block that the rows were added to; its first row's pixels are at `source`. */
export function compressBlock(source: usize, pitch: usize, isLast: bool): void {
  sealBlock()
  if (blockLength() > MAX_BLOCK_BYTES) compressInPieces(isLast)
  else compressWhole(source, pitch, isLast)
  adler = adler32(adler, blockStart(), blockLength())
  if (!isLast) nextBlock()
}

function nextBlock(): void {
  if (isPending() && hasRoomAfter()) return startAfter()
  writePending(false)
  startOver()
}

function compressWhole(source: usize, pitch: usize, isLast: bool): void {
  if (isPlannedBothWays()) planBothWays(source, pitch)
  else {
    skipTrial()
    planBlock(historyStart(), blockStart(), blockLength())
  }
  putBlock(blockStart(), blockLength(), isLast)
  finishPlan(blockLength())
}

/** A row longer than a block may be. */
function compressInPieces(isLast: bool): void {
  const end = blockStart() + blockLength()
  for (let at = blockStart(); at < end; at += BLOCK_BYTES) {
    const piece = min(end - at, BLOCK_BYTES)
    planBlock(historyStart(), at, piece)
    putBlock(at, piece, isLast && at + piece == end)
    finishPlan(piece)
  }
}
