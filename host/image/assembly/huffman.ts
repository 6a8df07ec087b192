// Huffman codes of limited length, canonical as in RFC 1951, 3.2.2.

import { addU32At, setU32At, setU8At, u32At, u8At } from './table'

const MAX_CODE_LENGTH: u32 = 15
const SYMBOL_BITS: u32 = 9
const SYMBOL_MASK: u32 = 511

// count << 9 | symbol, ascending
const LEAVES: usize = memory.data(288 * 4, 16)
const NODES: usize = memory.data(288 * 4, 16)
const LENGTH_COUNTS: usize = memory.data(33 * 4, 16)
const NEXT_CODES: usize = memory.data(17 * 4, 16)
const GAPS: usize = memory.data<u8>([132, 57, 23, 10, 4, 1])
const GAP_COUNT: usize = 6

/** Code entries: the code, bits reversed since deflate sends codes from their top bit, << 8 | its length. */
// @ts-ignore: decorator
@inline
export function codeBits(entry: u32): u32 {
  return entry >> 8
}

// @ts-ignore: decorator
@inline
export function codeLength(entry: u32): u32 {
  return entry & 0xff
}

/** From u32 counts of `symbols` symbols: code lengths, at most `limit`, as bytes; 0 for what does not occur. */
export function buildCodeLengths(counts: usize, symbols: usize, limit: u32, lengths: usize): void {
  memory.fill(lengths, 0, symbols)
  const used = collectLeaves(counts, symbols)
  if (used == 0) return
  if (used == 1) {
    setU8At(lengths, u32At(LEAVES, 0) & SYMBOL_MASK, 1)
    return
  }
  sortLeaves(used)
  joinNodes(used)
  measureDepths(used)
  countLengths(used, limit)
  shortenToLimit(limit)
  assignLengths(limit, lengths)
}

/** Canonical codes from code lengths: entries as `codeBits` and `codeLength` read them. */
export function buildCodes(lengths: usize, symbols: usize, codes: usize): void {
  memory.fill(LENGTH_COUNTS, 0, 16 * 4)
  for (let symbol: usize = 0; symbol < symbols; symbol++) {
    addU32At(LENGTH_COUNTS, u8At(lengths, symbol), 1)
  }
  setU32At(LENGTH_COUNTS, 0, 0)
  let code: u32 = 0
  for (let length: usize = 1; length <= MAX_CODE_LENGTH; length++) {
    code = (code + u32At(LENGTH_COUNTS, length - 1)) << 1
    setU32At(NEXT_CODES, length, code)
  }
  for (let symbol: usize = 0; symbol < symbols; symbol++) {
    const length = u8At(lengths, symbol)
    setU32At(codes, symbol, length == 0 ? 0 : (takeCode(length) << 8) | length)
  }
}

function takeCode(length: u32): u32 {
  const code = u32At(NEXT_CODES, length)
  setU32At(NEXT_CODES, length, code + 1)
  return reverse16(code) >> (16 - length)
}

function reverse16(bits: u32): u32 {
  bits = ((bits & 0x5555) << 1) | ((bits >> 1) & 0x5555)
  bits = ((bits & 0x3333) << 2) | ((bits >> 2) & 0x3333)
  bits = ((bits & 0x0f0f) << 4) | ((bits >> 4) & 0x0f0f)
  return ((bits & 0xff) << 8) | (bits >> 8)
}

function collectLeaves(counts: usize, symbols: usize): usize {
  let used: usize = 0
  for (let symbol: usize = 0; symbol < symbols; symbol++) {
    const count = u32At(counts, symbol)
    if (count == 0) continue
    setU32At(LEAVES, used, (count << SYMBOL_BITS) | <u32>symbol)
    used++
  }
  return used
}

