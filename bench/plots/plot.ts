import type { Spread } from '../measure.ts'

/** Horizontal bars in groups. */
export interface BarPlot {
  readonly kind: 'bars'
  /** Of the file. */
  readonly name: string
  readonly title: string
  /** The name of the value axis, with its unit. */
  readonly axis: string
  readonly scale: 'linear' | 'log'
  readonly groups: readonly BarGroup[]
}

export interface BarGroup {
  readonly name: string
  readonly bars: readonly Bar[]
  /** What the bars are compared with: a dashed line across the group. */
  readonly reference?: number
}

/** `isOurs`: drawn in the colour of this project. */
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
  /** True of what the others are compared with: its line is dashed. */
  readonly isReference?: boolean
  readonly points: readonly { readonly x: number; readonly y: Spread }[]
}

export type Plot = BarPlot | LinePlot
