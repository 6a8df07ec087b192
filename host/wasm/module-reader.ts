import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from './byte-reader.ts'

/** Numbers of the sections of a module (WebAssembly 2.0, 5.5.2; exceptions). */
export const sectionIds = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const

export interface Section {
  readonly id: number
  /** The position of its number in the module. */
  readonly from: number
  /** Where its content begins and ends. */
  readonly start: number
  readonly end: number
}

export const headerBytes = 8
const magic = 0x6d736100
const coreVersion = 1
/** A component has the same magic number and another layer in the upper half of the version. */
const componentLayer = 1

/** The kind of a file, by its first eight bytes. */
export function moduleKind(bytes: Uint8Array): 'core' | 'component' | 'other' {
  if (bytes.length < headerBytes) return 'other'
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (view.getUint32(0, true) !== magic) return 'other'
  if (view.getUint32(4, true) === coreVersion) return 'core'
  return view.getUint16(6, true) === componentLayer ? 'component' : 'other'
}

/** Compilers write some dozens. Each becomes an object; millions would fill the memory. */
const mostSections = 100_000

/**
 * The sections of a module in their order. Throws `PluginLoadError` for a section that is longer than the rest of the file, and for
 * too many sections.
 */
export function readSections(bytes: Uint8Array): readonly Section[] {
  const sections: Section[] = []
  const reader = new ByteReader(bytes, headerBytes, bytes.length)
  while (!reader.atEnd) {
    if (sections.length === mostSections)
      throw new PluginLoadError([`more than ${mostSections} sections`])
    const at = reader.position
    const id = reader.byte()
    const size = reader.u32()
    const start = reader.position
    reader.skip(size)
    sections.push({ id, from: at, start, end: start + size })
  }
  return sections
}

/** A reader of the first section with that number, or of an empty vector. */
export function sectionReader(
  bytes: Uint8Array,
  sections: readonly Section[],
  id: number,
): ByteReader {
  const section = sections.find((each) => each.id === id)
  if (section === undefined) return new ByteReader(Uint8Array.of(0), 0, 1)
  return new ByteReader(bytes, section.start, section.end)
}

/** Where the functions of a module begin and end, in their order: the declarations of their locals, then the instructions. */
export function readBodies(
  bytes: Uint8Array,
): readonly { readonly start: number; readonly end: number }[] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.code)
  return reader.vector(() => {
    const length = reader.u32()
    const start = reader.position
    reader.skip(length)
    return { start, end: reader.position }
  })
}
