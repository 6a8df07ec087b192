import type { ImageEncoder } from '../../host/image/encoder.ts'
import type { Pixels } from '../../host/image/pixels.ts'
import {
  contest,
  sumUp,
  type EncoderContender,
  type ImageOutcome,
  type NamedImage,
} from '../images/encoder-contest.ts'
import { again, imageTable, pairOf, speedBars, sumTable } from '../images/encoder-findings.ts'
import { newEncoder } from '../images/encoders.ts'
import type { Findings, Noise, Target } from '../findings.ts'
import { ratioOf } from '../measure.ts'
import { NativeEncoder } from '../images/native-encoder.ts'
import type { BenchContext } from './part.ts'

/** A format of files, and what it is compared with. */
export interface EncoderBench {
  /** Also of the plot. */
  readonly format: 'png' | 'jpeg'
  readonly title: string
  /** The library that Orthanc links. */
  readonly peer: string
  readonly contendersOf: (
    encoder: ImageEncoder,
    native: NativeEncoder | undefined,
    pixels: Pixels,
  ) => readonly EncoderContender[]
}

/** Images of a kind, and the targets: the speed and the maximum size, relative to the peer. */
export interface EncoderGroup {
  readonly name: string
  readonly images: readonly NamedImage[]
  readonly speed: number
  readonly size?: number
}

interface GroupOutcome {
  readonly group: EncoderGroup
  readonly outcomes: readonly ImageOutcome[]
}

/** Lets our encoder and the others encode the same images. */
export async function benchEncoder(
  bench: EncoderBench,
  groups: readonly EncoderGroup[],
  context: BenchContext,
): Promise<Findings> {
  const encoder = newEncoder()
  const native = await NativeEncoder.compile(context.folder)
  const found: GroupOutcome[] = []
  try {
    const contendersOf = (pixels: Pixels) => bench.contendersOf(encoder, native, pixels)
    const options = { rounds: context.rounds(5), warmUps: 0 }
    for (const group of groups)
      found.push({ group, outcomes: await contest(group.images, contendersOf, options) })
  } finally {
    await native?.close()
  }
  const why = 'it needs the Debian packages libpng-dev, libjpeg-dev and gcc'
  const skipped = native === undefined ? [{ peer: bench.peer, why }] : []
  return { ...findingsOf(bench, found), skipped }
}

function findingsOf(bench: EncoderBench, found: readonly GroupOutcome[]): Findings {
  const { format, title, peer } = bench
  const groups = found.map(({ group, outcomes }) => {
    return { name: group.name, bars: speedBars(outcomes, peer), reference: 1 }
  })
  return {
    tables: found.flatMap(({ group, outcomes }) => [
      imageTable(`${title}, ${group.name}, image by image`, outcomes, peer),
      sumTable(`${title}, ${group.name}, all contenders`, outcomes, peer),
    ]),
    plots: [
      {
        kind: 'bars',
        name: format,
        title: `Times as fast as ${peer} (dashed)`,
        axis: `speed ÷ speed of ${peer}`,
        scale: 'log',
        groups,
      },
    ],
    targets: found.flatMap((one) => targetsOf(bench, one)),
    noise: found.flatMap((one) => noiseOf(bench, one)),
  }
}

function targetsOf({ title, peer }: EncoderBench, { group, outcomes }: GroupOutcome): Target[] {
  const { ours, theirs } = pairOf(sumUp(outcomes), peer)
  if (ours === undefined || theirs === undefined) return []
  const speed: Target = {
    what: `${title}, ${group.name}: times as fast as ${peer}`,
    value: ratioOf(theirs, ours, 'ms'),
    sense: 'at least',
    wanted: group.speed,
    unit: '×',
  }
  if (group.size === undefined) return [speed]
  const what = `${title}, ${group.name}: size to that of ${peer}`
  const value = ratioOf(ours, theirs, 'bytes')
  return [speed, { what, value, sense: 'at most', wanted: group.size, unit: '×' }]
}

function noiseOf({ title }: EncoderBench, { group, outcomes }: GroupOutcome): Noise[] {
  const sums = sumUp(outcomes)
  const [ours] = sums
  const second = sums.find(({ name }) => name === again)
  if (ours === undefined || second === undefined) return []
  return [{ what: `${title}, ${group.name}: time of ours`, ratio: ratioOf(second, ours, 'ms') }]
}
