// The filters of PNG rows (RFC 2083, 6) and the choice among them by the smallest sum of absolute differences, which
// the RFC advises (9.6).

import { sumLanes } from './simd-lanes'
import { setU32At, u32At } from './table'
import { reserve } from './work-memory'

/** Zeros before each line, which the filters read as the pixel left of the first. */
export const LINE_MARGIN: usize = 16

/** A line may be read and written up to here past its end. */
const OVERRUN: usize = 32

const FILTERS: u32 = 5
const NONE: u32 = 0
const SUB: u32 = 1
const UP: u32 = 2
const AVERAGE: u32 = 3
const PAETH: u32 = 4

const VECTOR: usize = 16
// Sums of 16 bits hold 128 vectors of pairs of magnitudes, at most 128 each.
const VECTORS_PER_SPAN: usize = 128

const SUMS: usize = memory.data(5 * 4, 16)

let pixelBytes: usize = 1
let subLine: usize = 0
let upLine: usize = 0
let averageLine: usize = 0
let paethLine: usize = 0

/** A buffer for one row. */
export function reserveLine(rowBytes: usize): usize {
  return reserve(LINE_MARGIN + rowBytes + OVERRUN) + LINE_MARGIN
}

export function layOutFilters(rowBytes: usize, bytesPerPixel: usize): void {
  pixelBytes = bytesPerPixel
  subLine = reserveLine(rowBytes)
  upLine = reserveLine(rowBytes)
  averageLine = reserveLine(rowBytes)
  paethLine = reserveLine(rowBytes)
}

/** The filter of the row that `filterRow` saw last; on a tie the simplest. */
export function bestFilter(): u32 {
  let best = NONE
  for (let filter = SUB; filter < FILTERS; filter++) {
    if (u32At(SUMS, filter) < u32At(SUMS, best)) best = filter
  }
  return best
}

/** That row under one of the filters; `unfiltered` is the row itself. */
export function filteredLine(filter: u32, unfiltered: usize): usize {
  if (filter == NONE) return unfiltered
  if (filter == SUB) return subLine
  if (filter == UP) return upLine
  return filter == AVERAGE ? averageLine : paethLine
}

/**
 * Filters a line against the previous one, in all ways and sixteen bytes at a time. One long function: the five sums
 * share their loads and stay in registers.
 */
export function filterRow(line: usize, previousLine: usize, length: usize): void {
  const zero = i32x4.splat(0)
  const ones = i8x16.splat(1)
  const pixel = pixelBytes
  const subAt = subLine
  const upAt = upLine
  const averageAt = averageLine
  const paethAt = paethLine
  let noneTotal = zero
  let subTotal = zero
  let upTotal = zero
  let averageTotal = zero
  let paethTotal = zero
  let i: usize = 0
  while (i < length) {
    const end = min(i + VECTOR * VECTORS_PER_SPAN, length)
    let noneSum = zero
    let subSum = zero
    let upSum = zero
    let averageSum = zero
    let paethSum = zero
    for (; i < end; i += VECTOR) {
      const raw = v128.load(line + i)
      const left = v128.load(line + i - pixel)
      const above = v128.load(previousLine + i)
      const aboveLeft = v128.load(previousLine + i - pixel)
      noneSum = i16x8.add(noneSum, magnitudes(raw))

      const sub = i8x16.sub(raw, left)
      v128.store(subAt + i, sub)
      subSum = i16x8.add(subSum, magnitudes(sub))

      const up = i8x16.sub(raw, above)
      v128.store(upAt + i, up)
      upSum = i16x8.add(upSum, magnitudes(up))

      // the instruction rounds up, PNG rounds down (6.5)
      const roundedUp = v128.and(v128.xor(left, above), ones)
      const average = i8x16.sub(raw, i8x16.sub(i8x16.avgr_u(left, above), roundedUp))
      v128.store(averageAt + i, average)
      averageSum = i16x8.add(averageSum, magnitudes(average))

      const paeth = i8x16.sub(raw, paethPredictor(left, above, aboveLeft))
      v128.store(paethAt + i, paeth)
      paethSum = i16x8.add(paethSum, magnitudes(paeth))
    }
    noneTotal = addWidened(noneTotal, noneSum)
    subTotal = addWidened(subTotal, subSum)
    upTotal = addWidened(upTotal, upSum)
    averageTotal = addWidened(averageTotal, averageSum)
    paethTotal = addWidened(paethTotal, paethSum)
  }
  storeSum(NONE, noneTotal, line, length, i)
  storeSum(SUB, subTotal, subAt, length, i)
  storeSum(UP, upTotal, upAt, length, i)
  storeSum(AVERAGE, averageTotal, averageAt, length, i)
  storeSum(PAETH, paethTotal, paethAt, length, i)
}

/**
 * Paeth's predictor (6.6) within bytes: with p = a + b - c, |p - a| = |b - c| and |p - b| = |a - c|. |p - c| is the
 * sum of the two if b - c and a - c have the same sign, else their difference.
 */
// @ts-ignore: decorator
@inline
function paethPredictor(a: v128, b: v128, c: v128): v128 {
  const toA = distance(b, c)
  const toB = distance(a, c)
  const opposite = v128.xor(i8x16.ge_u(b, c), i8x16.ge_u(a, c))
  const toC = v128.bitselect(distance(toA, toB), i8x16.add_sat_u(toA, toB), opposite)
  const nearest = i8x16.min_u(i8x16.min_u(toA, toB), toC)
  const bOrC = v128.bitselect(b, c, i8x16.eq(nearest, toB))
  return v128.bitselect(a, bOrC, i8x16.eq(nearest, toA))
}

// @ts-ignore: decorator
@inline
function distance(a: v128, b: v128): v128 {
  return i8x16.sub(i8x16.max_u(a, b), i8x16.min_u(a, b))
}

/** The magnitudes of signed bytes, summed in pairs. */
// @ts-ignore: decorator
@inline
function magnitudes(bytes: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(i8x16.min_u(bytes, i8x16.neg(bytes)))
}

// @ts-ignore: decorator
@inline
function addWidened(total: v128, sums: v128): v128 {
  return i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(sums))
}

/** The last vector may reach past the row: the share of those bytes is subtracted again. */
// @ts-ignore: decorator
@inline
function storeSum(filter: u32, total: v128, line: usize, length: usize, end: usize): void {
  let sum = sumLanes(total)
  for (let i = length; i < end; i++) sum -= magnitude(load<u8>(line + i))
  setU32At(SUMS, filter, sum)
}

// @ts-ignore: decorator
@inline
function magnitude(byte: u32): u32 {
  return byte < 128 ? byte : 256 - byte
}
