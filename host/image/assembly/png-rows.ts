// Converts pixel rows into filtered rows: the number of the filter, then the row in PNG's byte order.

import { appendRow, blockStart } from './png-block'
import {
  LINE_MARGIN,
  bestFilter,
  filterRow,
  filteredLine,
  layOutFilters,
  reserveLine,
} from './png-filters'

const FILTER_BYTES: usize = 1
const FILTER_NONE: u32 = 0

let rowBytes: usize = 0
let isWide: bool = false
let line: usize = 0
let previousLine: usize = 0

/** `sampleBytes` is 1 or 2. */
export function layOutRows(width: usize, channels: usize, sampleBytes: usize): void {
  const pixelBytes = channels * sampleBytes
  rowBytes = width * pixelBytes
  isWide = sampleBytes == 2
  line = reserveLine(rowBytes)
  previousLine = reserveLine(rowBytes)
  layOutFilters(rowBytes, pixelBytes)
}

/** Begins an image: the row above the first counts as zeros (RFC 2083, 6.4). */
export function startRows(): void {
  memory.fill(line - LINE_MARGIN, 0, LINE_MARGIN)
  memory.fill(previousLine - LINE_MARGIN, 0, LINE_MARGIN + rowBytes)
}

// @ts-ignore: decorator
@inline
export function filteredRowBytes(): usize {
  return FILTER_BYTES + rowBytes
}

/** Adds a row of pixels to the block under its best filter. */
export function addFilteredRow(source: usize): void {
  copyInPngOrder(line, source)
  filterRow(line, previousLine, rowBytes)
  const filter = bestFilter()
  const at = appendRow(filteredRowBytes())
  store<u8>(at, <u8>filter)
  memory.copy(at + FILTER_BYTES, filteredLine(filter, line), rowBytes)
  const other = previousLine
  previousLine = line
  line = other
}

/** Rewrites the rows of the block without filters; the pixels of the first one are at `source`. */
export function unfilterBlock(source: usize, pitch: usize, length: usize): void {
  const end = blockStart() + length
  for (let at = blockStart(); at < end; at += filteredRowBytes()) {
    store<u8>(at, <u8>FILTER_NONE)
    copyInPngOrder(at + FILTER_BYTES, source)
    source += pitch
  }
}

// @ts-ignore: decorator
@inline
function copyInPngOrder(to: usize, source: usize): void {
  if (isWide) copySwapped(to, source)
  else memory.copy(to, source, rowBytes)
}

/** PNG integers are big-endian (RFC 2083, 2.1). Two shifts: V8 would rebuild a byte shuffle's mask on every use. */
function copySwapped(to: usize, source: usize): void {
  let i: usize = 0
  for (; i + 16 <= rowBytes; i += 16) {
    const samples = v128.load(source + i)
    v128.store(to + i, v128.or(i16x8.shl(samples, 8), i16x8.shr_u(samples, 8)))
  }
  for (; i < rowBytes; i += 2) store<u16>(to + i, bswap<u16>(load<u16>(source + i)))
}
