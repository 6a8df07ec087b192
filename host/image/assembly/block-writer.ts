// Writes a planned block in the smallest of deflate's three forms (RFC 1951, 3.2.3).

import { alignToByte, putBits, putBytes, putU16 } from './bit-writer'
import { codeCodeLengths, writeCodeLengths } from './code-lengths'
import {
  DISTANCE_SYMBOLS,
  FIRST_LENGTH_SYMBOL,
  LITERAL_LENGTH_SYMBOLS,
} from './deflate-tables'
import { buildCodeLengths, buildCodes } from './huffman'
import { DISTANCE_CODES, LITERAL_LENGTH_CODES, writeSequences } from './sequence-writer'
import { matchCount } from './sequences'
import { learnMatchCosts } from './symbol-costs'
import {
  DISTANCE_COUNTS,
  LITERAL_LENGTH_COUNTS,
  countEndOfBlock,
  countedDistances,
  countedExtraBits,
} from './symbol-counts'
import { setU8At, u32At, u8At } from './table'

const STORED: u32 = 0
const FIXED: u32 = 1
const DYNAMIC: u32 = 2
const TYPE_BITS: u32 = 2
const LITERAL_LENGTH_COUNT_BITS: u32 = 5
const DISTANCE_COUNT_BITS: u32 = 5

const MAX_STORED: usize = 65535
const STORED_HEADER_BYTES: usize = 5

// Four literals of 14 bits and 7 pending bits are at most 63: the writer stores once for four literals.
const MAX_CODE_LENGTH: u32 = 14

const MIN_LITERAL_LENGTH_SYMBOLS: usize = 257
const MIN_DISTANCE_SYMBOLS: usize = 1
const FIXED_SYMBOLS: usize = 288
const FIXED_DISTANCE_BITS: u32 = 5

// Literal/length code lengths and right after them the distances', as they are sent.
const LENGTHS: usize = memory.data(320, 16)
const FIXED_LENGTHS: usize = memory.data(288, 16)
const FIXED_DISTANCE_LENGTHS: usize = memory.data(32, 16)

buildFixedLengths()

/** Maximum size of the block that is written for `length` bytes. */
export function blockBound(length: usize): usize {
  return length + (length / MAX_STORED + 1) * STORED_HEADER_BYTES + 1
}

/** Writes the block [start, start + length) with the current plan and its counts. `isLast`: the last of the stream. */
export function writeBlock(start: usize, length: usize, isLast: bool): void {
  countEndOfBlock()
  buildCodeLengths(LITERAL_LENGTH_COUNTS, LITERAL_LENGTH_SYMBOLS, MAX_CODE_LENGTH, LENGTHS)
  const literalLengths = usedLengths(LENGTHS, LITERAL_LENGTH_SYMBOLS, MIN_LITERAL_LENGTH_SYMBOLS)
  const distanceLengths = LENGTHS + literalLengths
  buildCodeLengths(DISTANCE_COUNTS, DISTANCE_SYMBOLS, MAX_CODE_LENGTH, distanceLengths)
  const distances = usedLengths(distanceLengths, DISTANCE_SYMBOLS, MIN_DISTANCE_SYMBOLS)

  const extraBits = countedExtraBits()
  const literalBits = bitsOf(LITERAL_LENGTH_COUNTS, LENGTHS, 0, FIRST_LENGTH_SYMBOL)
  const matchBits =
    bitsOf(LITERAL_LENGTH_COUNTS, LENGTHS, FIRST_LENGTH_SYMBOL, literalLengths) +
    bitsOf(DISTANCE_COUNTS, distanceLengths, 0, distances)
  learnMatchCosts(matchCount(), matchBits, extraBits)

  const headerBits =
    codeCodeLengths(LENGTHS, literalLengths + distances) +
    LITERAL_LENGTH_COUNT_BITS +
    DISTANCE_COUNT_BITS
  const dynamicBits = headerBits + literalBits + matchBits + extraBits
  const fixedBits =
    bitsOf(LITERAL_LENGTH_COUNTS, FIXED_LENGTHS, 0, LITERAL_LENGTH_SYMBOLS) +
    countedDistances() * FIXED_DISTANCE_BITS +
    extraBits
  const storedBits = storedBound(length)

  if (storedBits < dynamicBits && storedBits < fixedBits) return writeStored(start, length, isLast)
  if (fixedBits <= dynamicBits) return writeFixed(start, isLast)
  writeDynamic(start, literalLengths, distances, isLast)
}

/** Incompressible bytes: in pieces of at most 65535 (3.2.4). */
function writeStored(start: usize, length: usize, isLast: bool): void {
  let at = start
  let left = length
  while (left > 0) {
    const piece = min(left, MAX_STORED)
    left -= piece
    putHeader(STORED, isLast && left == 0)
    alignToByte()
    putU16(<u32>piece)
    putU16(~(<u32>piece))
    putBytes(at, piece)
    at += piece
  }
}

/** The codes of 3.2.6, without a table: for very small blocks. */
function writeFixed(start: usize, isLast: bool): void {
  buildCodes(FIXED_LENGTHS, FIXED_SYMBOLS, LITERAL_LENGTH_CODES)
  buildCodes(FIXED_DISTANCE_LENGTHS, DISTANCE_SYMBOLS, DISTANCE_CODES)
  putHeader(FIXED, isLast)
  writeSequences(start)
}

function writeDynamic(start: usize, literalLengths: usize, distances: usize, isLast: bool): void {
  buildCodes(LENGTHS, literalLengths, LITERAL_LENGTH_CODES)
  buildCodes(LENGTHS + literalLengths, distances, DISTANCE_CODES)
  putHeader(DYNAMIC, isLast)
  putBits(<u32>(literalLengths - MIN_LITERAL_LENGTH_SYMBOLS), LITERAL_LENGTH_COUNT_BITS)
  putBits(<u32>(distances - MIN_DISTANCE_SYMBOLS), DISTANCE_COUNT_BITS)
  writeCodeLengths()
  writeSequences(start)
}

function putHeader(type: u32, isLast: bool): void {
  putBits(isLast ? 1 : 0, 1)
  putBits(type, TYPE_BITS)
}

/** Up to seven bits are lost to the byte boundary. */
function storedBound(length: usize): u32 {
  const pieces = (length + MAX_STORED - 1) / MAX_STORED
  return <u32>(((length + pieces * STORED_HEADER_BYTES) << 3) + 7)
}

/** How many lengths are sent: zeros at the end are left out. */
function usedLengths(lengths: usize, symbols: usize, least: usize): usize {
  while (symbols > least && u8At(lengths, symbols - 1) == 0) symbols--
  return symbols
}

function bitsOf(counts: usize, lengths: usize, from: usize, end: usize): u32 {
  let bits: u32 = 0
  for (let symbol = from; symbol < end; symbol++) {
    bits += u32At(counts, symbol) * u8At(lengths, symbol)
  }
  return bits
}

function buildFixedLengths(): void {
  for (let symbol: usize = 0; symbol < FIXED_SYMBOLS; symbol++) {
    const bits: u32 = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
    setU8At(FIXED_LENGTHS, symbol, bits)
  }
  memory.fill(FIXED_DISTANCE_LENGTHS, <u8>FIXED_DISTANCE_BITS, 32)
}
