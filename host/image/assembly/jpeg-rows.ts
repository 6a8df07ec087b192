// Rows of MCUs: eight rows of gray pixels, or sixteen of RGB with chroma halved both ways. Edges are completed as the
// IJG's library does it: the last column and the last row are repeated.

import { convertRows } from './jpeg-colour'
import { addBlock, addDummyBlock, finishBatch } from './jpeg-batch'
import { CHROMINANCE, LUMINANCE } from './jpeg-quantiser'
import { BLOCK_SIDE } from './jpeg-tables'
import { reserve } from './work-memory'

/** Side of an RGB image's MCU, in pixels: 2x2 blocks of Y, one each of Cb and Cr. */
export const MCU_SIDE: usize = 16
export const MCU_BLOCKS: usize = 6

const Y: u32 = 0
const CB: u32 = 1
const CR: u32 = 2

const EDGE_BLOCK: usize = memory.data(64, 16)

let width: usize = 0
let paddedWidth: usize = 0
let yPlane: usize = 0
let cbPlane: usize = 0
let crPlane: usize = 0

/** Room for one row of MCUs, in an RGB image. */
export function layOutPlanes(imageWidth: usize, isColour: bool): void {
  width = imageWidth
  if (!isColour) return
  paddedWidth = (imageWidth + MCU_SIDE - 1) & ~(MCU_SIDE - 1)
  yPlane = reserve(MCU_SIDE * paddedWidth)
  cbPlane = reserve(BLOCK_SIDE * (paddedWidth >> 1))
  crPlane = reserve(BLOCK_SIDE * (paddedWidth >> 1))
}

/** Writes `rows` (8, fewer in the last) rows of gray pixels. */
export function writeGrayRows(pixels: usize, pitch: usize, rows: usize): void {
  let x: usize = 0
  if (rows == BLOCK_SIDE) {
    for (; x + BLOCK_SIDE <= width; x += BLOCK_SIDE) writeY(pixels + x, pitch)
  }
  for (; x < width; x += BLOCK_SIDE) {
    completeBlock(pixels + x, pitch, min(width - x, BLOCK_SIDE), rows)
    writeY(EDGE_BLOCK, BLOCK_SIDE)
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
    const chroma = x >> 1
    const chromaPitch = paddedWidth >> 1
    addBlock(cbPlane + chroma, chromaPitch, CB, CHROMINANCE)
    addBlock(crPlane + chroma, chromaPitch, CR, CHROMINANCE)
  }
  finishBatch()
}

// @ts-ignore: decorator
@inline
function writeBlockPair(y: usize, hasRightBlock: bool): void {
  writeY(y, paddedWidth)
  if (hasRightBlock) writeY(y + BLOCK_SIDE, paddedWidth)
  else addDummyBlock()
}

// @ts-ignore: decorator
@inline
function writeY(samples: usize, pitch: usize): void {
  addBlock(samples, pitch, Y, LUMINANCE)
}

function completeBlock(pixels: usize, pitch: usize, columns: usize, rows: usize): void {
  for (let y: usize = 0; y < BLOCK_SIDE; y++) {
    const row = pixels + min(y, rows - 1) * pitch
    for (let x: usize = 0; x < BLOCK_SIDE; x++) {
      store<u8>(EDGE_BLOCK + y * BLOCK_SIDE + x, load<u8>(row + min(x, columns - 1)))
    }
  }
}

/** Below the image the last row of Y and, once halved, the last one of Cb and Cr are repeated. */
function fillPlanes(pixels: usize, pitch: usize, rows: usize): void {
  const chromaPitch = paddedWidth >> 1
  for (let row: usize = 0; row < MCU_SIDE; row += 2) {
    const y = yPlane + row * paddedWidth
    const cb = cbPlane + (row >> 1) * chromaPitch
    const cr = crPlane + (row >> 1) * chromaPitch
    if (row < rows) {
      const upper = pixels + row * pitch
      const lower = pixels + min(row + 1, rows - 1) * pitch
      convertRows(upper, lower, width, y, y + paddedWidth, cb, cr)
    } else {
      memory.copy(y, y - paddedWidth, paddedWidth)
      memory.copy(y + paddedWidth, y - paddedWidth, paddedWidth)
      memory.copy(cb, cb - chromaPitch, chromaPitch)
      memory.copy(cr, cr - chromaPitch, chromaPitch)
    }
  }
}
