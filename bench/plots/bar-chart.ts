import { numberText } from './number-text.ts'
import type { Bar, BarGroup, BarPlot } from './plot.ts'
import { plotWidth, svgDocument, svgLine, svgRectangle, svgText } from './svg.ts'
import { linearTicks, logTicks } from './ticks.ts'

const labelWidth = 190
const valueWidth = 80
const rowHeight = 20
const barHeight = 13
const groupGap = 26
const top = 36

/** Horizontal bars in groups, each with its value and the range of half of its rounds; a dashed line is the reference. */
export function barChart(plot: BarPlot): string {
  const axis = axisOf(plot)
  const elements: string[] = []
  let y = top
  for (const { name, bars, reference } of plot.groups) {
    if (name !== '') elements.push(svgText(8, y + 12, name, 'group'))
    if (name !== '') y += rowHeight
    const first = y - 4
    for (const bar of bars) {
      elements.push(...drawBar(bar, y, axis.scale))
      y += rowHeight
    }
    if (reference !== undefined) {
      const x = labelWidth + axis.scale(reference)
      elements.push(svgLine([x, first], [x, y - 3], 'mark reference'))
    }
    y += groupGap - rowHeight
  }
  return svgDocument(y + 40, plot.title, [...drawAxis(plot, axis, y), ...elements])
}

/** From a value to its distance from the left edge of the bars. */
type Scale = (value: number) => number

interface Axis {
  readonly scale: Scale
  readonly ticks: readonly number[]
}

function axisOf({ scale, groups }: BarPlot): Axis {
  const values = groups.flatMap(valuesOf).filter(isDrawn)
  const largest = Math.max(...values, Number.MIN_VALUE)
  const width = plotWidth - labelWidth - valueWidth
  if (scale === 'linear')
    return { scale: (value) => (value / largest) * width, ticks: linearTicks(largest) }
  // Even the smallest bar is visible.
  const least = Math.min(...values) / 1.6
  return {
    scale: (value) => (Math.log(value / least) / Math.log(largest / least)) * width,
    ticks: logTicks(least, largest),
  }
}

function valuesOf({ bars, reference = NaN }: BarGroup): number[] {
  return [...bars.map(({ value }) => value.median), reference]
}

/** The value axis below the bars, with a grid line at each tick. */
function drawAxis({ axis: name, scale }: BarPlot, { ticks, scale: at }: Axis, y: number): string[] {
  const right = plotWidth - valueWidth
  return [
    ...ticks
      .map((value) => labelWidth + at(value))
      .map((x) => svgLine([x, top - 6], [x, y], 'grid')),
    svgLine([labelWidth, top - 6], [labelWidth, y], 'axis'),
    svgLine([labelWidth, y], [right, y], 'axis'),
    ...ticks.map((value) => svgText(labelWidth + at(value), y + 15, numberText(value), 'middle')),
    svgText(right, y + 32, scale === 'log' ? `${name} (logarithmic)` : name, 'end'),
  ]
}

function drawBar({ name, value, isOurs }: Bar, y: number, scale: Scale): string[] {
  const label = svgText(labelWidth - 8, y + 11, name, 'end')
  if (!isDrawn(value.median)) return [label, svgText(labelWidth, y + 11, '–')]
  const width = scale(value.median)
  const [lower, upper] = [value.lower, value.upper].map((edge) => labelWidth + scale(edge))
  const rectangle = { x: labelWidth, y, width, height: barHeight }
  const end = Math.max(labelWidth + width, upper ?? 0)
  const drawn = [
    label,
    svgRectangle(rectangle, isOurs ? 'ours' : 'peer'),
    svgText(end + 6, y + 11, numberText(value.median)),
  ]
  if (lower === undefined || upper === undefined || upper - lower < 1) return drawn
  const middle = y + barHeight / 2
  return [...drawn, svgLine([lower, middle], [upper, middle], 'spread')]
}

function isDrawn(value: number): boolean {
  return Number.isFinite(value) && value > 0
}