/** Shell sort with Ciura's gaps: at most 286 keys, mostly far fewer. */
function sortLeaves(used: usize): void {
  for (let i: usize = 0; i < GAP_COUNT; i++) {
    const gap: usize = u8At(GAPS, i)
    for (let from = gap; from < used; from++) sinkLeaf(from, gap)
  }
}

// @ts-ignore: decorator
@inline
function sinkLeaf(from: usize, gap: usize): void {
  const key = u32At(LEAVES, from)
  let to = from
  while (to >= gap) {
    const above = u32At(LEAVES, to - gap)
    if (above <= key) break
    setU32At(LEAVES, to, above)
    to -= gap
  }
  setU32At(LEAVES, to, key)
}

/**
 * Moffat and Katajainen, "In-place calculation of minimum-redundancy codes" (1995), phase 1: joins the two lightest
 * of leaves and nodes again and again. Afterwards NODES[i] is the parent of inner node i.
 */
function joinNodes(used: usize): void {
  for (let i: usize = 0; i < used; i++) setU32At(NODES, i, u32At(LEAVES, i) >> SYMBOL_BITS)
  addU32At(NODES, 0, u32At(NODES, 1))
  let root: usize = 0
  let leaf: usize = 2
  for (let next: usize = 1; next < used - 1; next++) {
    let weight: u32
    if (leaf >= used || u32At(NODES, root) < u32At(NODES, leaf)) {
      weight = u32At(NODES, root)
      setU32At(NODES, root++, <u32>next)
    } else weight = u32At(NODES, leaf++)
    if (leaf >= used || (root < next && u32At(NODES, root) < u32At(NODES, leaf))) {
      weight += u32At(NODES, root)
      setU32At(NODES, root++, <u32>next)
    } else weight += u32At(NODES, leaf++)
    setU32At(NODES, next, weight)
  }
}

/** Phase 2: the depth of each inner node, from the root down. */
function measureDepths(used: usize): void {
  setU32At(NODES, used - 2, 0)
  for (let i = <i32>used - 3; i >= 0; i--) {
    const parent = u32At(NODES, i)
    setU32At(NODES, i, u32At(NODES, parent) + 1)
  }
}

/** Phase 3: how many leaves hang at each depth; what is deeper than the limit counts at the limit. */
function countLengths(used: usize, limit: u32): void {
  memory.fill(LENGTH_COUNTS, 0, 33 * 4)
  let available: i32 = 1
  let node = <i32>used - 2
  for (let depth: u32 = 0; available > 0; depth++) {
    let inner: i32 = 0
    while (node >= 0 && u32At(NODES, node) == depth) {
      inner++
      node--
    }
    if (available > inner) addU32At(LENGTH_COUNTS, min(depth, limit), available - inner)
    available = 2 * inner
  }
}

/**
 * Cutting depths at the limit oversubscribes the code (Kraft's sum is over 1). Each step lets one code of a shorter
 * length take a bit more and makes one at the limit its neighbour, which lowers the sum by one unit of the limit.
 */
function shortenToLimit(limit: u32): void {
  const full: u32 = 1 << limit
  let kraft: u32 = 0
  for (let length: u32 = 1; length <= limit; length++) {
    kraft += u32At(LENGTH_COUNTS, length) << (limit - length)
  }
  for (; kraft > full; kraft--) {
    let length = limit - 1
    while (u32At(LENGTH_COUNTS, length) == 0) length--
    addU32At(LENGTH_COUNTS, limit, -1)
    addU32At(LENGTH_COUNTS, length, -1)
    addU32At(LENGTH_COUNTS, length + 1, 2)
  }
}

/** The rarest symbols get the longest codes. */
function assignLengths(limit: u32, lengths: usize): void {
  let leaf: usize = 0
  for (let length = limit; length >= 1; length--) {
    for (let left = u32At(LENGTH_COUNTS, length); left > 0; left--) {
      setU8At(lengths, u32At(LEAVES, leaf++) & SYMBOL_MASK, length)
    }
  }
}
