import type { Spread } from '../measure.ts'

/** Bars beside each other, in groups. */
export interface BarPlot {
  readonly kind: 'bars'
  /** Of the file. */
  readonly name: string
  readonly title: string
  readonly scale: 'linear' | 'log'
  readonly groups: readonly BarGroup[]
}

export interface BarGroup {
  readonly name: string
  readonly bars: readonly Bar[]
}

/** `isOurs` is drawn in the colour that stands for this project. */
export interface Bar {
  readonly name: string
  readonly value: Spread
  readonly isOurs: boolean
}

/** Lines over a quantity that grows; both axes are logarithmic. */
export interface LinePlot {
  readonly kind: 'lines'
  readonly name: string
  readonly title: string
  readonly xName: string
  readonly yName: string
  readonly lines: readonly Line[]
}

export interface Line {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: Spread }[]
}

export type Plot = BarPlot | LinePlot
