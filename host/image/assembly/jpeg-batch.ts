// Blocks are transformed, coded and packed in batches: the branches of coding are hard to predict, and each wrong
// prediction would delay the transform of the next block.

import { BLOCK_BYTES } from './coefficients'
import { transformPair } from './dct'
import { packCodes } from './jpeg-bits'
import { codeBlock, codeDummy, endCodes, firstCode, startCodes } from './jpeg-codes'
import { CHROMINANCE, LUMINANCE, quantiserAt } from './jpeg-quantiser'
import { setU8At, u8At } from './table'

const BATCH: usize = 32
const Y: u32 = 0
const CB: u32 = 1
const CR: u32 = 2
const DUMMY: u32 = 255

const BLOCKS: usize = memory.data(32 * 144, 16)
const COMPONENTS: usize = memory.data(32, 16)

let waiting: usize = 0

/** Begins a scan. */
export function startBatches(): void {
  waiting = 0
}

/** Adds `count` (1 or 2) neighbouring blocks of luminance at `samples`, of 8x8 samples each. Reads both. */
export function addLuminance(samples: usize, pitch: usize, count: usize): void {
  transformPair(samples, pitch, quantiserAt(LUMINANCE), nextBlocks())
  append(Y)
  if (count > 1) append(Y)
}

/** Adds a block of Cb and the neighbouring one of Cr at `samples`. */
export function addChrominance(samples: usize, pitch: usize): void {
  transformPair(samples, pitch, quantiserAt(CHROMINANCE), nextBlocks())
  append(CB)
  append(CR)
}

/** Adds a luminance block beyond the image, which completes the last MCU: the same DC as the block before, no AC. */
export function addDummyBlock(): void {
  nextBlocks()
  append(DUMMY)
}

/** Codes and packs the blocks of the batch. */
export function finishBatch(): void {
  startCodes()
  for (let i: usize = 0; i < waiting; i++) {
    const component = u8At(COMPONENTS, i)
    if (component == DUMMY) codeDummy()
    else codeBlock(BLOCKS + i * BLOCK_BYTES, component)
  }
  packCodes(firstCode(), endCodes())
  waiting = 0
}

/** Address of the next two blocks. */
// @ts-ignore: decorator
@inline
function nextBlocks(): usize {
  if (waiting + 2 > BATCH) finishBatch()
  return BLOCKS + waiting * BLOCK_BYTES
}

// @ts-ignore: decorator
@inline
function append(component: u32): void {
  setU8At(COMPONENTS, waiting, component)
  waiting++
}
