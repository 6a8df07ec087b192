// Compares the first sixteen bytes at an address with those at a distance before it. A match is a word:
// length << 16 | distance.

import { equalMask } from './repeats'
import { POSITION_MASK } from './match-hash'

/** Number of bytes of a match that are compared first. */
export const COMPARED: u32 = 16

const DISTANCE_BITS: u32 = 16
const DISTANCE_MASK: u32 = 0xffff

/** Distance from a position to an earlier one, whose low bits are known. */
// @ts-ignore: decorator
@inline
export function distanceTo(position: u32, earlier: u32): u32 {
  return (position - earlier) & POSITION_MASK
}

/** At most sixteen. */
// @ts-ignore: decorator
@inline
export function equalBytes(at: usize, distance: usize): u32 {
  return ctz((equalMask(at, distance) ^ 0xffff) | (<u32>1 << COMPARED))
}

// @ts-ignore: decorator
@inline
export function matchOf(length: u32, distance: u32): u32 {
  return (length << DISTANCE_BITS) | distance
}

// @ts-ignore: decorator
@inline
export function lengthOf(match: u32): u32 {
  return match >> DISTANCE_BITS
}

// @ts-ignore: decorator
@inline
export function distanceOf(match: u32): u32 {
  return match & DISTANCE_MASK
}

/** The match at `distance`, if that can be, where it is longer by two than the best. */
// @ts-ignore: decorator
@inline
export function betterOf(best: u32, at: usize, distance: u32, farthest: u32): u32 {
  const length = equalBytes(at, distance)
  const isBetter = <u32>(length > lengthOf(best) + 1) & <u32>(distance - 1 < farthest)
  return select<u32>(matchOf(length, distance), best, isBetter)
}
