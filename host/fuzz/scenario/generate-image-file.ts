import jpeg from 'jpeg-js'
import { crc32, deflateSync } from 'node:zlib'
import type { Makers } from './field-values.ts'
import { callOf, targetNamed } from './generate-call.ts'
import type { Random } from '../random.ts'
import type { Value } from './scenario.ts'

const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const oddSides = [0, 1_000_000, 1_000_001, 2 ** 31, 2 ** 32 - 1, 8192]
const formats = { png: 0, jpeg: 1 } as const

/** First pixel and steps of the seven passes of an interlaced PNG (RFC 2083, 2.6). */
const interlacing = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** JPEGs in colours. */
const jpegFiles: readonly Buffer[] = [
  [1, 1],
  [8, 8],
  [19, 5],
].map(([width = 0, height = 0]) => {
  const data = Buffer.from(Array.from({ length: width * height * 4 }, (_, i) => (i * 37) & 255))
  return Buffer.from(jpeg.encode({ width, height, data }, 80).data)
})

/** A call that decodes an image from a file, which may be damaged. */
export function generateImageFile(makers: Makers): void {
  const { random, scratch } = makers
  const isPng = random.chance(75)
  const file = damage(random, isPng ? pngFile(random) : random.pick(jpegFiles))
  const values = new Map<string, Value>([
    ['target', scratch.room(4)],
    ['data', scratch.bytes(file.toString('latin1'))],
    ['size', file.length],
    ['format', random.chance(95) ? formats[isPng ? 'png' : 'jpeg'] : random.below(4)],
  ])
  scratch.steps.push(callOf(makers, targetNamed('OrthancPluginUncompressImage'), values))
}

function damage(random: Random, file: Buffer): Buffer {
  if (random.chance(70)) return file
  if (random.chance(50)) return file.subarray(0, random.below(file.length))
  const copy = Buffer.from(file)
  copy[random.below(copy.length)] = random.below(256)
  return copy
}

/** A PNG of any kind; its header may not fit its pixels. */
function pngFile(random: Random): Buffer {
  const colour = random.pick([0, 0, 2, 6, 0, 2, 6, 3, 4, 1])
  const depth = random.pick([8, 8, 8, 16, 1, 4, 7])
  const [width, height] = [random.between(1, 12), random.between(1, 12)]
  const isInterlaced = random.chance(40)
  const pixel = ((channels[colour] ?? 1) * depth) / 8
  const passes = isInterlaced ? interlacing : ([[0, 0, 1, 1]] as const)
  const rows = passes.flatMap(([left, top, stepX, stepY]) => {
    const columns = Math.max(0, Math.ceil((width - left) / stepX))
    const count = columns === 0 ? 0 : Math.max(0, Math.ceil((height - top) / stepY))
    return Array.from({ length: count }, () => storedRow(random, Math.ceil(columns * pixel)))
  })
  const stream = deflateSync(changeLength(random, Buffer.concat(rows)), { level: 0 })
  const side = (length: number): number => (random.chance(96) ? length : random.pick(oddSides))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side(width), 0)
  header.writeUInt32BE(side(height), 4)
  const interlace = random.chance(98) ? Number(isInterlaced) : 2
  header.set([depth, colour, random.chance(98) ? 0 : 1, random.chance(98) ? 0 : 1, interlace], 8)
  const cut = random.below(stream.length)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(random.chance(20) ? [chunk(random.pick(['tEXt', 'PLTE', 'XXXX', 'IHDR']), header)] : []),
    chunk('IDAT', stream.subarray(0, cut)),
    ...(random.chance(5) ? [chunk('tEXt', header)] : []),
    chunk('IDAT', stream.subarray(cut)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The number of a filter, and bytes. */
function storedRow(random: Random, length: number): Buffer {
  const filter = random.chance(99) ? random.below(5) : random.between(5, 255)
  return Buffer.from([filter, ...Array.from({ length }, () => random.below(256))])
}

/** Sometimes too few rows, or too many. */
function changeLength(random: Random, rows: Buffer): Buffer {
  if (random.chance(90)) return rows
  if (random.chance(50)) return rows.subarray(0, random.below(rows.length))
  return Buffer.concat([rows, Buffer.alloc(random.pick([1, 200, 65_536, 65_537]))])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)])
}
