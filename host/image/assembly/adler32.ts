// Adler-32, the checksum of a zlib stream (RFC 1950, 8.2).

import { sumLanes } from './simd-lanes'

const MODULUS: u32 = 65521

// The most bytes whose sums fit 32 bits without a modulus, as in RFC 1950's sample code; also a multiple of 16.
const SPAN: usize = 5552

/** Continues `adler` (1 at the start) over [at, at + length). */
export function adler32(adler: u32, at: usize, length: usize): u32 {
  while (length > 0) {
    const span = min(length, SPAN)
    adler = addSpan(adler, at, span)
    at += span
    length -= span
  }
  return adler
}

/**
 * s1 is the sum of the bytes, s2 the sum of the s1 after each byte. In a group of 16 the first byte counts 16 times
 * in s2, the last once; what came before the group counts 16 times.
 */
function addSpan(adler: u32, at: usize, length: usize): u32 {
  const firstWeights = i16x8(16, 15, 14, 13, 12, 11, 10, 9)
  const lastWeights = i16x8(8, 7, 6, 5, 4, 3, 2, 1)
  let byteSums = i32x4.splat(0)
  let earlierSums = i32x4.splat(0)
  let weightedSums = i32x4.splat(0)
  const groups = <u32>(length >> 4)
  const end = at + length
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(at)
    earlierSums = i32x4.add(earlierSums, byteSums)
    const pairSums = i16x8.extadd_pairwise_i8x16_u(bytes)
    byteSums = i32x4.add(byteSums, i32x4.extadd_pairwise_i16x8_u(pairSums))
    const first = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), firstWeights)
    const last = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), lastWeights)
    weightedSums = i32x4.add(weightedSums, i32x4.add(first, last))
  }
  let s1 = adler & 0xffff
  let s2 = adler >> 16
  s2 += groups * 16 * s1 + sumLanes(i32x4.add(weightedSums, i32x4.shl(earlierSums, 4)))
  s1 += sumLanes(byteSums)
  for (; at < end; at++) {
    s1 += load<u8>(at)
    s2 += s1
  }
  return ((s2 % MODULUS) << 16) | (s1 % MODULUS)
}
