// Estimates the costs of symbols before the Huffman codes are known.

import {
  DISTANCE_SYMBOLS,
  FIRST_LENGTH_SYMBOL,
  LITERALS,
  LITERAL_LENGTH_SYMBOLS,
  MAX_MATCH,
  distanceExtraBits,
  distanceSymbol,
  entryExtraBits,
  lengthEntry,
  lengthSymbolExtraBits,
} from './deflate-tables'
import { ONE_BIT, log2 } from './log2'
import {
  countedDistances,
  countedExtraBits,
  countedLiteralsAndLengths,
  distanceCount,
  literalLengthCount,
} from './symbol-counts'
import { setU32At, u32At } from './table'

const FIRST_MATCH_COST: u32 = 9 * ONE_BIT
const FIRST_MATCH_SYMBOLS_COST: u32 = 10 * ONE_BIT
const ENOUGH_MATCHES: u32 = 64

const LITERAL_COSTS: usize = memory.data(256 * 4, 16)

let typicalMatchCost: u32 = FIRST_MATCH_COST
let matchSymbolsCost: u32 = FIRST_MATCH_SYMBOLS_COST

export function forgetMatchCosts(): void {
  typicalMatchCost = FIRST_MATCH_COST
  matchSymbolsCost = FIRST_MATCH_SYMBOLS_COST
}

/** Learns the costs of matches from a written block: of their symbols, and of these with the extra bits. */
export function learnMatchCosts(matches: u32, symbolBits: u32, extraBits: u32): void {
  if (matches <= ENOUGH_MATCHES) {
    typicalMatchCost = FIRST_MATCH_COST
    return
  }
  matchSymbolsCost = (symbolBits * ONE_BIT) / matches
  typicalMatchCost = ((symbolBits + extraBits) * ONE_BIT) / matches
}

/** Learns the same from the counts of a block that is not written yet. */
export function learnFromCounts(matches: u32): void {
  const extraBits = countedExtraBits()
  const cost = literalLengthCost(FIRST_LENGTH_SYMBOL) + distanceCost()
  learnMatchCosts(matches, cost / ONE_BIT - extraBits, extraBits)
}

/** Average cost of a match in the last block. */
// @ts-ignore: decorator
@inline
export function averageMatchCost(): u32 {
  return typicalMatchCost
}

/** Estimated cost of a match of this length and distance. */
// @ts-ignore: decorator
@inline
export function matchCost(length: usize, distance: usize): u32 {
  const sent: usize = length < MAX_MATCH ? length : MAX_MATCH
  const lengthBits = entryExtraBits(lengthEntry(sent))
  const distanceBits = distanceExtraBits(distanceSymbol(<u32>distance))
  return matchSymbolsCost + (lengthBits + distanceBits) * ONE_BIT
}

// @ts-ignore: decorator
@inline
export function literalCost(literal: u32): u32 {
  return u32At(LITERAL_COSTS, literal)
}

// @ts-ignore: decorator
@inline
export function literalCostAt(at: usize): u32 {
  return literalCost(load<u8>(at))
}

/** Costs of literals by their counts among `symbols` symbols. */
export function estimateLiteralCosts(symbols: u32): void {
  const total = log2(symbols)
  for (let literal: usize = 0; literal < LITERALS; literal++) {
    const count = literalLengthCount(literal)
    setU32At(LITERAL_COSTS, literal, symbolCost(total, count > 0 ? count : 1))
  }
}

/** Cost of all counted symbols together, extra bits included. */
export function countedCost(): u32 {
  return literalLengthCost(0) + distanceCost()
}

/** Cost of the symbols from `first` on. */
function literalLengthCost(first: usize): u32 {
  const total = log2(countedLiteralsAndLengths())
  let cost: u32 = 0
  for (let symbol = first; symbol < LITERAL_LENGTH_SYMBOLS; symbol++) {
    const count = literalLengthCount(symbol)
    if (count == 0) continue
    const extraBits = lengthSymbolExtraBits(<u32>symbol)
    cost += count * (symbolCost(total, count) + extraBits * ONE_BIT)
  }
  return cost
}

function distanceCost(): u32 {
  const total = log2(max(countedDistances(), 1))
  let cost: u32 = 0
  for (let symbol: usize = 0; symbol < DISTANCE_SYMBOLS; symbol++) {
    const count = distanceCount(symbol)
    if (count == 0) continue
    const extraBits = distanceExtraBits(<u32>symbol)
    cost += count * (symbolCost(total, count) + extraBits * ONE_BIT)
  }
  return cost
}

/** -log2 of the symbol's share, but at least the one bit that a Huffman code needs. */
// @ts-ignore: decorator
@inline
function symbolCost(log2Total: u32, count: u32): u32 {
  const cost = log2Total - log2(count)
  return cost < ONE_BIT ? ONE_BIT : cost
}
