// Writes a plan: literals and matches as Huffman codes.

import { bytePosition, pendingBitCount, pendingBits, resumeBits } from './bit-writer'
import {
  END_OF_BLOCK,
  distanceBase,
  distanceExtraBits,
  distanceSymbol,
  entryExtraBits,
  entryExtraValue,
  entrySymbol,
  lengthEntry,
} from './deflate-tables'
import { SEQUENCE_BYTES, currentSequences } from './sequences'
import { u32At } from './table'

/** Code entries of `huffman.ts`, one a symbol. */
export const LITERAL_LENGTH_CODES: usize = memory.data(288 * 4, 16)
export const DISTANCE_CODES: usize = memory.data(32 * 4, 16)

/**
 * Writes the current plan of the block that starts at `start`, and the end of the block. One long function: position
 * and pending bits must stay in registers, since every literal passes here. A shift takes its count modulo 64, so the
 * low bits of an entry serve as the count without a mask.
 */
export function writeSequences(start: usize): void {
  let sequence = currentSequences()
  let at = start
  let output = bytePosition()
  let bits = pendingBits()
  let count = pendingBitCount()
  while (true) {
    let literals = <usize>load<u32>(sequence)
    const match = load<u32>(sequence, 4)
    sequence += SEQUENCE_BYTES
    for (; literals >= 4; literals -= 4) {
      // joined as a tree, which waits less for one another than a chain does
      const bytes = load<u32>(at)
      const entry0 = literalEntry(bytes & 0xff)
      const entry1 = literalEntry((bytes >> 8) & 0xff)
      const entry2 = literalEntry((bytes >> 16) & 0xff)
      const entry3 = literalEntry(bytes >> 24)
      const low = (entry0 >> 8) | ((entry1 >> 8) << entry0)
      const high = (entry2 >> 8) | ((entry3 >> 8) << entry2)
      const lowLength = entry0 + entry1
      bits |= (low | (high << lowLength)) << count
      count = (count + lowLength + entry2 + entry3) & 63
      store<u64>(output, bits)
      output += <usize>(count >> 3)
      bits >>= count & 56
      count &= 7
      at += 4
    }
    for (; literals > 0; literals--) {
      const entry = literalEntry(load<u8>(at))
      bits |= (entry >> 8) << count
      count = (count + entry) & 63
      at++
    }
    store<u64>(output, bits)
    output += <usize>(count >> 3)
    bits >>= count & 56
    count &= 7
    if (match == 0) break

    // at most 14 + 5 + 14 + 13 bits, and 7 pending
    const length = match & 0xffff
    const distance = match >> 16
    const lengths = lengthEntry(length)
    const lengthCode = literalEntry(entrySymbol(lengths))
    bits |= (lengthCode >> 8) << count
    count += lengthCode & 0xff
    bits |= (<u64>entryExtraValue(lengths, length)) << count
    count += entryExtraBits(lengths)
    const symbol = distanceSymbol(distance)
    const distanceCode = <u64>u32At(DISTANCE_CODES, symbol)
    bits |= (distanceCode >> 8) << count
    count += distanceCode & 0xff
    bits |= (<u64>(distance - distanceBase(symbol))) << count
    count += distanceExtraBits(symbol)
    store<u64>(output, bits)
    output += <usize>(count >> 3)
    bits >>= count & 56
    count &= 7
    at += length
  }
  const end = literalEntry(END_OF_BLOCK)
  bits |= (end >> 8) << count
  count += end & 0xff
  store<u64>(output, bits)
  output += <usize>(count >> 3)
  bits >>= count & 56
  count &= 7
  resumeBits(output, bits, count)
}

// @ts-ignore: decorator
@inline
function literalEntry(symbol: usize): u64 {
  return <u64>u32At(LITERAL_LENGTH_CODES, symbol)
}
