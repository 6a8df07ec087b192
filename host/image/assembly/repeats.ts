// Finds bytes that repeat the bytes at a distance before them. Filtered rows repeat at the distance of a byte, of a
// pixel and of a row.

import { WINDOW } from './deflate-tables'

const LARGEST_GRAY_PIXEL: usize = 2

let pixel: usize = 1
let row: usize = 0

/** Bytes of a pixel and of a filtered row. */
export function setRepeatDistances(pixelBytes: usize, rowBytes: usize): void {
  pixel = pixelBytes
  row = rowBytes <= WINDOW ? rowBytes : 0
}

// @ts-ignore: decorator
@inline
export function pixelDistance(): usize {
  return pixel
}

// @ts-ignore: decorator
@inline
export function isGray(): bool {
  return pixel <= LARGEST_GRAY_PIXEL
}

/** 0: a row is longer than deflate can reach back. */
// @ts-ignore: decorator
@inline
export function rowDistance(): usize {
  return row
}

/** Bit i: byte at + i equals the one `distance` before it; sixteen bytes. */
// @ts-ignore: decorator
@inline
export function equalMask(at: usize, distance: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(at - distance)))
}

/** The end, at most `end`, of the bytes from `at` on that repeat at `distance`. */
// @ts-ignore: decorator
@inline
export function repeatEnd(at: usize, distance: usize, end: usize): usize {
  while (at + 16 <= end) {
    const different = equalMask(at, distance) ^ 0xffff
    if (different != 0) return at + ctz(different)
    at += 16
  }
  while (at < end && load<u8>(at) == load<u8>(at - distance)) at++
  return at
}
