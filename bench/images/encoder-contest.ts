import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Pixels } from '../../host/image/pixels.ts'
import {
  measure,
  type Contender,
  type MeasureOptions,
  type Sample,
  type Series,
} from '../measure.ts'

/** The mean time of one encoding, and the length of the file. */
type EncoderFigure = 'ms' | 'bytes'

export type EncoderSample = Sample<EncoderFigure>
export type EncoderSeries = Series<EncoderFigure>
export type EncoderContender = Contender<EncoderFigure>

export interface NamedImage {
  readonly name: string
  readonly pixels: Pixels
}

/** The series of all contenders on one image. */
export interface ImageOutcome {
  readonly image: NamedImage
  readonly all: readonly EncoderSeries[]
}

/** Lets the contenders encode each image, round after round. */
export async function contest(
  images: readonly NamedImage[],
  contendersOf: (pixels: Pixels) => readonly EncoderContender[],
  options: MeasureOptions,
): Promise<ImageOutcome[]> {
  const outcomes: ImageOutcome[] = []
  for (const image of images)
    outcomes.push({ image, all: await measure(contendersOf(image.pixels), options) })
  return outcomes
}

/** Each contender over all images: sums, round by round. */
export function sumUp(outcomes: readonly ImageOutcome[]): EncoderSeries[] {
  const [first, ...others] = outcomes
  return (first?.all ?? []).map(({ name, samples }, place) => ({
    name,
    samples: samples.map((sample, round) => {
      const rest = others.map(({ all }) => all[place]?.samples[round])
      const sum = (of: EncoderFigure): number =>
        rest.reduce((total, other) => total + (other?.[of] ?? NaN), sample[of])
      return { ms: sum('ms'), bytes: sum('bytes') }
    }),
  }))
}

/** The minimum duration of a sample, so that the clock and the compiler of a hot function do not matter. */
const leastMs = 12

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

/** A contender within this process, which returns the bytes of the file. Garbage of other contenders does not count as its time. */
export function inProcess(name: string, encode: () => number | Promise<number>): EncoderContender {
  return {
    name,
    run: async () => {
      if (typeof collectGarbage === 'function') collectGarbage()
      const start = performance.now()
      let [bytes, runs, ms] = [0, 0, 0]
      while (ms < leastMs) {
        bytes = await encode()
        runs++
        ms = performance.now() - start
      }
      return { ms: ms / runs, bytes }
    },
  }
}
