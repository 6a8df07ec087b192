// PNG files (RFC 2083), written slice by slice of rows, so that memory depends on the width only.
//
// A slice is whole deflate blocks and becomes one IDAT chunk. State that spans slices (pending bits, the window, the costs
// learned so far) lives in the globals of the modules that own it.

import { bytePosition, moveTo } from './bit-writer'
import { BLOCK_BYTES, isBlockFull } from './png-block'
import {
  CHUNK_BYTES,
  FRAME_BYTES,
  endChunk,
  endImageData,
  startImageData,
  writeImageEnd,
  writeImageHeader,
  writeSignature,
} from './png-chunks'
import {
  compressBlock,
  compressedBound,
  layOutCompressor,
  startCompressor,
  writeZlibHeader,
  writeZlibTrailer,
} from './png-compressor'
import { addFilteredRow, filteredRowBytes, layOutRows, startRows } from './png-rows'
import { clearWork, growToFit, bufferedBytes, reserve } from './work-memory'

const SLICE_BYTES: usize = 262144
// The bit writer stores eight bytes at a time.
const OVERRUN: usize = 64

let input: usize = 0
let output: usize = 0
let outputEnd: usize = 0
let sliceBound: usize = 0
let inputPitch: usize = 0
let rowsLeft: u32 = 0
let hasHeader: bool = false

let imageWidth: u32 = 0
let imageChannels: u32 = 0
let imageSampleBytes: u32 = 0

/**
 * Begins a file. `pitch` is the distance of rows in the slices, `channels` 1, 3 or 4, `sampleBytes` 1 or 2. Returns
 * the number of rows of each slice but the last, or 0 if there is not enough memory.
 */
export function pngBegin(
  width: u32,
  height: u32,
  pitch: u32,
  channels: u32,
  sampleBytes: u32,
  effort: u32,
): u32 {
  clearWork()
  layOutRows(width, channels, sampleBytes)
  layOutCompressor(channels * sampleBytes, filteredRowBytes())
  const rows = min(sliceRows(), height)
  input = reserve(rows * pitch)
  sliceBound = CHUNK_BYTES + compressedBound(<usize>rows * filteredRowBytes())
  const buffered = bufferedBytes(<u64>height * filteredRowBytes())
  output = reserve(FRAME_BYTES + sliceBound + buffered + OVERRUN)
  outputEnd = output + FRAME_BYTES + sliceBound + buffered
  if (!growToFit()) return 0
  imageWidth = width
  imageChannels = channels
  imageSampleBytes = sampleBytes
  inputPitch = pitch
  rowsLeft = height
  hasHeader = false
  pngClear()
  startRows()
  startCompressor(effort, channels > 1 && sampleBytes == 1)
  return rows
}

/** Address at which the caller puts the pixels of a slice. */
export function pngInput(): usize {
  return input
}

/** Address of the bytes that `pngRows` wrote. */
export function pngOutput(): usize {
  return output
}

/** True if the output has no room for another slice. */
export function pngIsFull(): bool {
  return bytePosition() + sliceBound > outputEnd
}

/** Continues at the start of the output, after the caller has copied its bytes. */
export function pngClear(): void {
  moveTo(output)
}

/** Encodes the next slice of `rows` rows. Returns the number of bytes in the output. */
export function pngRows(rows: u32): u32 {
  const isFirst = !hasHeader
  if (isFirst) writeHeader()
  startImageData()
  if (isFirst) writeZlibHeader()
  encodeRows(rows)
  if (rowsLeft > 0) {
    endImageData()
  } else {
    writeZlibTrailer()
    endChunk()
    writeImageEnd()
  }
  return <u32>(bytePosition() - output)
}

function writeHeader(): void {
  hasHeader = true
  writeSignature()
  writeImageHeader(imageWidth, rowsLeft, imageChannels, imageSampleBytes)
}

function encodeRows(rows: u32): void {
  let row = input
  let blockSource = row
  for (; rows > 0; rows--) {
    addFilteredRow(row)
    rowsLeft--
    if (isBlockFull() || rowsLeft == 0) {
      compressBlock(blockSource, inputPitch, rowsLeft == 0)
      blockSource = row + inputPitch
    }
    row += inputPitch
  }
}

/** Rows of the whole blocks whose size is nearest to that of a slice. */
function sliceRows(): u32 {
  const rowBytes = filteredRowBytes()
  const blockRows = (BLOCK_BYTES + rowBytes - 1) / rowBytes
  const blockBytes = blockRows * rowBytes
  const blocks = max((SLICE_BYTES + blockBytes / 2) / blockBytes, 1)
  return <u32>(blocks * blockRows)
}
