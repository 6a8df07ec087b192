// Huffman coding of quantised blocks (T.81, F.1.2) with the tables of K.3.

import { coefficientAt, transformBlock } from './dct'
import {
  DRAINED_BITS,
  bytePosition,
  drain,
  pendingBitCount,
  pendingBits,
  resumeBits,
} from './jpeg-bits'
import { quantiserAt } from './jpeg-quantiser'
import {
  CHROMINANCE_AC,
  CHROMINANCE_DC,
  CODE_LENGTHS,
  LUMINANCE_AC,
  LUMINANCE_DC,
} from './jpeg-tables'
import { setU32At, u32At, u8At } from './table'

// Run of zeros << 4 | magnitude category (F.1.2.2.1).
const END_OF_BLOCK: u32 = 0x00
const SIXTEEN_ZEROS: u32 = 0xf0
const LONGEST_RUN: u32 = 15
const CATEGORY_BITS: u32 = 4

const DC_BIT: u64 = 1
const LAST_PLACE: u64 = 63

/** 63 AC codes of 26 bits and a DC code of 20, and each byte may be stuffed. */
export const MAX_BLOCK_BYTES: usize = 2 * 208

// Codes, entry = code << 8 | its length: 16 DC categories, then 256 AC symbols; luminance, then chrominance.
const AC_AT: usize = 16 * 4
const CODES_BYTES: usize = (16 + 256) * 4
const CODES: usize = memory.data(2 * <i32>CODES_BYTES, 16)

buildCodes(LUMINANCE_DC, CODES)
buildCodes(LUMINANCE_AC, CODES + AC_AT)
buildCodes(CHROMINANCE_DC, CODES + CODES_BYTES)
buildCodes(CHROMINANCE_AC, CODES + CODES_BYTES + AC_AT)

/**
 * Writes the 8x8 samples at `samples`; `prediction` is the DC of the component's block before. Gives this block's DC.
 * One long function: position and pending bits must stay in registers.
 */
export function writeBlock(samples: usize, pitch: usize, component: usize, prediction: i32): i32 {
  let places = transformBlock(samples, pitch, quantiserAt(component)) & ~DC_BIT
  const dcCodes = CODES + component * CODES_BYTES
  const acCodes = dcCodes + AC_AT
  let output = bytePosition()
  let bits = pendingBits()
  let count = pendingBitCount()

  const dc = coefficientAt(0)
  const difference = dc - prediction
  const dcCategory = categoryOf(difference)
  const dcCode = u32At(dcCodes, dcCategory)
  bits = (bits << (dcCategory + codeLength(dcCode))) | withValue(dcCode, difference, dcCategory)
  count += dcCategory + codeLength(dcCode)
  if (count >= DRAINED_BITS) {
    output = drain(output, bits, count)
    count -= DRAINED_BITS
  }

  let lastPlace: u64 = 0
  while (places != 0) {
    const place = ctz(places)
    places &= places - 1
    let run = <u32>(place - lastPlace) - 1
    lastPlace = place
    while (run > LONGEST_RUN) {
      const code = u32At(acCodes, SIXTEEN_ZEROS)
      bits = (bits << codeLength(code)) | codeBits(code)
      count += codeLength(code)
      run -= LONGEST_RUN + 1
      if (count >= DRAINED_BITS) {
        output = drain(output, bits, count)
        count -= DRAINED_BITS
      }
    }
    const value = coefficientAt(<usize>place)
    const category = categoryOf(value)
    const code = u32At(acCodes, (run << CATEGORY_BITS) | category)
    bits = (bits << (category + codeLength(code))) | withValue(code, value, category)
    count += category + codeLength(code)
    if (count >= DRAINED_BITS) {
      output = drain(output, bits, count)
      count -= DRAINED_BITS
    }
  }

  if (lastPlace != LAST_PLACE) {
    const code = u32At(acCodes, END_OF_BLOCK)
    bits = (bits << codeLength(code)) | codeBits(code)
    count += codeLength(code)
    if (count >= DRAINED_BITS) {
      output = drain(output, bits, count)
      count -= DRAINED_BITS
    }
  }
  resumeBits(output, bits, count)
  return dc
}

/** A luminance block beyond the image, which completes the last MCU: the same DC as the block before, no AC. */
export function writeDummyBlock(): void {
  const dcCode = u32At(CODES, 0)
  const acCode = u32At(CODES + AC_AT, END_OF_BLOCK)
  let bits = (pendingBits() << codeLength(dcCode)) | codeBits(dcCode)
  bits = (bits << codeLength(acCode)) | codeBits(acCode)
  let count = pendingBitCount() + codeLength(dcCode) + codeLength(acCode)
  let output = bytePosition()
  if (count >= DRAINED_BITS) {
    output = drain(output, bits, count)
    count -= DRAINED_BITS
  }
  resumeBits(output, bits, count)
}

// @ts-ignore: decorator
@inline
function codeLength(entry: u32): u64 {
  return entry & 0xff
}

// @ts-ignore: decorator
@inline
function codeBits(entry: u32): u64 {
  return entry >> 8
}

/** How many bits a value takes (F.1.2.1.2). */
// @ts-ignore: decorator
@inline
function categoryOf(value: i32): u32 {
  return 32 - clz<u32>(abs(value))
}

/** The code, followed by the value's bits; a negative one is sent as value - 1. */
// @ts-ignore: decorator
@inline
function withValue(code: u32, value: i32, category: u32): u64 {
  const sent = (value + (value >> 31)) & ((1 << category) - 1)
  return <u64>(((code >> 8) << category) | <u32>sent)
}

/** C.2: codes of one length count up, and a longer length goes on at twice that. */
function buildCodes(specification: usize, codes: usize): void {
  let symbolAt = specification + CODE_LENGTHS
  let code: u32 = 0
  for (let length: usize = 1; length <= CODE_LENGTHS; length++) {
    for (let left = u8At(specification, length - 1); left > 0; left--) {
      setU32At(codes, u8At(symbolAt++, 0), (code << 8) | <u32>length)
      code++
    }
    code <<= 1
  }
}
