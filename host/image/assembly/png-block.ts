// The buffer that collects filtered rows for a deflate block, with the window that matches may reach back to before
// it.

import { WINDOW } from './deflate-tables'
import { reserve } from './work-memory'

/**
 * A block ends with the row that fills these bytes. Smaller blocks pay more for their Huffman codes, larger ones fit
 * the image's parts less well.
 */
export const BLOCK_BYTES: usize = 65536

/** fflate's streaming inflater, which many JavaScript programs use, loses bytes after 131072 literals without a match. */
export const MAX_BLOCK_BYTES: usize = 131071

/** Maximum size of the blocks that are pending before they are written. */
const PENDING_BYTES: usize = 524288

// Planning reads past the end of a block, up to here.
const LOOK_AHEAD: usize = 64

let base: usize = 0
let start: usize = 0
let length: usize = 0
let history: usize = 0

export function layOutBlock(rowBytes: usize): void {
  base = reserve(WINDOW + PENDING_BYTES + BLOCK_BYTES + rowBytes + LOOK_AHEAD) + WINDOW
}

/** Begins an image: no row, nothing before it. */
export function startBlocks(): void {
  start = base
  length = 0
  history = base
}

// @ts-ignore: decorator
@inline
export function blockStart(): usize {
  return start
}

// @ts-ignore: decorator
@inline
export function blockLength(): usize {
  return length
}

/** The first byte that a match may reach back to. */
// @ts-ignore: decorator
@inline
export function historyStart(): usize {
  return history
}

// @ts-ignore: decorator
@inline
export function isBlockFull(): bool {
  return length >= BLOCK_BYTES
}

/** Appends a row to the block and returns its address. */
// @ts-ignore: decorator
@inline
export function appendRow(rowBytes: usize): usize {
  const at = start + length
  length += rowBytes
  return at
}

/** Clears the bytes after the block: planning reads them, and must not depend on earlier images. */
export function sealBlock(): void {
  memory.fill(start + length, 0, LOOK_AHEAD)
}

/** True if the next block has room after this one, which may thus stay pending. */
export function hasRoomAfter(): bool {
  return start + length - base <= PENDING_BYTES
}

/** Begins the next block after this one. */
export function startAfter(): void {
  start += length
  length = 0
}

/** Begins the next block at the start of the buffer; the last 32 KiB are kept as history. Only after a full block. */
export function startOver(): void {
  history = base - WINDOW
  memory.copy(history, start + length - WINDOW, WINDOW)
  start = base
  length = 0
}
