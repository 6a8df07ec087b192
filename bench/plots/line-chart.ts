import { numberText } from './number-text.ts'
import type { Line, LinePlot } from './plot.ts'
import { lineClasses, plotWidth, svgDocument, svgLine, svgPath, svgText } from './svg.ts'

const height = 340
const edges = { left: 64, right: plotWidth - 170, top: 44, bottom: height - 46 }

type Scale = (value: number) => number

/** Lines on logarithmic axes, each with its name at its end. */
export function lineChart(plot: LinePlot): string {
  const xs = plot.lines.flatMap(({ points }) => points.map(({ x }) => x))
  const ys = plot.lines.flatMap(({ points }) => points.map(({ y }) => y.median))
  const x = logScale(xs, edges.left, edges.right)
  const y = logScale(ys, edges.bottom, edges.top)
  const bottom = edges.bottom
  const elements = [
    ...ticks(ys).map((value) => svgLine([edges.left, y(value)], [edges.right, y(value)], 'grid')),
    ...ticks(ys).map((value) => svgText(edges.left - 6, y(value) + 4, numberText(value), 'end')),
    ...[...new Set(xs)].map((value) => svgText(x(value), bottom + 18, String(value), 'middle')),
    svgText((edges.left + edges.right) / 2, bottom + 38, plot.xName, 'middle'),
    svgText(8, edges.top - 8, plot.yName),
    ...plot.lines.flatMap((line, i) => drawLine(line, i, x, y)),
    ...names(plot.lines, y),
  ]
  return svgDocument(height, plot.title, elements)
}

/** So that all values lie between two places. */
function logScale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.min(...values)
  const range = Math.log(Math.max(...values) / least) || 1
  return (value) => from + (Math.log(value / least) / range) * (to - from)
}

/** 1, 2, 5, 10, 20 …, or of a wide range the powers of ten alone. */
function ticks(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const steps = most / least > 200 ? [1] : [1, 2, 5]
  const powers = Array.from({ length: 24 }, (_, i) => 10 ** (i - 12))
  return powers
    .flatMap((power) => steps.map((step) => step * power))
    .filter((value) => value >= least && value <= most)
}

function drawLine({ points }: Line, i: number, x: Scale, y: Scale): string[] {
  const colour = lineClasses[i % lineClasses.length]
  const spreads = points
    .filter(({ y: value }) => value.upper > value.lower && value.lower > 0)
    .map((point) => {
      const { lower, upper } = point.y
      return svgLine([x(point.x), y(lower)], [x(point.x), y(upper)], `line ${colour}`)
    })
  const path = points.map((point) => [x(point.x), y(point.y.median)] as const)
  return [svgPath(path, `line ${colour}`), ...spreads]
}

const nameHeight = 15

/** At the ends of the lines, moved apart where they would lie on each other. */
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
