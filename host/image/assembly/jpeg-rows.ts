// Rows of MCUs: eight rows of gray pixels, or sixteen of RGB with chroma halved both ways. Edges are completed as the
// IJG's library does it: the last column and the last row are repeated.

import { addChrominance, addDummyBlock, addLuminance, finishBatch } from './jpeg-batch'
import { convertRows } from './jpeg-colour'
import { BLOCK_SIDE } from './jpeg-tables'
import { reserve } from './work-memory'

/** Side of an RGB image's MCU, in pixels: 2x2 blocks of Y, one each of Cb and Cr. */
export const MCU_SIDE: usize = 16
export const MCU_BLOCKS: usize = 6

// Blocks are read in pairs.
const EDGE_PITCH: usize = 16
const EDGE_BLOCK: usize = memory.data(8 * 16, 16)

let width: usize = 0
let paddedWidth: usize = 0
let yPlane: usize = 0
// Rows as wide as those of Y: a block of Cb and one of Cr for each MCU.
let chromaPlane: usize = 0

/** Room for one row of MCUs, in an RGB image. */
export function layOutPlanes(imageWidth: usize, isColour: bool): void {
  width = imageWidth
  if (!isColour) return
  paddedWidth = (imageWidth + MCU_SIDE - 1) & ~(MCU_SIDE - 1)
  yPlane = reserve(MCU_SIDE * paddedWidth)
  chromaPlane = reserve(BLOCK_SIDE * paddedWidth)
}

/** Writes `rows` (8, fewer in the last) rows of gray pixels. */
export function writeGrayRows(pixels: usize, pitch: usize, rows: usize): void {
  let x: usize = 0
  if (rows == BLOCK_SIDE) {
    for (; x + 2 * BLOCK_SIDE <= width; x += 2 * BLOCK_SIDE) addLuminance(pixels + x, pitch, 2)
  }
  for (; x < width; x += BLOCK_SIDE) {
    completeBlock(pixels + x, pitch, min(width - x, BLOCK_SIDE), rows)
    addLuminance(EDGE_BLOCK, EDGE_PITCH, 1)
  }
  finishBatch()
}

/** Writes `rows` (16, fewer in the last) rows of RGB pixels. */
export function writeColourRows(pixels: usize, pitch: usize, rows: usize): void {
  fillPlanes(pixels, pitch, rows)
  const hasLowerBlocks = rows > BLOCK_SIDE
  for (let x: usize = 0; x < paddedWidth; x += MCU_SIDE) {
    const hasRightBlocks = x + BLOCK_SIDE < width
    writeBlockPair(yPlane + x, hasRightBlocks)
    if (hasLowerBlocks) {
      writeBlockPair(yPlane + BLOCK_SIDE * paddedWidth + x, hasRightBlocks)
    } else {
      addDummyBlock()
      addDummyBlock()
    }
    addChrominance(chromaPlane + x, paddedWidth)
  }
  finishBatch()
}

// @ts-ignore: decorator
@inline
function writeBlockPair(y: usize, hasRightBlock: bool): void {
  addLuminance(y, paddedWidth, hasRightBlock ? 2 : 1)
  if (!hasRightBlock) addDummyBlock()
}

function completeBlock(pixels: usize, pitch: usize, columns: usize, rows: usize): void {
  for (let y: usize = 0; y < BLOCK_SIDE; y++) {
    const row = pixels + min(y, rows - 1) * pitch
    for (let x: usize = 0; x < BLOCK_SIDE; x++) {
      store<u8>(EDGE_BLOCK + y * EDGE_PITCH + x, load<u8>(row + min(x, columns - 1)))
    }
  }
}

/** Below the image the last row of Y and, once halved, the last one of Cb and Cr are repeated. */
function fillPlanes(pixels: usize, pitch: usize, rows: usize): void {
  for (let row: usize = 0; row < MCU_SIDE; row += 2) {
    const y = yPlane + row * paddedWidth
    const chroma = chromaPlane + (row >> 1) * paddedWidth
    if (row < rows) {
      const upper = pixels + row * pitch
      const lower = pixels + min(row + 1, rows - 1) * pitch
      convertRows(upper, lower, width, y, y + paddedWidth, chroma)
    } else {
      memory.copy(y, y - paddedWidth, paddedWidth)
      memory.copy(y + paddedWidth, y - paddedWidth, paddedWidth)
      memory.copy(chroma, chroma - paddedWidth, paddedWidth)
    }
  }
}
