import { numberText } from './number-text.ts'
import type { Line, LinePlot } from './plot.ts'
import { lineClasses, plotWidth, svgDocument, svgLine, svgPath, svgText } from './svg.ts'
import { logTicks } from './ticks.ts'

const height = 340
const edges = { left: 64, right: plotWidth - 170, top: 44, bottom: height - 46 }

type Scale = (value: number) => number

/** Lines on logarithmic axes, each with its name at its end; the reference is dashed. */
export function lineChart(plot: LinePlot): string {
  const xs = plot.lines.flatMap(({ points }) => points.map(({ x }) => x))
  const ys = plot.lines.flatMap(({ points }) => points.map(({ y }) => y.median))
  const x = logScale(xs, edges.left, edges.right)
  const y = logScale(ys, edges.bottom, edges.top)
  const { left, right, top, bottom } = edges
  const yTicks = logTicks(Math.min(...ys), Math.max(...ys))
  const elements = [
    ...yTicks.map((value) => svgLine([left, y(value)], [right, y(value)], 'grid')),
    ...yTicks.map((value) => svgText(left - 6, y(value) + 4, numberText(value), 'end')),
    svgLine([left, top], [left, bottom], 'axis'),
    svgLine([left, bottom], [right, bottom], 'axis'),
    ...[...new Set(xs)].flatMap((value) => [
      svgLine([x(value), bottom], [x(value), bottom + 5], 'axis'),
      svgText(x(value), bottom + 18, String(value), 'middle'),
    ]),
    svgText((left + right) / 2, bottom + 38, plot.xName, 'middle'),
    svgText(8, top - 8, plot.yName),
    ...plot.lines.flatMap((line, i) => drawLine(line, i, x, y)),
    ...names(plot.lines, y),
  ]
  return svgDocument(height, plot.title, elements)
}

/** Maps the values to the pixels between `from` and `to`. */
function logScale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.min(...values)
  const range = Math.log(Math.max(...values) / least) || 1
  return (value) => from + (Math.log(value / least) / range) * (to - from)
}

function drawLine({ points, isReference }: Line, i: number, x: Scale, y: Scale): string[] {
  const colour = lineClasses[i % lineClasses.length]
  const spreads = points
    .filter(({ y: value }) => value.upper > value.lower && value.lower > 0)
    .map((point) => {
      const { lower, upper } = point.y
      return svgLine([x(point.x), y(lower)], [x(point.x), y(upper)], `line ${colour}`)
    })
  const path = points.map((point) => [x(point.x), y(point.y.median)] as const)
  return [svgPath(path, `line ${colour}${isReference === true ? ' reference' : ''}`), ...spreads]
}

const nameHeight = 15

/** The names at the ends of the lines, moved apart where they would overlap. */
function names(lines: readonly Line[], y: Scale): string[] {
  const ends = lines.map(({ name, points }, i) => ({
    name,
    i,
    at: y(points.at(-1)?.y.median ?? 1),
  }))
  let free = edges.top
  return ends
    .toSorted((a, b) => a.at - b.at)
    .map(({ name, i, at }) => {
      const place = Math.max(at, free)
      free = place + nameHeight
      return svgText(edges.right + 8, place + 4, name, `text${i % lineClasses.length}`)
    })
}
