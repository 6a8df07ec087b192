// RGB to YCbCr (T.871, 7) with chroma halved both ways; bit for bit the results of the IJG's library.
//
// Its conversion uses tables of 16 bits of fraction. The same sums are written here so that all weights fit 16 bits and
// one dot product computes each component of four pixels:
//   Y        = G + 0.299 (R - G) + 0.114 (B - G)
//   Cb - 128 = -(0.16874 (R - G) - 0.5 (B - G))
//   Cr - 128 = -(-0.5 (R - G) + 0.08131 (B - G))
//
// A sum's upper half is the sample. The upper halves of two vectors of four pixels become one vector in which both take
// turns; and of the four pixels, the even come before the odd, so that neighbours meet when vectors of eight are added
// half to half. The order comes right where bytes are stored.

import { blend16, upperHalves, weightPair, zipHigh64, zipLow64 } from './simd-lanes'

const HALF: i32 = 1 << 15
const CHROMA_CENTRE: i32 = 128 << 16
const Y_R: i16 = 19595
const Y_B: i16 = 7471
const CB_R: i16 = 11059
const CR_B: i16 = 5329
const MINUS_HALF: i16 = -32768

const PIXELS: usize = 16
const PIXEL_BYTES: usize = 3
const GROUP_BYTES: usize = 48

// Chroma of sixteen pixels of both rows, before it is halved: eight u16 a vector.
const UPPER: usize = memory.data(2 * 64, 16)
const LOWER: usize = UPPER + 64
const CB: usize = 0
const CR: usize = 32
// Sixteen pixels of two rows, completed at the right edge.
const EDGES: usize = memory.data(2 * 64, 16)
const EDGE_ROW: usize = 64

/**
 * Two rows of `width` RGB pixels -> two rows of Y and one of chroma, completed to a multiple of 16 pixels. Chroma has
 * eight samples of Cb, then eight of Cr, for each 16 pixels.
 */
export function convertRows(
  upper: usize,
  lower: usize,
  width: usize,
  upperY: usize,
  lowerY: usize,
  chroma: usize,
): void {
  let x: usize = 0
  for (; x + PIXELS <= width; x += PIXELS) {
    convertPixels(upper, lower, upperY + x, lowerY + x, chroma + x)
    upper += GROUP_BYTES
    lower += GROUP_BYTES
  }
  if (x == width) return
  repeatLastPixel(EDGES, upper, width - x)
  repeatLastPixel(EDGES + EDGE_ROW, lower, width - x)
  convertPixels(EDGES, EDGES + EDGE_ROW, upperY + x, lowerY + x, chroma + x)
}

function repeatLastPixel(to: usize, pixels: usize, count: usize): void {
  const length = count * PIXEL_BYTES
  memory.copy(to, pixels, length)
  for (let i = length; i < GROUP_BYTES; i++) store<u8>(to + i, load<u8>(to + i - PIXEL_BYTES))
}

/** Sixteen pixels of two rows. */
// @ts-ignore: decorator
@inline
function convertPixels(upper: usize, lower: usize, upperY: usize, lowerY: usize, to: usize): void {
  convertRow(upper, upperY, UPPER)
  convertRow(lower, lowerY, LOWER)
  v128.store(to, meansInOrder(means(CB), means(CR)))
}

