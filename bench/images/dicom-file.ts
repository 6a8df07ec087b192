import { pixelFormats } from '../../abi/enums.ts'
import type { Pixels } from '../../host/image/pixels.ts'

const tags = {
  samples: 0x0028_0002,
  planar: 0x0028_0006,
  rows: 0x0028_0010,
  columns: 0x0028_0011,
  bitsAllocated: 0x0028_0100,
  pixelData: 0x7fe0_0010,
} as const

// Representations with a length of 32 bits after two reserved bytes (DICOM PS3.5, 7.1.2).
const longRepresentations = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'UN', 'UC', 'UR', 'UT', 'SQ'])
const undefinedLength = 0xffffffff
const firstElement = 132
const itemGroup = 0xfffe

/** The first frame of an uncompressed DICOM file, explicit VR little endian; `undefined` of any other. */
export function readDicom(file: Buffer): Pixels | undefined {
  const elements = readElements(file)
  const number = (tag: number): number => elements.get(tag)?.readUInt16LE(0) ?? 0
  const [width, height, samples] = [number(tags.columns), number(tags.rows), number(tags.samples)]
  const bytes = number(tags.bitsAllocated) / 8
  const stored = elements.get(tags.pixelData)?.subarray(0, width * height * samples * bytes)
  const format = formats.get(`${samples} × ${bytes}`)
  if (stored === undefined || format === undefined || stored.length === 0) return undefined
  const isPlanar = samples === 3 && number(tags.planar) === 1
  const data = isPlanar ? interleave(stored) : new Uint8Array(stored)
  return { format, width, height, pitch: width * samples * bytes, data }
}

const formats = new Map<string, number>([
  ['1 × 1', pixelFormats.Grayscale8],
  ['1 × 2', pixelFormats.Grayscale16],
  ['3 × 1', pixelFormats.RGB24],
])

/** Elements by tag. Of sequences of undefined length the inner ones are among them: the first counts, of pixels the last. */
function readElements(file: Buffer): Map<number, Buffer> {
  const elements = new Map<number, Buffer>()
  let at = firstElement
  while (at + 8 <= file.length) {
    const [group, element] = [file.readUInt16LE(at), file.readUInt16LE(at + 2)]
    const tag = group * 0x10000 + element
    const isLong = longRepresentations.has(file.toString('latin1', at + 4, at + 6))
    const isItem = group === itemGroup
    const start = at + (isLong ? 12 : 8)
    if (start > file.length) break
    const long = isItem ? file.readUInt32LE(at + 4) : isLong ? file.readUInt32LE(at + 8) : 0
    const length = isItem || isLong ? long : file.readUInt16LE(at + 6)
    const isOpen = isItem || length === undefinedLength
    if (!elements.has(tag) || tag === tags.pixelData)
      elements.set(tag, file.subarray(start, start + (isOpen ? 0 : length)))
    at = isOpen ? start : start + length
  }
  return elements
}

function interleave(planes: Uint8Array): Uint8Array {
  const pixels = planes.length / 3
  return Uint8Array.from(planes, (_, i) => planes[(i % 3) * pixels + Math.floor(i / 3)] ?? 0)
}
