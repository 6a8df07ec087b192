import type { Makers } from './field-values.ts'
import { hostileAddress } from './field-values.ts'
import { callOf, targetNamed } from './generate-call.ts'
import type { Random } from '../random.ts'
import type { Value } from './scenario.ts'

const bytesPerPixel = [0, 1, 2, 2, 3, 4, 4, 6, 4, 4, 4, 8]
const encoders = [
  'OrthancPluginCompressAndAnswerPngImage',
  'OrthancPluginCompressAndAnswerJpegImage',
  'OrthancPluginCompressPngImage',
  'OrthancPluginCompressJpegImage',
]
const sides = [1, 1, 2, 3, 7, 8, 9, 16, 17, 31, 64, 100]

/** Generates a call that encodes an image; its pixels may end with the memory, or one byte before or after it. */
export function generateImageCall(makers: Makers, answers: boolean): void {
  const { random, scratch } = makers
  const target = targetNamed(random.pick(answers ? encoders.slice(0, 2) : encoders))
  const isPng = target.name.includes('Png')
  const layout = layoutFor(random, isPng)
  const length = layout.height === 0 ? 0 : layout.pitch * (layout.height - 1) + layout.row
  const at = addressFor(makers, length)
  paint(makers, at, length)
  const values = new Map<string, Value>([
    ['output', 'output'],
    ['target', scratch.room(8)],
    ['pixelFormat', layout.format],
    ['imageFormat', isPng ? 0 : 1],
    ['width', layout.width],
    ['height', layout.height],
    ['pitch', layout.pitch],
    ['buffer', at],
    ['quality', random.chance(85) ? random.between(1, 100) : random.pick([0, 101, 255, 356])],
  ])
  if (random.chance(8))
    values.set(
      random.pick(['width', 'height', 'pitch']),
      random.pick([0, 2 ** 31, 2 ** 32 - 1, 1_000_001]),
    )
  scratch.steps.push(callOf(makers, target, values))
}

interface Layout {
  readonly format: number
  readonly width: number
  readonly height: number
  readonly pitch: number
  readonly row: number
}

function layoutFor(random: Random, isPng: boolean): Layout {
  const format = random.chance(90)
    ? random.pick(isPng ? [1, 2, 3, 4, 5] : [1, 4])
    : random.between(0, 12)
  const [width, height] = random.chance(95)
    ? [random.pick(sides), random.pick(sides)]
    : random.pick([
        [5000, 1],
        [1, 5000],
        [2000, 9],
      ] as const)
  const row = width * (bytesPerPixel[format] ?? 1)
  const padding = random.chance(60) ? 0 : random.pick([1, 2, 3, 13, 64, 65, 200, -1])
  return { format, width, height, pitch: Math.max(0, row + padding), row }
}

function addressFor(makers: Makers, length: number): number {
  const { random, scratch } = makers
  const end = scratch.memoryBytes - length
  if (random.chance(10)) return hostileAddress(makers)
  if (random.chance(30)) return Math.max(1, end)
  return random.chance(10) ? Math.max(1, end + random.pick([-1, 1])) : scratch.room(length)
}

/** Writes some pixels: steps, or noise. */
function paint({ random, scratch }: Makers, at: number, length: number): void {
  if (length <= 0 || random.chance(30)) return
  const shown = Math.min(length, 3000)
  const [start, step] = [random.below(256), random.below(4)]
  const isNoise = random.chance(30)
  const pixels = Array.from({ length: shown }, (_, i) =>
    String.fromCharCode(isNoise ? random.below(256) : (start + i * step) & 255),
  )
  if (at < scratch.memoryBytes) scratch.steps.push({ do: 'write', at, text: pixels.join('') })
}
