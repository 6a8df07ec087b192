// Huffman coding of quantised blocks (T.81, F.1.2): a list of code entries, not yet packed.

import { coefficientAt, nonZeroPlaces } from './coefficients'
import { acEntry, codeTable, dcEntry, symbolEntry } from './jpeg-code-tables'
import { setU32At, u32At } from './table'

const END_OF_BLOCK: usize = 0x00
const SIXTEEN_ZEROS: usize = 0xf0
const MAX_DISTANCE: u32 = 16 // after at most fifteen zeros

const DC_PLACE: u64 = 1
const LAST_PLACE: u64 = 63

// A batch's blocks have an entry at most for each of their coefficients; the end takes two more.
const CODES: usize = memory.data((32 * 64 + 2) * 4, 16)
const PREDICTIONS: usize = memory.data(3 * 4, 16)

let next: usize = CODES

/** Begins a scan: DC is predicted as 0 (F.1.1.5.1). */
export function startPredictions(): void {
  memory.fill(PREDICTIONS, 0, 3 * 4)
}

/** Begins a list. */
export function startCodes(): void {
  next = CODES
}

/** Start of the list. */
export function firstCode(): usize {
  return CODES
}

/** Ends the list, and makes the number of entries even. Returns its end. */
export function endCodes(): usize {
  store<u64>(next, 0)
  return next
}

/** Codes a block of component 0 (Y), 1 (Cb) or 2 (Cr). */
export function codeBlock(block: usize, component: usize): void {
  const table = codeTable(component == 0 ? 0 : 1)
  const dc = coefficientAt(block, 0)
  let to = next
  store<u32>(to, dcEntry(table, dc - <i32>u32At(PREDICTIONS, component)))
  to += 4
  setU32At(PREDICTIONS, component, dc)

  let places = nonZeroPlaces(block) & ~DC_PLACE
  let lastPlace: u64 = 0
  while (places != 0) {
    const place = ctz(places)
    places &= places - 1
    let distance = <u32>(place - lastPlace)
    lastPlace = place
    // Tested twice: V8 checks for interrupts at the head of each loop, and this one is seldom entered
    if (distance > MAX_DISTANCE) {
      do {
        store<u32>(to, symbolEntry(table, SIXTEEN_ZEROS))
        to += 4
        distance -= MAX_DISTANCE
      } while (distance > MAX_DISTANCE)
    }
    store<u32>(to, acEntry(table, distance, coefficientAt(block, <usize>place)))
    to += 4
  }
  if (lastPlace != LAST_PLACE) {
    store<u32>(to, symbolEntry(table, END_OF_BLOCK))
    to += 4
  }
  next = to
}

/** Codes a block of luminance with the DC of the one before and no AC. */
export function codeDummy(): void {
  const table = codeTable(0)
  store<u32>(next, dcEntry(table, 0))
  store<u32>(next, symbolEntry(table, END_OF_BLOCK), 4)
  next += 8
}
