// Blocks on their way into the file. They are transformed a batch at a time, then coded, then packed: the branches of
// coding are hard to predict, and each wrong guess would keep the next block's transform waiting.

import { BLOCK_BYTES } from './coefficients'
import { transformBlock } from './dct'
import { packCodes } from './jpeg-bits'
import { codeBlock, codeDummy, endCodes, firstCode, startCodes } from './jpeg-codes'
import { quantiserAt } from './jpeg-quantiser'
import { setU8At, u8At } from './table'

const BATCH: usize = 32
const DUMMY: u32 = 255

const BLOCKS: usize = memory.data(32 * 128, 16)
const COMPONENTS: usize = memory.data(32, 16)

let waiting: usize = 0

/** Begins a scan. */
export function startBatches(): void {
  waiting = 0
}

/** Adds the 8x8 samples at `samples` as the next block of a component. */
export function addBlock(samples: usize, pitch: usize, component: u32, quantiser: usize): void {
  transformBlock(samples, pitch, quantiserAt(quantiser), BLOCKS + waiting * BLOCK_BYTES)
  append(component)
}

/** A luminance block beyond the image, which completes the last MCU: the same DC as the block before, no AC. */
export function addDummyBlock(): void {
  append(DUMMY)
}

/** Codes and packs what waits. */
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

// @ts-ignore: decorator
@inline
function append(component: u32): void {
  setU8At(COMPONENTS, waiting, component)
  waiting++
  if (waiting == BATCH) finishBatch()
}
