import { concatenate } from '../exchange/bytes.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import {
  appendData,
  pageBytes,
  readMemoryBytes,
  removeExports,
  type DataSegment,
} from './data-writer.ts'

/** What a module has written to its memory before it serves anything: instances start with it. */
export interface MemoryImage {
  /** The size of the memory. */
  readonly pages: number
  /** In the order of their addresses. */
  readonly segments: readonly DataSegment[]
}

/** The exported function of a plugin that does the part of its start which is the same for all instances. */
export const prepareExport = 'orthanc_wasm_prepare'

/** Equal bytes between two segments that join them: a segment costs more. */
const longestGap = 256
const wordBytes = 8
const mostSegments = 50_000

/** What differs between the initial memory of a module and the memory later, both in buffers of their own. */
export function diffMemory(
  before: Uint8Array<ArrayBuffer>,
  after: Uint8Array<ArrayBuffer>,
): MemoryImage {
  const [old, current] = [new BigUint64Array(before.buffer), new BigUint64Array(after.buffer)]
  const segments: DataSegment[] = []
  let start = -1
  let last = -1
  const end = (): void => {
    if (start < 0) return
    const at = start * wordBytes
    segments.push({ at, bytes: after.subarray(at, (last + 1) * wordBytes) })
  }
  for (let i = 0; i < current.length; i++) {
    if (current[i] === (old[i] ?? 0n)) continue
    if (start < 0 || i - last > longestGap / wordBytes) {
      end()
      start = i
    }
    last = i
  }
  end()
  return { pages: after.length / pageBytes, segments }
}

const headBytes = 8

/** Pages, number of segments, then for each its address and length; then the bytes of all. Numbers are u32, little-endian. */
export function encodeImage({ pages, segments }: MemoryImage): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(headBytes * (segments.length + 1))
  head.writeUInt32LE(pages, 0)
  head.writeUInt32LE(segments.length, 4)
  for (const [i, { at, bytes }] of segments.entries()) {
    head.writeUInt32LE(at, headBytes * (i + 1))
    head.writeUInt32LE(bytes.length, headBytes * (i + 1) + 4)
  }
  return concatenate([head, ...segments.map(({ bytes }) => bytes)])
}

/** Throws `PluginLoadError` for bytes that are not an image: they come from a guest. */
export function decodeImage(bytes: Uint8Array): MemoryImage {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const count = data.length < headBytes ? mostSegments + 1 : data.readUInt32LE(4)
  let from = headBytes * (count + 1)
  if (count > mostSegments || from > data.length) throw notAnImage()
  const pages = data.readUInt32LE(0)
  const segments = Array.from({ length: count }, (_, i) => {
    const at = data.readUInt32LE(headBytes * (i + 1))
    const length = data.readUInt32LE(headBytes * (i + 1) + 4)
    if (at + length > pages * pageBytes || from + length > data.length) throw notAnImage()
    from += length
    return { at, bytes: data.subarray(from - length, from) }
  })
  if (from !== data.length) throw notAnImage()
  return { pages, segments }
}

function notAnImage(): PluginLoadError {
  return new PluginLoadError(['not an image of a memory'])
}

/** The module that starts with an image of its memory, and is not initialized again. */
export function applyImage(
  module: Uint8Array,
  { pages, segments }: MemoryImage,
): Uint8Array<ArrayBuffer> {
  const more = Math.max(0, pages - readMemoryBytes(module) / pageBytes)
  return appendData(removeExports(module, ['_initialize', prepareExport]), more, segments)
}
