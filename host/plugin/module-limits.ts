import { concatenate } from '../exchange/concatenate.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { ByteReader } from './byte-reader.ts'
import { encodeSection, encodeU32 } from './byte-writer.ts'
import { hasShortNames } from './function-names.ts'
import { withKillPoints } from './kill-points.ts'
import { requireFeatures } from './module-features.ts'
import {
  headerBytes,
  readSections,
  sectionIds,
  sectionReader,
  type Section,
} from './module-reader.ts'
import { limitBits, readLimits, readTableType, type Limits, type TableType } from './type-reader.ts'

/** Caps for what one instance may grow to. */
export interface ModuleLimits {
  readonly memoryPages: number
  /** Of all tables together. */
  readonly tableEntries: number
}

/**
 * Writes caps into the module's own memory and table sections: growing past them fails inside the guest, as the
 * specification has it. Names of functions that are too long for a message are left out. Everything else stays as it is,
 * byte for byte.
 *
 * Throws `PluginLoadError` for an initial size above the cap, for shared memory, for sections that are too large, and for what
 * `requireFeatures` refuses.
 */
export function limitModule(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): Uint8Array<ArrayBuffer> {
  requireFeatures(bytes)
  const pieces: Uint8Array[] = [bytes.subarray(0, headerBytes)]
  for (const section of readSections(bytes)) {
    requireSmall(section)
    const content = rewritten(bytes, section, limits)
    if (content !== undefined) pieces.push(...encodeSection(section.id, Uint8Array.from(content)))
    else if (hasShortNames(bytes, section)) pieces.push(bytes.subarray(section.from, section.end))
  }
  return withKillPoints(concatenate(pieces))
}

function rewritten(
  bytes: Uint8Array,
  { id, start, end }: Section,
  limits: ModuleLimits,
): number[] | undefined {
  const reader = new ByteReader(bytes, start, end)
  if (id === sectionIds.memory) return limitMemories(reader, limits.memoryPages)
  if (id === sectionIds.table) return limitTables(reader, limits.tableEntries)
  return undefined
}

/**
 * What some sections may have, by what they hold. V8 makes one array of a segment of elements when `table.init` first uses it,
 * in the JavaScript memory of the thread, and ends the whole process if there is no room for a large one. Names of more than
 * 16383 characters have their length as their hash, so that many of them take minutes in one step that nothing can end.
 */
const largestSections: ReadonlyMap<number, readonly [holds: string, bytes: number]> = new Map([
  [sectionIds.import, ['imports', fixedLimits.importsBytes]],
  [sectionIds.export, ['exports', fixedLimits.exportsBytes]],
  [sectionIds.element, ['elements of tables', fixedLimits.elementsBytes]],
])

function requireSmall({ id, start, end }: Section): void {
  const [holds, most] = largestSections.get(id) ?? ['', Number.POSITIVE_INFINITY]
  if (end - start > most)
    throw new PluginLoadError([`${holds} of ${end - start} bytes, at most ${most} allowed`])
}

function limitMemories(reader: ByteReader, memoryPages: number): number[] {
  const memories = reader.vector(() => {
    const memory = readLimits(reader)
    if (memory.isShared) throw new PluginLoadError(['shared memory is not supported'])
    if (memory.initial > memoryPages)
      throw new PluginLoadError([
        `initial memory of ${memory.initial / 16} MiB, at most ${memoryPages / 16} MiB allowed (MemoryMiB)`,
      ])
    return cappedLimits(memory, memoryPages)
  })
  return [...encodeU32(memories.length), ...memories.flat()]
}

function limitTables(reader: ByteReader, tableEntries: number): number[] {
  const tables = readTables(reader)
  const shares = shared(
    tables.map(({ limits }) => limits.initial),
    tableEntries,
  )
  const written = tables.flatMap(({ type, limits }, i) => [
    type,
    ...cappedLimits(limits, shares[i] ?? 0),
  ])
  return [...encodeU32(tables.length), ...written]
}

function readTables(reader: ByteReader): readonly TableType[] {
  return reader.vector((count) => {
    if (count > fixedLimits.tables)
      throw new PluginLoadError([`${count} tables, at most ${fixedLimits.tables} allowed`])
    return readTableType(reader)
  })
}

/**
 * What the tables of modules that run together may have in each of them, as `limitTables` has it for those of one module.
 *
 * Throws `PluginLoadError` where they begin with more.
 */
export function shareTableEntries(
  modules: readonly Uint8Array[],
  tableEntries: number,
): readonly number[] {
  return shared(modules.map(initialEntries), tableEntries)
}

function initialEntries(bytes: Uint8Array): number {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.table)
  return sumOf(readTables(reader).map(({ limits }) => limits.initial))
}

/** What each may grow to: what they may all together is shared out, so that they stay within the cap. */
function shared(initial: readonly number[], cap: number): readonly number[] {
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

function cappedLimits({ initial, maximum }: Limits, cap: number): number[] {
  return [limitBits.maximum, ...encodeU32(initial), ...encodeU32(Math.min(maximum ?? cap, cap))]
}
