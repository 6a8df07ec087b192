// The code lengths of a dynamic block, run-length coded and Huffman coded themselves (RFC 1951, 3.2.7).

import { putBits } from './bit-writer'
import { buildCodeLengths, buildCodes, codeBits, codeLength } from './huffman'
import { addU32At, u32At, u8At } from './table'

const SYMBOLS: usize = 19
const MAX_CODE_LENGTH: u32 = 7
const LENGTH_BITS: u32 = 3
const MIN_SENT_LENGTHS: usize = 4
const SYMBOL_COUNT_BITS: u32 = 4

const REPEAT_PREVIOUS: u32 = 16
const REPEAT_ZERO: u32 = 17
const REPEAT_ZERO_LONG: u32 = 18
const MIN_REPEAT: u32 = 3
const MAX_REPEAT_PREVIOUS: u32 = 6
const MAX_REPEAT_ZERO: u32 = 10
const MIN_REPEAT_ZERO_LONG: u32 = 11
const MAX_REPEAT_ZERO_LONG: u32 = 138

// The order in which the lengths of this code are sent: the ones likely to be zero come last.
const ORDER: usize = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
])
const COUNTS: usize = memory.data(19 * 4, 16)
const LENGTHS: usize = memory.data(32, 16)
const CODES: usize = memory.data(19 * 4, 16)
// symbol | value of the extra bits << 8
const RUNS: usize = memory.data(320 * 2, 16)

let runCount: usize = 0
let sentLengths: usize = 0

/** Prepares `count` code lengths for `writeCodeLengths`. Returns the number of bits that it will write. */
export function codeCodeLengths(lengths: usize, count: usize): u32 {
  collectRuns(lengths, count)
  buildCodeLengths(COUNTS, SYMBOLS, MAX_CODE_LENGTH, LENGTHS)
  buildCodes(LENGTHS, SYMBOLS, CODES)
  sentLengths = SYMBOLS
  while (sentLengths > MIN_SENT_LENGTHS && sentLength(sentLengths - 1) == 0) sentLengths--
  let bits = SYMBOL_COUNT_BITS + LENGTH_BITS * <u32>sentLengths
  for (let symbol: usize = 0; symbol < SYMBOLS; symbol++) {
    bits += u32At(COUNTS, symbol) * (u8At(LENGTHS, symbol) + extraBits(<u32>symbol))
  }
  return bits
}

export function writeCodeLengths(): void {
  putBits(<u32>(sentLengths - MIN_SENT_LENGTHS), SYMBOL_COUNT_BITS)
  for (let i: usize = 0; i < sentLengths; i++) putBits(sentLength(i), LENGTH_BITS)
  for (let i: usize = 0; i < runCount; i++) {
    const run = <u32>load<u16>(RUNS + (i << 1))
    const symbol = run & 0xff
    const entry = u32At(CODES, symbol)
    putBits(codeBits(entry), codeLength(entry))
    putBits(run >> 8, extraBits(symbol))
  }
}

// @ts-ignore: decorator
@inline
function sentLength(place: usize): u32 {
  return u8At(LENGTHS, u8At(ORDER, place))
}

function extraBits(symbol: u32): u32 {
  if (symbol < REPEAT_PREVIOUS) return 0
  if (symbol == REPEAT_PREVIOUS) return 2
  return symbol == REPEAT_ZERO ? 3 : 7
}

function collectRuns(lengths: usize, count: usize): void {
  memory.fill(COUNTS, 0, SYMBOLS * 4)
  runCount = 0
  for (let at: usize = 0; at < count;) {
    const length = u8At(lengths, at)
    let end = at + 1
    while (end < count && u8At(lengths, end) == length) end++
    if (length == 0) addZeros(<u32>(end - at))
    else addEqual(length, <u32>(end - at))
    at = end
  }
}

function addZeros(left: u32): void {
  while (left >= MIN_REPEAT) {
    const repeat = min(left, MAX_REPEAT_ZERO_LONG)
    if (repeat <= MAX_REPEAT_ZERO) addRun(REPEAT_ZERO, repeat - MIN_REPEAT)
    else addRun(REPEAT_ZERO_LONG, repeat - MIN_REPEAT_ZERO_LONG)
    left -= repeat
  }
  for (; left > 0; left--) addRun(0, 0)
}

function addEqual(length: u32, count: u32): void {
  addRun(length, 0)
  let left: u32 = count - 1
  while (left >= MIN_REPEAT) {
    const repeat = min(left, MAX_REPEAT_PREVIOUS)
    addRun(REPEAT_PREVIOUS, repeat - MIN_REPEAT)
    left -= repeat
  }
  for (; left > 0; left--) addRun(length, 0)
}

function addRun(symbol: u32, extraValue: u32): void {
  store<u16>(RUNS + (runCount << 1), <u16>(symbol | (extraValue << 8)))
  addU32At(COUNTS, symbol, 1)
  runCount++
}
