import { concatenate } from '../exchange/bytes.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from './byte-reader.ts'
import { encodeI32, encodeSection, encodeU32, encodeVector } from './byte-writer.ts'
import {
  headerBytes,
  readSections,
  sectionIds,
  sectionReader,
  type Section,
} from './module-reader.ts'
import { limitBits, readKind, readLimits, readValueType, type Limits } from './type-reader.ts'

/** Bytes that a module has at an address when it starts. */
export interface DataSegment {
  readonly at: number
  readonly bytes: Uint8Array
}

/** Bytes of one page of linear memory. */
export const pageBytes = 65536

/** Appends data to a module, with `pages` more pages of initial memory. Segments overwrite those of the module. */
export function appendData(
  module: Uint8Array,
  pages: number,
  segments: readonly DataSegment[],
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [module.subarray(0, headerBytes)]
  for (const section of readSections(module))
    pieces.push(...appendTo(module, section, pages, segments))
  return concatenate(pieces)
}

function appendTo(
  module: Uint8Array,
  { id, from, start, end }: Section,
  pages: number,
  segments: readonly DataSegment[],
): readonly Uint8Array[] {
  const reader = new ByteReader(module, start, end)
  if (id === sectionIds.memory)
    return encodeSection(
      id,
      encodeVector(reader.vector(() => growLimits(readLimits(reader), pages))),
    )
  if (id === sectionIds.dataCount)
    return encodeSection(id, encodeU32(reader.u32() + segments.length))
  if (id !== sectionIds.data) return [module.subarray(from, end)]
  const count = reader.u32() + segments.length
  const parts = [
    Uint8Array.from(encodeU32(count)),
    module.subarray(reader.position, end),
    ...segments.flatMap(encodeSegment),
  ]
  return encodeSection(id, concatenate(parts))
}

/** The module without the exports of these names. */
export function removeExports(
  module: Uint8Array,
  names: readonly string[],
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [module.subarray(0, headerBytes)]
  for (const { id, from, start, end } of readSections(module)) {
    if (id !== sectionIds.export) pieces.push(module.subarray(from, end))
    else {
      const reader = new ByteReader(module, start, end)
      const entries = reader.vector(() => readExport(reader))
      const kept = entries.filter(({ name }) => !names.includes(name))
      pieces.push(...encodeSection(id, encodeVector(kept.map(({ bytes }) => [...bytes]))))
    }
  }
  return concatenate(pieces)
}

function readExport(reader: ByteReader) {
  const from = reader.position
  const name = reader.name()
  const kind = readKind(reader)
  const index = reader.u32()
  return { name, kind, index, bytes: reader.bytesFrom(from) }
}

function growLimits({ initial, maximum }: Limits, pages: number): number[] {
  const size = encodeU32(initial + pages)
  if (maximum === undefined) return [0, ...size]
  return [limitBits.maximum, ...size, ...encodeU32(Math.max(maximum, initial + pages))]
}

const i32Const = 0x41
const endOfExpression = 0x0b

/** An active segment of memory 0 (WebAssembly 2.0, 5.5.14). */
function encodeSegment({ at, bytes }: DataSegment): readonly Uint8Array[] {
  const head = [0, i32Const, ...encodeI32(at), endOfExpression, ...encodeU32(bytes.length)]
  return [Uint8Array.from(head), bytes]
}

/** The initial size of a module's memory in bytes. */
export function readMemoryBytes(module: Uint8Array): number {
  const reader = sectionReader(module, readSections(module), sectionIds.memory)
  const [memory] = reader.vector(() => readLimits(reader))
  if (memory === undefined) throw new PluginLoadError(['the module has no memory'])
  return memory.initial * pageBytes
}

/** The value of an exported constant: in C, the address of a variable. */
export function readAddress(module: Uint8Array, name: string): number {
  const sections = readSections(module)
  const exported = sectionReader(module, sections, sectionIds.export)
  const entries = exported.vector(() => readExport(exported))
  const entry = entries.find((each) => each.kind === 'global' && each.name === name)
  const globals = sectionReader(module, sections, sectionIds.global)
  const value = globals.vector(() => readConstant(globals))[entry?.index ?? -1]
  if (value === undefined) throw new PluginLoadError([`the module exports no constant ${name}`])
  return value
}

/** The value of a global that is a number of 32 bits. */
function readConstant(reader: ByteReader): number {
  readValueType(reader)
  reader.byte()
  if (reader.byte() !== i32Const)
    throw new PluginLoadError(['a global that is not a number of 32 bits'])
  const value = reader.i32()
  reader.byte()
  return value
}
