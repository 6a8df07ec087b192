import type { Cell } from '../findings.ts'

/** A number with about three digits that count; `–` if there is none. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 100_000) return `${(value / 1000).toFixed(0)} k`
  if (size >= 100 || Number.isInteger(value)) return value.toFixed(0)
  if (size >= 10) return value.toFixed(1)
  // Of a ratio near 1 the third digit matters.
  return value.toFixed(size >= 1.1 ? 2 : 3)
}

/** A cell as it is read: of rounds the median, and between which half of them lie. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return numberText(cell)
  const { median, lower, upper, rounds } = cell
  if (rounds < 2 || !Number.isFinite(median)) return numberText(median)
  return `${numberText(median)} (${numberText(lower)} … ${numberText(upper)})`
}
