import { concatenate } from '../exchange/bytes.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { ByteReader } from '../wasm/byte-reader.ts'
import { encodeSection, encodeU32, encodeVector } from '../wasm/byte-writer.ts'
import {
  headerBytes,
  readSections,
  sectionIds,
  sectionReader,
  type Section,
} from '../wasm/module-reader.ts'
import { limitBits, readLimits, readValueType, type Limits } from '../wasm/type-reader.ts'

/** The limits of one instance's memory and tables. */
export interface ModuleLimits {
  readonly memoryPages: number
  /** For all tables together. */
  readonly tableEntries: number
  /** The program that sends callbacks; the native plugin also sends functions, which each table has room for. */
  readonly front?: 'http' | 'native'
}

/** The functions of Orthanc that callbacks receive. */
const nativeEntries = 4

/**
 * Writes limits into the module's memory and table sections: growing beyond them fails inside the guest, as the
 * specification defines it. All other bytes stay the same.
 *
 * Throws `PluginLoadError` for an initial size above the limit, and for any memory other than a single private one with
 * 32-bit addresses, which is what the host reads.
 */
export function limitModule(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [bytes.subarray(0, headerBytes)]
  for (const section of readSections(bytes)) {
    const content = limitSection(bytes, section, limits)
    if (content === undefined) pieces.push(bytes.subarray(section.from, section.end))
    else pieces.push(...encodeSection(section.id, content))
  }
  return concatenate(pieces)
}

/**
 * How many bytes the code of a module with limits stands after the code of its file: limits make only sections before the code
 * longer.
 */
export function codeShift(bytes: Uint8Array<ArrayBuffer>, limits: ModuleLimits): number {
  return limitModule(bytes, limits).length - bytes.length
}

/** The content of a section with limits; `undefined` for a section without memories and tables. */
function limitSection(
  bytes: Uint8Array,
  { id, start, end }: Section,
  limits: ModuleLimits,
): number[] | undefined {
  const reader = new ByteReader(bytes, start, end)
  if (id === sectionIds.memory) return limitMemory(reader, limits.memoryPages)
  if (id === sectionIds.table) return limitTables(reader, limits)
  return undefined
}

function limitMemory(reader: ByteReader, memoryPages: number): number[] {
  const memories = reader.vector((count) => {
    if (count > 1) throw new PluginLoadError(['several memories are not supported'])
    const memory = readLimits(reader)
    if (memory.is64) throw new PluginLoadError(['64-bit memory is not supported'])
    if (memory.isShared) throw new PluginLoadError(['shared memory is not supported'])
    if (memory.initial > memoryPages)
      throw new PluginLoadError([
        `initial memory of ${memory.initial / 16} MiB, at most ${memoryPages / 16} MiB allowed (MemoryMiB)`,
      ])
    return encodeCapped(memory, memoryPages)
  })
  return encodeVector(memories)
}

function limitTables(reader: ByteReader, { tableEntries, front }: ModuleLimits): number[] {
  const tables = readTables(reader)
  const shares = shareEntries(
    tables.map(({ limits }) => limits.initial),
    tableEntries,
  )
  return encodeVector(
    tables.map(({ type, limits }, i) => [
      ...type,
      ...encodeCapped(front === 'native' ? withRoom(limits) : limits, shares[i] ?? 0),
    ]),
  )
}

function withRoom({ maximum, ...limits }: Limits): Limits {
  return { ...limits, maximum: maximum === undefined ? undefined : maximum + nativeEntries }
}

interface Table {
  /** The bytes of the type of its entries. */
  readonly type: Uint8Array
  readonly limits: Limits
}

function readTables(reader: ByteReader): readonly Table[] {
  return reader.vector((count) => {
    if (count > fixedLimits.tables)
      throw new PluginLoadError([`${count} tables, at most ${fixedLimits.tables} allowed`])
    return readTable(reader)
  })
}

/** Replaces the type of a table that has an initial value (WebAssembly 3.0, 5.5.7). */
const withInitialValue = 0x40

function readTable(reader: ByteReader): Table {
  const start = reader.position
  if (readValueType(reader) === withInitialValue)
    throw new PluginLoadError(['tables with an initial value are not supported'])
  const type = reader.bytesFrom(start)
  const limits = readLimits(reader)
  if (limits.is64) throw new PluginLoadError(['64-bit tables are not supported'])
  return { type, limits }
}

/**
 * The limit for the tables of each of these modules, which run together: all their tables stay within `tableEntries`.
 *
 * Throws `PluginLoadError` if their initial sizes are larger.
 */
export function shareTableEntries(
  modules: readonly Uint8Array[],
  tableEntries: number,
): readonly number[] {
  return shareEntries(modules.map(sumInitialEntries), tableEntries)
}

function sumInitialEntries(bytes: Uint8Array): number {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.table)
  return sumOf(readTables(reader).map(({ limits }) => limits.initial))
}

/** The maximum of each: the entries that `cap` leaves beyond the initial sizes are divided equally. */
function shareEntries(initial: readonly number[], cap: number): readonly number[] {
  const total = sumOf(initial)
  if (total > cap)
    throw new PluginLoadError([
      `a table of ${total} entries, at most ${cap} allowed (MaxTableEntries)`,
    ])
  const share = Math.floor((cap - total) / Math.max(1, initial.length))
  return initial.map((entries) => entries + share)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

function encodeCapped({ initial, maximum }: Limits, cap: number): number[] {
  return [limitBits.maximum, ...encodeU32(initial), ...encodeU32(Math.min(maximum ?? cap, cap))]
}
