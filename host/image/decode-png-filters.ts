import { badPng } from './decode-png-chunks.ts'

/** The sizes of one row without its filter's number, and of one pixel. */
interface RowSizes {
  readonly rowBytes: number
  readonly pixelBytes: number
}

/**
 * The rows of a pass as they were before they were filtered (RFC 2083, 6). Each filtered row begins with the number of its
 * filter. Throws `CallError` 15.
 */
export function unfilterRows(
  filtered: Uint8Array,
  { rowBytes, pixelBytes }: RowSizes,
): Uint8Array<ArrayBuffer> {
  const height = filtered.length / (1 + rowBytes)
  const rows = new Uint8Array(height * rowBytes)
  // The row above the first one is all zero.
  let above = new Uint8Array(rowBytes)
  for (let y = 0; y < height; y++) {
    const at = y * (1 + rowBytes)
    const undo = filters[filtered[at] ?? -1]
    if (undo === undefined) throw badPng('a filter that PNG does not have')
    const row = rows.subarray(y * rowBytes, (y + 1) * rowBytes)
    row.set(filtered.subarray(at + 1, at + 1 + rowBytes))
    undo(row, above, pixelBytes)
    above = row
  }
  return rows
}

/** Undoes a filter in place. Sums wrap at 256, which an array of bytes does by itself. */
type Undo = (row: Uint8Array, above: Uint8Array, pixelBytes: number) => void

/** By their numbers: none, sub, up, average, Paeth. */
const filters: readonly Undo[] = [() => undefined, undoSub, undoUp, undoAverage, undoPaeth]

function undoSub(row: Uint8Array, _above: Uint8Array, pixelBytes: number): void {
  for (let x = pixelBytes; x < row.length; x++) row[x] = (row[x] ?? 0) + (row[x - pixelBytes] ?? 0)
}

function undoUp(row: Uint8Array, above: Uint8Array): void {
  for (let x = 0; x < row.length; x++) row[x] = (row[x] ?? 0) + (above[x] ?? 0)
}

function undoAverage(row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  for (let x = 0; x < row.length; x++) {
    const left = x < pixelBytes ? 0 : (row[x - pixelBytes] ?? 0)
    row[x] = (row[x] ?? 0) + ((left + (above[x] ?? 0)) >> 1)
  }
}

function undoPaeth(row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  // Left of the row all is zero, so the first pixel's prediction is what stands above it.
  undoUp(row.subarray(0, pixelBytes), above)
  for (let x = pixelBytes; x < row.length; x++) {
    const left = row[x - pixelBytes] ?? 0
    const upper = above[x] ?? 0
    row[x] = (row[x] ?? 0) + closest(left, upper, above[x - pixelBytes] ?? 0)
  }
}

/** Paeth's prediction (RFC 2083, 6.6): the neighbour that is next to `left + upper - corner`; on a tie the first. */
function closest(left: number, upper: number, corner: number): number {
  const toLeft = Math.abs(upper - corner)
  const toUpper = Math.abs(left - corner)
  const toCorner = Math.abs(left + upper - 2 * corner)
  if (toLeft <= toUpper && toLeft <= toCorner) return left
  return toUpper <= toCorner ? upper : corner
}
