// RGB to YCbCr (T.871, 7) with chroma halved both ways; bit for bit the results of the IJG's library.
//
// Its conversion uses tables of 16 bits of fraction. The same sums are written here with differences of R, G and B,
// so that all weights fit 16 bits and one dot product gives each component:
//   Y  = G + (0.299 (R - G) + 0.114 (B - G))
//   Cb = 128 + (0.16874 (B - R) + 0.33126 (B - G))
//   Cr = 128 + (0.41869 (R - G) - 0.08131 (B - R))

import { descale, high64, weightPair, zipHigh16, zipLow16, zipLow8 } from './simd-lanes'

const FRACTION_BITS: i32 = 16
const HALF: i32 = 1 << 15
const CHROMA_CENTRE: i32 = 128 << 16
const Y_R: i16 = 19595
const Y_B: i16 = 7471
const CB_R: i16 = 11059
const CB_G: i16 = 21709
const CR_G: i16 = 27439
const CR_B: i16 = -5329

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

/** Sixteen pixels: Y at `y`, the pair sums of Cb and Cr at `sums`. Long, as its vectors must stay in registers. */
// @ts-ignore: decorator
@inline
function convertPixels(pixels: usize, y: usize, sums: usize): void {
  const v0 = v128.load(pixels)
  const v1 = v128.load(pixels, 16)
  const v2 = v128.load(pixels, 32)
  // four rounds of unpacking part the 48 bytes into R, G and B
  const t0 = zipLow8(v0, high64(v1))
  const t1 = zipLow8(high64(v0), v2)
  const t2 = zipLow8(v1, high64(v2))
  const u0 = zipLow8(t0, high64(t1))
  const u1 = zipLow8(high64(t0), t2)
  const u2 = zipLow8(t1, high64(t2))
  const w0 = zipLow8(u0, high64(u1))
  const w1 = zipLow8(high64(u0), u2)
  const w2 = zipLow8(u1, high64(u2))
  const r = zipLow8(w0, high64(w1))
  const g = zipLow8(high64(w0), w2)
  const b = zipLow8(w1, high64(w2))

  const rLow = i16x8.extend_low_i8x16_u(r)
  const rHigh = i16x8.extend_high_i8x16_u(r)
  const gLow = i16x8.extend_low_i8x16_u(g)
  const gHigh = i16x8.extend_high_i8x16_u(g)
  const bLow = i16x8.extend_low_i8x16_u(b)
  const bHigh = i16x8.extend_high_i8x16_u(b)
  const rgLow = i16x8.sub(rLow, gLow)
  const rgHigh = i16x8.sub(rHigh, gHigh)
  const bgLow = i16x8.sub(bLow, gLow)
  const bgHigh = i16x8.sub(bHigh, gHigh)
  const brLow = i16x8.sub(bLow, rLow)
  const brHigh = i16x8.sub(bHigh, rHigh)

  const yWeights = weightPair(Y_R, Y_B)
  const yRounding = i32x4.splat(HALF)
  const yLow = i16x8.add(gLow, mix(rgLow, bgLow, yWeights, yRounding))
  const yHigh = i16x8.add(gHigh, mix(rgHigh, bgHigh, yWeights, yRounding))
  v128.store(y, i8x16.narrow_i16x8_u(yLow, yHigh))

  const cbWeights = weightPair(CB_R, CB_G)
  const crWeights = weightPair(CR_G, CR_B)
  const chromaRounding = i32x4.splat(CHROMA_CENTRE + HALF - 1) // the IJG rounds half down here
  const cb = i8x16.narrow_i16x8_u(
    mix(brLow, bgLow, cbWeights, chromaRounding),
    mix(brHigh, bgHigh, cbWeights, chromaRounding),
  )
  const cr = i8x16.narrow_i16x8_u(
    mix(rgLow, brLow, crWeights, chromaRounding),
    mix(rgHigh, brHigh, crWeights, chromaRounding),
  )
  v128.store(sums, i16x8.extadd_pairwise_i8x16_u(cb))
  v128.store(sums, i16x8.extadd_pairwise_i8x16_u(cr), 16)
}

/** Weighted sums of eight pairs, without their fraction. */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, weights: v128, rounding: v128): v128 {
  const low = i32x4.add(i32x4.dot_i16x8_s(zipLow16(a, b), weights), rounding)
  const high = i32x4.add(i32x4.dot_i16x8_s(zipHigh16(a, b), weights), rounding)
  return descale(low, high, FRACTION_BITS)
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
