import { crc32, inflateSync } from 'node:zlib'
import { pixelFormats } from '../../abi/enums.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { pngPasses, unfiltered, type PngPass } from './png-rows.ts'

/** What a file of an image format must become: an image without padding, or a code. */
export type ExpectedPixels =
  | {
      readonly format: number
      readonly width: number
      readonly height: number
      readonly pitch: number
      readonly data: Buffer
    }
  | { readonly code: number }

interface PngHeader {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly isInterlaced: boolean
}

const badFile = { code: 15 } as const
const notDecoded = { code: 2 } as const
const tooLarge = { code: 4 } as const
const signature = '\x89PNG\r\n\x1a\n'
const largestSide = 1_000_000
/** So much more than its rows may be in the stream. */
const slackBytes = 65_536
/** Depths of each colour type (RFC 2083, 4.1.1). */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
/** The kinds that are decoded: the format, and the bytes of a pixel. */
const kinds: ReadonlyMap<string, readonly [format: number, pixel: number]> = new Map([
  ['0 8', [pixelFormats.Grayscale8, 1]],
  ['0 16', [pixelFormats.Grayscale16, 2]],
  ['2 8', [pixelFormats.RGB24, 3]],
  ['6 8', [pixelFormats.RGBA32, 4]],
])

/** What a PNG must become. */
export function pngPixels(file: Buffer): ExpectedPixels {
  const parts = partsOf(file)
  if (parts === undefined) return badFile
  const { header, stream } = parts
  const { width, height, depth, colour, isInterlaced } = header
  if (Math.min(width, height) < 1 || Math.max(width, height) > largestSide) return badFile
  if (depths[colour]?.includes(depth) !== true) return badFile
  const [format, pixel] = kinds.get(`${colour} ${depth}`) ?? []
  if (format === undefined || pixel === undefined) return notDecoded
  const pitch = width * pixel
  if (pitch * height > fixedLimits.decodedImageBytes) return tooLarge
  const data = placed(stream, pngPasses(width, height, isInterlaced), {
    data: Buffer.alloc(pitch * height),
    pitch,
    pixel,
  })
  if (data === undefined) return badFile
  return { format, width, height, pitch, data: depth === 16 ? data.swap16() : data }
}

/** The header and the compressed rows. What follows the pixels is not read, nor are chunks that say nothing of them. */
function partsOf(file: Buffer): { header: PngHeader; stream: Buffer } | undefined {
  if (file.toString('latin1', 0, signature.length) !== signature) return undefined
  const pieces: Buffer[] = []
  let header: PngHeader | undefined
  for (let at = signature.length; at + 12 <= file.length;) {
    const end = at + 8 + file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    if (pieces.length > 0 && type !== 'IDAT') break
    if (end + 4 > file.length || !/^[a-z]{4}$/i.test(type)) return undefined
    const isNeeded = type.startsWith(type.charAt(0).toUpperCase())
    if (isNeeded && crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return undefined
    const data = file.subarray(at + 8, end)
    if (header === undefined) {
      header = type === 'IHDR' ? headerIn(data) : undefined
      if (header === undefined) return undefined
    } else if (type === 'IDAT') pieces.push(data)
    else if (isNeeded && type !== 'PLTE') return undefined
    at = end + 4
  }
  if (header === undefined || pieces.length === 0) return undefined
  return { header, stream: Buffer.concat(pieces) }
}

function headerIn(data: Buffer): PngHeader | undefined {
  if (data.length !== 13) return undefined
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8)
  if (compression !== 0 || filter !== 0 || interlace > 1) return undefined
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  return { width, height, depth, colour, isInterlaced: interlace === 1 }
}

interface Canvas {
  readonly data: Buffer
  readonly pitch: number
  readonly pixel: number
}

/** The pixels of all passes where they belong; `undefined` where the stream is not theirs. */
function placed(stream: Buffer, passes: readonly PngPass[], canvas: Canvas): Buffer | undefined {
  const stored = passes.map(({ width, height }) => height * (1 + width * canvas.pixel))
  const needed = stored.reduce((sum, bytes) => sum + bytes, 0)
  const inflated = inflatedRows(stream, needed)
  if (inflated === undefined) return undefined
  let at = 0
  for (const [i, pass] of passes.entries()) {
    const bytes = inflated.subarray(at, (at += stored[i] ?? 0))
    const row = pass.width * canvas.pixel
    const rows = unfiltered({ bytes, row, pixel: canvas.pixel, count: pass.height })
    if (rows === undefined) return undefined
    place(rows, pass, canvas)
  }
  return canvas.data
}

function inflatedRows(stream: Buffer, needed: number): Buffer | undefined {
  try {
    const rows = inflateSync(stream)
    return rows.length >= needed && rows.length <= needed + slackBytes ? rows : undefined
  } catch {
    return undefined
  }
}

function place(rows: Buffer, pass: PngPass, { data, pitch, pixel }: Canvas): void {
  for (let y = 0; y < pass.height; y++)
    for (let x = 0; x < pass.width; x++) {
      const from = (y * pass.width + x) * pixel
      const to = (pass.top + y * pass.stepY) * pitch + (pass.left + x * pass.stepX) * pixel
      data.set(rows.subarray(from, from + pixel), to)
    }
}
