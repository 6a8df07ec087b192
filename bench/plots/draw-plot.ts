import { barChart } from './bar-chart.ts'
import { lineChart } from './line-chart.ts'
import type { Plot } from './plot.ts'

/** The SVG document of a plot. */
export function drawPlot(plot: Plot): string {
  return plot.kind === 'bars' ? barChart(plot) : lineChart(plot)
}
