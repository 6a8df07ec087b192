import { answered, nothing, refusal, type Expected, type RouteRow } from './guest-row.ts'
import { memoryBytes, output, page, success } from './hostile-guest.ts'

interface Image {
  readonly format?: number
  readonly width?: number
  readonly height?: number
  readonly pitch?: number
  readonly at?: number
  readonly quality?: number
}

const i32 = (value: number): string => `(i32.const ${value | 0})`
const largest = 0xffffffff

function call(image: Image, kind: 'png' | 'jpeg'): string {
  const { format = 1, width = 4, height = 4, pitch = 4, at = page, quality = 90 } = image
  const layout = [format, width, height, pitch, at].map(i32).join(' ')
  return `(call $${kind} ${output} ${layout} ${kind === 'jpeg' ? i32(quality) : ''}) ${success}`
}

const png = (name: string, image: Image, expected: Expected): RouteRow => ({
  fault: 'sizes and formats of images',
  name: `png-${name}`,
  body: call(image, 'png'),
  expected,
})
const jpeg = (name: string, image: Image, expected: Expected): RouteRow => ({
  fault: 'sizes, formats and qualities of images',
  name: `jpeg-${name}`,
  body: call(image, 'jpeg'),
  expected,
})

const isPng = answered(/^\u0089PNG/)
const isJpeg = answered(/^\u00ff\u00d8\u00ff/)
const badBuffer = (kind: string): Expected =>
  refusal(new RegExp(`^OrthancPluginCompressAndAnswer${kind}Image: buffer: `))

export const imageRows: readonly RouteRow[] = [
  png('good', {}, isPng),
  png('width-0', { width: 0, pitch: 0 }, nothing),
  png('height-0', { height: 0 }, nothing),
  png('width-sign', { width: 0x80000000, pitch: 0x80000000 }, nothing),
  png('width-most', { width: largest, pitch: largest }, nothing),
  png('height-most', { height: largest }, nothing),
  png('all-most', { width: largest, height: largest, pitch: largest }, nothing),
  png('pitch-0', { pitch: 0 }, nothing),
  png('pitch-short', { pitch: 3 }, nothing),
  png('pitch-most', { pitch: largest }, badBuffer('Png')),
  png('row-wraps', { format: 5, width: 0x40000001, pitch: 4 }, nothing),
  png('height-wraps', { width: 1, height: 0x10001, pitch: 0xffff }, badBuffer('Png')),
  png('large', { width: 1_000_000, height: 1_000_000, pitch: 1_000_000 }, badBuffer('Png')),
  png('inside-last-row', { at: memoryBytes - 15 }, badBuffer('Png')),
  png('ends-exactly', { at: memoryBytes - 16 }, isPng),
  png('last-row-unpadded', { at: memoryBytes - (3 * 100 + 4), pitch: 100 }, isPng),
  ...[0, 6, 7, 8, 9, 10, 11, 12, 0x7fffffff, 0xffffffff].map((format) =>
    png(`format-${format}`, { format, pitch: 64 }, nothing),
  ),
  jpeg('good', {}, isJpeg),
  jpeg('quality-0', { quality: 0 }, nothing),
  jpeg('quality-101', { quality: 101 }, nothing),
  jpeg('quality-masked', { quality: 256 + 90 }, isJpeg),
  jpeg('width-65501', { width: 65_501, pitch: 65_501 }, nothing),
  jpeg('height-65501', { height: 65_501 }, nothing),
  jpeg('16-bit', { format: 2, pitch: 8 }, nothing),
  jpeg('past', { at: memoryBytes - 3 }, badBuffer('Jpeg')),
  jpeg('width-most', { width: largest, pitch: largest }, nothing),
]
