import { numberText } from './number-text.ts'
import type { Bar, BarPlot } from './plot.ts'
import { plotWidth, svgDocument, svgLine, svgRectangle, svgText } from './svg.ts'

const labelWidth = 190
const valueWidth = 80
const rowHeight = 20
const barHeight = 13
const groupGap = 26
const top = 36

/** Horizontal bars, in groups, each with its value and with where half of the rounds lie. */
export function barChart(plot: BarPlot): string {
  const scale = scaleOf(plot)
  const elements: string[] = []
  let y = top
  for (const { name, bars } of plot.groups) {
    if (name !== '') elements.push(svgText(8, y + 12, name, 'group'))
    if (name !== '') y += rowHeight
    for (const bar of bars) {
      elements.push(...drawBar(bar, y, scale))
      y += rowHeight
    }
    y += groupGap - rowHeight
  }
  const title = plot.scale === 'log' ? `${plot.title} (logarithmic)` : plot.title
  return svgDocument(y + 4, title, elements)
}

type Scale = (value: number) => number

/** From a value to its distance from the left edge of the bars. */
function scaleOf({ scale, groups }: BarPlot): Scale {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value.median)).filter(isDrawn)
  const largest = Math.max(...values, Number.MIN_VALUE)
  const width = plotWidth - labelWidth - valueWidth
  if (scale === 'linear') return (value) => (value / largest) * width
  // The smallest bar is still one to be seen.
  const least = Math.min(...values) / 1.6
  return (value) => (Math.log(value / least) / Math.log(largest / least)) * width
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
