import type { Spread } from './measure.ts'
import type { Plot } from './plots/plot.ts'

/** A text, a number, or a number with what the rounds make of it. */
export type Cell = string | number | Spread

/** A table; the first column has the names of the rows. */
export interface Table {
  readonly title: string
  /** Names of the other columns, units included. */
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly note?: string
}

export interface Row {
  readonly name: string
  readonly cells: readonly Cell[]
}

/** What a figure should be; the median counts. */
export interface Target {
  readonly what: string
  readonly value: Spread
  readonly sense: 'at least' | 'at most'
  readonly wanted: number
  readonly unit: '×' | 'ms'
}

/** The same thing measured twice: how far from 1 it is, is the noise of the machine. */
export interface Noise {
  readonly what: string
  readonly ratio: Spread
}

/** A peer that is not there. */
export interface Skipped {
  readonly peer: string
  readonly why: string
}

/** What a part found. */
export interface Findings {
  readonly tables: readonly Table[]
  readonly plots?: readonly Plot[]
  readonly targets?: readonly Target[]
  readonly noise?: readonly Noise[]
  readonly skipped?: readonly Skipped[]
}

/** Whether the median is what it should be. */
export function isMet({ value, sense, wanted }: Target): boolean {
  return sense === 'at least' ? value.median >= wanted : value.median <= wanted
}
