import { sumUp, type EncoderSeries, type ImageOutcome } from './encoder-contest.ts'
import type { Table } from '../findings.ts'
import { ratioOf, spreadOf } from '../measure.ts'
import type { Bar } from '../plots/plot.ts'

/** The name of our first contender where it is measured a second time. */
export const again = 'ours, again'

/** A row for each image: ours, by its first contender, and the peer of that name. */
export function imageTable(title: string, outcomes: readonly ImageOutcome[], peer: string): Table {
  return {
    title,
    columns: ['ours, ms', `${peer}, ms`, `${peer} ÷ ours, time`, `ours ÷ ${peer}, size`],
    rows: outcomes.map(({ image, all }) => {
      const { ours, theirs } = pairOf(all, peer)
      return {
        name: image.name,
        cells: [
          ours === undefined ? '' : spreadOf(ours, 'ms'),
          theirs === undefined ? '' : spreadOf(theirs, 'ms'),
          ours === undefined || theirs === undefined ? '' : ratioOf(theirs, ours, 'ms'),
          ours === undefined || theirs === undefined ? '' : ratioOf(ours, theirs, 'bytes').median,
        ],
      }
    }),
  }
}

/** A row for each contender, over all images. */
export function sumTable(title: string, outcomes: readonly ImageOutcome[], peer: string): Table {
  const sums = sumUp(outcomes)
  const { theirs } = pairOf(sums, peer)
  return {
    title,
    columns: ['ms, summed', `${peer} ÷ it, time`, 'KiB, summed', `it ÷ ${peer}, size`],
    rows: sums.map((series) => ({
      name: series.name,
      cells: [
        spreadOf(series, 'ms'),
        theirs === undefined || theirs === series ? '' : ratioOf(theirs, series, 'ms'),
        spreadOf(series, 'bytes').median / 1024,
        theirs === undefined || theirs === series ? '' : ratioOf(series, theirs, 'bytes').median,
      ],
    })),
  }
}

/** How many times as fast as the peer each contender is, over all images. */
export function speedBars(outcomes: readonly ImageOutcome[], peer: string): Bar[] {
  const sums = sumUp(outcomes)
  const { theirs } = pairOf(sums, peer)
  if (theirs === undefined) return []
  const shown = sums.filter(({ name }) => name !== again && name !== peer)
  return shown.map((series) => ({
    name: series.name,
    value: ratioOf(theirs, series, 'ms'),
    isOurs: series.name.startsWith('ours'),
  }))
}

/** Our first contender, and the peer if it took part. */
export function pairOf(
  all: readonly EncoderSeries[],
  peer: string,
): { readonly ours: EncoderSeries | undefined; readonly theirs: EncoderSeries | undefined } {
  return { ours: all[0], theirs: all.find(({ name }) => name === peer) }
}
