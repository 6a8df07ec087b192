import type { Pixels } from '../../host/image/pixels.ts'
import { contest, type EncoderContender, type EncoderSeries } from '../images/encoder-contest.ts'
import { newEncoder, jpegContenders, pngContenders } from '../images/encoders.ts'
import type { Findings, Table } from '../findings.ts'
import { colourPhantom, ctPhantom } from '../images/images.ts'
import { spread, spreadOf, type Spread } from '../measure.ts'
import { NativeEncoder } from '../images/native-encoder.ts'
import type { BenchContext, Part } from './part.ts'
import type { Line } from '../plots/plot.ts'

/** How encoding grows with the image. */
export const largePart: Part = {
  name: 'large',
  title: 'Growth with the size of images',
  about:
    'The same made-up CT, 16 bit grey, as PNG, and the same made-up picture, RGB, as JPEG, in several sizes. A flat line is ' +
    'time that grows with the pixels alone.',
  run: benchLarge,
}

const sides = [64, 128, 256, 512, 1024, 2048, 4096]
const quickSides = [32, 64]

/** Of those that `pngContenders` and `jpegContenders` have. */
const shown = ['ours, balanced', 'ours', 'libpng', 'libjpeg-turbo']

async function benchLarge(context: BenchContext): Promise<Findings> {
  const native = await NativeEncoder.compile(context.folder)
  const encoder = newEncoder()
  try {
    const png = await growth(ctPhantom, (pixels) => pngContenders(encoder, native, pixels), context)
    const jpeg = await growth(
      colourPhantom,
      (pixels) => jpegContenders(encoder, native, pixels),
      context,
    )
    return findingsOf([
      { format: 'PNG', sizes: png },
      { format: 'JPEG', sizes: jpeg },
    ])
  } finally {
    await native?.close()
  }
}

interface Size {
  readonly side: number
  readonly all: readonly EncoderSeries[]
}

async function growth(
  draw: (side: number) => Pixels,
  contendersOf: (pixels: Pixels) => readonly EncoderContender[],
  context: BenchContext,
): Promise<Size[]> {
  const sizes: Size[] = []
  for (const side of context.isQuick ? quickSides : sides) {
    const image = { name: '', pixels: draw(side) }
    const few = (pixels: Pixels) => contendersOf(pixels).filter(({ name }) => shown.includes(name))
    // Of the largest libpng takes ten seconds a round.
    const rounds = side > 2048 ? Math.min(2, context.rounds(2)) : context.rounds(5)
    const [outcome] = await contest([image], few, { rounds, warmUps: 0 })
    sizes.push({ side, all: outcome?.all ?? [] })
  }
  return sizes
}

interface FormatSizes {
  readonly format: string
  readonly sizes: readonly Size[]
}

function findingsOf(formats: readonly FormatSizes[]): Findings {
  return {
    tables: formats.map(tableOf),
    plots: [
      {
        kind: 'lines',
        name: 'large',
        title: 'Encoding: nanoseconds per pixel',
        xName: 'side of the image, px',
        yName: 'ns/px',
        lines: formats.flatMap(linesOf),
      },
    ],
  }
}

function tableOf({ format, sizes }: FormatSizes): Table {
  const names = sizes[0]?.all.map(({ name }) => name) ?? []
  return {
    title: `${format}: time of an image, and of a pixel`,
    columns: names.flatMap((name) => [`${name}, ms`, `${name}, ns/px`]),
    rows: sizes.map(({ side, all }) => ({
      name: `${side} × ${side}`,
      cells: all.flatMap((series) => [spreadOf(series, 'ms'), perPixel(series, side).median]),
    })),
  }
}

function linesOf({ format, sizes }: FormatSizes): Line[] {
  const names = sizes[0]?.all.map(({ name }) => name) ?? []
  return names.map((name, i) => ({
    name: `${format}, ${name}`,
    isReference: !name.startsWith('ours'),
    points: sizes.flatMap(({ side, all }) => {
      const series = all[i]
      return series === undefined ? [] : [{ x: side, y: perPixel(series, side) }]
    }),
  }))
}

function perPixel({ samples }: EncoderSeries, side: number): Spread {
  return spread(samples.map(({ ms }) => (ms * 1e6) / side ** 2))
}
