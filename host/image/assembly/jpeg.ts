// Baseline JPEG files (T.81, T.871), byte for byte what the IJG's library and its successors write with their default
// settings, written slice by slice of MCU rows, so that memory depends on the width only.

import { startBatches } from './jpeg-batch'
import { bytePosition, moveTo, startBits } from './bit-writer'
import { flushBits } from './jpeg-bits'
import { startPredictions } from './jpeg-codes'
import { MARKER_BYTES, writeEnd, writeHeaders } from './jpeg-markers'
import { buildQuantisers } from './jpeg-quantiser'
import {
  MCU_BLOCKS,
  MCU_SIDE,
  layOutPlanes,
  writeColourRows,
  writeGrayRows,
} from './jpeg-rows'
import { BLOCK_SIDE } from './jpeg-tables'
import { clearWork, growToFit, bufferedBytes, reserve } from './work-memory'

const SLICE_BYTES: usize = 262144
// Blocks are read and bits are stored up to eight bytes at a time.
const OVERRUN: usize = 64
// A block is at most 63 AC codes of 26 bits and a DC code of 22, and each byte may be stuffed.
const MAX_BLOCK_BYTES: usize = 2 * 208

let input: usize = 0
let output: usize = 0
let outputEnd: usize = 0
let sliceBound: usize = 0
let inputPitch: usize = 0
let rowsLeft: u32 = 0
let imageWidth: u32 = 0
let isColour: bool = false
let hasHeader: bool = false

/**
 * Begins a file. `pitch` is the distance of rows in the slices, `channels` 1 (gray) or 3 (RGB), `quality` 1 to 100.
 * Returns the number of rows of each slice but the last, or 0 if there is not enough memory.
 */
export function jpegBegin(width: u32, height: u32, pitch: u32, channels: u32, quality: u32): u32 {
  clearWork()
  imageWidth = width
  isColour = channels > 1
  rowsLeft = height
  inputPitch = pitch
  hasHeader = false
  const mcuRows = sliceMcuRows(width * channels, height)
  const rows = mcuRows * mcuRowHeight()
  layOutPlanes(width, isColour)
  input = reserve(rows * pitch + OVERRUN)
  sliceBound = mcuRows * mcuRowBound()
  const buffered = bufferedBytes(<u64>height * width * channels)
  output = reserve(MARKER_BYTES + sliceBound + buffered + OVERRUN)
  outputEnd = output + MARKER_BYTES + sliceBound + buffered
  if (!growToFit()) return 0
  buildQuantisers(quality)
  startPredictions()
  startBatches()
  startBits()
  jpegClear()
  return <u32>rows
}

/** Address at which the caller puts the pixels of a slice. */
export function jpegInput(): usize {
  return input
}

/** Address of the bytes that `jpegRows` wrote. */
export function jpegOutput(): usize {
  return output
}

/** True if the output has no room for another slice. */
export function jpegIsFull(): bool {
  return bytePosition() + sliceBound > outputEnd
}

/** Continues at the start of the output, after the caller has copied its bytes. */
export function jpegClear(): void {
  moveTo(output)
}

/** Encodes the next slice of `rows` rows. Returns the number of bytes in the output. */
export function jpegRows(rows: u32): u32 {
  if (!hasHeader) writeHeaders(imageWidth, rowsLeft, isColour)
  hasHeader = true
  const mcuRow = mcuRowHeight()
  for (let y: usize = 0; y < rows; y += mcuRow) {
    const pixels = input + y * inputPitch
    const count = min(<usize>rows - y, mcuRow)
    if (isColour) writeColourRows(pixels, inputPitch, count)
    else writeGrayRows(pixels, inputPitch, count)
  }
  rowsLeft -= rows
  if (rowsLeft == 0) {
    flushBits()
    writeEnd()
  }
  return <u32>(bytePosition() - output)
}

function mcuRowHeight(): usize {
  return isColour ? MCU_SIDE : BLOCK_SIDE
}

/** Maximum size of a coded row of MCUs. */
function mcuRowBound(): usize {
  const mcus = (<usize>imageWidth + mcuRowHeight() - 1) / mcuRowHeight()
  return mcus * (isColour ? MCU_BLOCKS : 1) * MAX_BLOCK_BYTES
}

function sliceMcuRows(rowBytes: usize, height: u32): usize {
  const mcuRow = mcuRowHeight()
  const inSlice = SLICE_BYTES / (rowBytes * mcuRow)
  const inImage = (<usize>height + mcuRow - 1) / mcuRow
  return min(max(inSlice, 1), inImage)
}