/** Sixteen pixels: Y at `y`, Cb and Cr at `samples`. Reads four bytes beyond the pixels. */
// @ts-ignore: decorator
@inline
function convertRow(pixels: usize, y: usize, samples: usize): void {
  const v0 = v128.load(pixels)
  const v1 = v128.load(pixels, 12)
  const v2 = v128.load(pixels, 24)
  const v3 = v128.load(pixels, 36)
  const green0 = greenTwice(v0)
  const green1 = greenTwice(v1)
  const green2 = greenTwice(v2)
  const green3 = greenTwice(v3)
  const d0 = i16x8.sub(redAndBlue(v0), green0)
  const d1 = i16x8.sub(redAndBlue(v1), green1)
  const d2 = i16x8.sub(redAndBlue(v2), green2)
  const d3 = i16x8.sub(redAndBlue(v3), green3)
  v128.store(y, inOrder(luma(d0, d2, green0, green2), luma(d1, d3, green1, green3)))
  const cb = weightPair(CB_R, MINUS_HALF)
  const cr = weightPair(MINUS_HALF, CR_B)
  v128.store(samples + CB, chroma(d0, d2, cb))
  v128.store(samples + CB, chroma(d1, d3, cb), 16)
  v128.store(samples + CR, chroma(d0, d2, cr))
  v128.store(samples + CR, chroma(d1, d3, cr), 16)
}

/** Of four pixels, the even before the odd: R and B as 16 bits each. An index beyond the vector selects 0. */
// @ts-ignore: decorator
@inline
function redAndBlue(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 2, -1, 6, -1, 8, -1, 3, -1, 5, -1, 9, -1, 11, -1))
}

// @ts-ignore: decorator
@inline
function greenTwice(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(1, -1, 1, -1, 7, -1, 7, -1, 4, -1, 4, -1, 10, -1, 10, -1))
}

/** Y of eight pixels, from the differences and the green of four each. */
// @ts-ignore: decorator
@inline
function luma(d0: v128, d1: v128, green0: v128, green1: v128): v128 {
  const weights = weightPair(Y_R, Y_B)
  const half = i32x4.splat(HALF)
  const sums0 = i32x4.add(i32x4.dot_i16x8_s(d0, weights), half)
  const sums1 = i32x4.add(i32x4.dot_i16x8_s(d1, weights), half)
  return i16x8.add(upperHalves(sums0, sums1), blend16(green0, green1))
}

/** Cb or Cr of eight pixels. The IJG rounds half down here. */
// @ts-ignore: decorator
@inline
function chroma(d0: v128, d1: v128, weights: v128): v128 {
  const centre = i32x4.splat(CHROMA_CENTRE + HALF - 1)
  return upperHalves(
    i32x4.sub(centre, i32x4.dot_i16x8_s(d0, weights)),
    i32x4.sub(centre, i32x4.dot_i16x8_s(d1, weights)),
  )
}

/** Means of 2x2 samples of Cb or Cr; halves are rounded down and up in turn. */
// @ts-ignore: decorator
@inline
function means(component: usize): v128 {
  const rounding = i16x8(1, 1, 2, 2, 1, 1, 2, 2)
  const sums0 = i16x8.add(v128.load(UPPER + component), v128.load(LOWER + component))
  const sums1 = i16x8.add(v128.load(UPPER + component, 16), v128.load(LOWER + component, 16))
  const sums = i16x8.add(zipLow64(sums0, sums1), zipHigh64(sums0, sums1))
  return i16x8.shr_u(i16x8.add(sums, rounding), 2)
}

/** Sixteen pixels as bytes; the vectors have 0 8 2 10 1 9 3 11 and the same plus 4. */
// @ts-ignore: decorator
@inline
function inOrder(y0: v128, y1: v128): v128 {
  const bytes = i8x16.narrow_i16x8_u(y0, y1)
  return i8x16.swizzle(bytes, i8x16(0, 4, 2, 6, 8, 12, 10, 14, 1, 5, 3, 7, 9, 13, 11, 15))
}

/** Eight samples of Cb and eight of Cr as bytes; the vectors have 0 4 1 5 2 6 3 7. */
// @ts-ignore: decorator
@inline
function meansInOrder(cb: v128, cr: v128): v128 {
  const bytes = i8x16.narrow_i16x8_u(cb, cr)
  return i8x16.swizzle(bytes, i8x16(0, 2, 4, 6, 1, 3, 5, 7, 8, 10, 12, 14, 9, 11, 13, 15))
}
