// RGB to YCbCr (T.871, 7) with chroma halved both ways; bit for bit the results of the IJG's library.
//
// Its conversion uses tables of 16 bits of fraction. The same sums are written here so that all weights fit 16 bits and
// dot products give each component, four pixels at a time:
//   Y        = 0.299 R + 0.114 B + 2 * 0.2935 G
//   Cb - 128 = -(0.16874 (R - G) - 0.5 (B - G))
//   Cr - 128 = -(-0.5 (R - G) + 0.08131 (B - G))

import { weightPair } from './simd-lanes'

const FRACTION_BITS: i32 = 16
const HALF: i32 = 1 << 15
const CHROMA_CENTRE: i32 = 128 << 16
const Y_R: i16 = 19595
const Y_B: i16 = 7471
const Y_HALF_G: i16 = 19235
const CB_R: i16 = 11059
const CR_B: i16 = 5329
const MINUS_HALF: i16 = -32768

const PIXELS: usize = 16
const PIXEL_BYTES: usize = 3
const GROUP_BYTES: usize = 48

// Sums of two pixels beside each other, eight u16 each: Cb and Cr of the upper row, then of the lower row.
const PAIR_SUMS: usize = memory.data(64, 16)
const ROW_SUMS: usize = 32
// Sixteen pixels of two rows, completed at the right edge.
const EDGES: usize = memory.data(2 * 64, 16)
const EDGE_ROW: usize = 64

/** Two rows of `width` RGB pixels -> two rows of Y, and one of Cb and Cr, completed to a multiple of 16 pixels. */
export function convertRows(
  upper: usize,
  lower: usize,
  width: usize,
  upperY: usize,
  lowerY: usize,
  cb: usize,
  cr: usize,
): void {
  let x: usize = 0
  for (; x + PIXELS <= width; x += PIXELS) {
    convertPixels(upper + PIXEL_BYTES * x, upperY + x, PAIR_SUMS)
    convertPixels(lower + PIXEL_BYTES * x, lowerY + x, PAIR_SUMS + ROW_SUMS)
    halveChroma(cb + (x >> 1), cr + (x >> 1))
  }
  if (x == width) return
  repeatLastPixel(EDGES, upper + PIXEL_BYTES * x, width - x)
  repeatLastPixel(EDGES + EDGE_ROW, lower + PIXEL_BYTES * x, width - x)
  convertPixels(EDGES, upperY + x, PAIR_SUMS)
  convertPixels(EDGES + EDGE_ROW, lowerY + x, PAIR_SUMS + ROW_SUMS)
  halveChroma(cb + (x >> 1), cr + (x >> 1))
}

function repeatLastPixel(to: usize, pixels: usize, count: usize): void {
  const length = count * PIXEL_BYTES
  memory.copy(to, pixels, length)
  for (let i = length; i < GROUP_BYTES; i++) store<u8>(to + i, load<u8>(to + i - PIXEL_BYTES))
}

/** Sixteen pixels: Y at `y`, the pair sums of Cb and Cr at `sums`. Reads four bytes beyond the pixels. */
// @ts-ignore: decorator
@inline
function convertPixels(pixels: usize, y: usize, sums: usize): void {
  const v0 = v128.load(pixels)
  const v1 = v128.load(pixels, 12)
  const v2 = v128.load(pixels, 24)
  const v3 = v128.load(pixels, 36)
  const rb0 = redAndBlue(v0)
  const rb1 = redAndBlue(v1)
  const rb2 = redAndBlue(v2)
  const rb3 = redAndBlue(v3)
  const g0 = greenTwice(v0)
  const g1 = greenTwice(v1)
  const g2 = greenTwice(v2)
  const g3 = greenTwice(v3)
  v128.store(y, narrow(luma(rb0, g0), luma(rb1, g1), luma(rb2, g2), luma(rb3, g3)))
  const d0 = i16x8.sub(rb0, g0)
  const d1 = i16x8.sub(rb1, g1)
  const d2 = i16x8.sub(rb2, g2)
  const d3 = i16x8.sub(rb3, g3)
  const cb = weightPair(CB_R, MINUS_HALF)
  const cr = weightPair(MINUS_HALF, CR_B)
  const cbSamples = narrow(chroma(d0, cb), chroma(d1, cb), chroma(d2, cb), chroma(d3, cb))
  const crSamples = narrow(chroma(d0, cr), chroma(d1, cr), chroma(d2, cr), chroma(d3, cr))
  v128.store(sums, i16x8.extadd_pairwise_i8x16_u(cbSamples))
  v128.store(sums, i16x8.extadd_pairwise_i8x16_u(crSamples), 16)
}

/** Of four pixels: R and B as 16 bits each. An index beyond the vector gives 0. */
// @ts-ignore: decorator
@inline
function redAndBlue(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 2, -1, 3, -1, 5, -1, 6, -1, 8, -1, 9, -1, 11, -1))
}

// @ts-ignore: decorator
@inline
function greenTwice(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(1, -1, 1, -1, 4, -1, 4, -1, 7, -1, 7, -1, 10, -1, 10, -1))
}

// @ts-ignore: decorator
@inline
function luma(redAndBlue: v128, greenTwice: v128): v128 {
  const a = i32x4.dot_i16x8_s(redAndBlue, weightPair(Y_R, Y_B))
  const b = i32x4.dot_i16x8_s(greenTwice, weightPair(Y_HALF_G, Y_HALF_G))
  return i32x4.shr_s(i32x4.add(i32x4.add(a, b), i32x4.splat(HALF)), FRACTION_BITS)
}

/** The IJG rounds half down here. */
// @ts-ignore: decorator
@inline
function chroma(differences: v128, weights: v128): v128 {
  const centre = i32x4.splat(CHROMA_CENTRE + HALF - 1)
  return i32x4.shr_s(i32x4.sub(centre, i32x4.dot_i16x8_s(differences, weights)), FRACTION_BITS)
}

/** Sixteen i32 as bytes. */
// @ts-ignore: decorator
@inline
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

// @ts-ignore: decorator
@inline
function halveChroma(cb: usize, cr: usize): void {
  storeMeans(cb, v128.load(PAIR_SUMS), v128.load(PAIR_SUMS, 32))
  storeMeans(cr, v128.load(PAIR_SUMS, 16), v128.load(PAIR_SUMS, 48))
}

/** Means of 2x2 samples; halves are rounded down and up in turn. */
// @ts-ignore: decorator
@inline
function storeMeans(to: usize, upperSums: v128, lowerSums: v128): void {
  const rounding = i16x8(1, 2, 1, 2, 1, 2, 1, 2)
  const means = i16x8.shr_u(i16x8.add(i16x8.add(upperSums, lowerSums), rounding), 2)
  v128.store64_lane(to, i8x16.narrow_i16x8_u(means, means), 0)
}
