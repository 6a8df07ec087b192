import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { hasShortNames } from './function-names.ts'
import { withKillPoints } from './kill-points.ts'
import { limitBits, requireFeatures } from './module-features.ts'
import { ByteReader, encodeU32, readSections, sectionIds, type Section } from './module-reader.ts'

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
  const pieces: Uint8Array[] = []
  let copied = 0
  for (const section of readSections(bytes)) {
    requireSmall(section)
    const content = rewritten(bytes, section, limits)
    if (content === undefined && hasShortNames(bytes, section)) continue
    pieces.push(bytes.subarray(copied, sectionStart(bytes, section)))
    if (content !== undefined)
      pieces.push(Uint8Array.from([section.id, ...encodeU32(content.length), ...content]))
    copied = section.end
  }
  pieces.push(bytes.subarray(copied))
  return withKillPoints(new Uint8Array(Buffer.concat(pieces)))
}

/** Where the section's id stands: before its size, which may be padded. */
function sectionStart(bytes: Uint8Array, { start }: Section): number {
  let at = start - 1
  while (at > 0 && ((bytes[at - 1] ?? 0) & 0x80) !== 0) at--
  return at - 1
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
    const flags = reader.byte()
    if ((flags & limitBits.shared) !== 0)
      throw new PluginLoadError(['shared memory is not supported'])
    const { initial, maximum } = readLimits(reader, flags)
    if (initial > memoryPages)
      throw new PluginLoadError([
        `initial memory of ${initial / 16} MiB, at most ${memoryPages / 16} MiB allowed (MemoryMiB)`,
      ])
    return writeLimits(initial, Math.min(maximum, memoryPages))
  })
  return [...encodeU32(memories.length), ...memories.flat()]
}

/** What the tables may grow by is shared out among them, so that all together stay within the cap. */
function limitTables(reader: ByteReader, tableEntries: number): number[] {
  const tables = reader.vector((count) => {
    if (count > fixedLimits.tables)
      throw new PluginLoadError([`${count} tables, at most ${fixedLimits.tables} allowed`])
    const type = reader.byte()
    return { type, ...readLimits(reader, reader.byte()) }
  })
  const total = tables.reduce((entries, { initial }) => entries + initial, 0)
  requireEntries(total, tableEntries)
  const share = Math.floor((tableEntries - total) / Math.max(1, tables.length))
  const written = tables.flatMap(({ type, initial, maximum }) => [
    type,
    ...writeLimits(initial, Math.min(maximum, initial + share)),
  ])
  return [...encodeU32(tables.length), ...written]
}

function requireEntries(total: number, cap: number): void {
  if (total > cap)
    throw new PluginLoadError([
      `a table of ${total} entries, at most ${cap} allowed (MaxTableEntries)`,
    ])
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
  const initial = modules.map(initialEntries)
  const total = initial.reduce((entries, each) => entries + each, 0)
  requireEntries(total, tableEntries)
  const share = Math.floor((tableEntries - total) / Math.max(1, modules.length))
  return initial.map((entries) => entries + share)
}

function initialEntries(bytes: Uint8Array): number {
  let entries = 0
  for (const { id, start, end } of readSections(bytes)) {
    if (id !== sectionIds.table) continue
    const reader = new ByteReader(bytes, start, end)
    reader.each(() => {
      reader.byte()
      entries += readLimits(reader, reader.byte()).initial
    })
  }
  return entries
}

/** The size in the beginning, and the one that it declares as its largest. */
function readLimits(reader: ByteReader, flags: number): { initial: number; maximum: number } {
  const initial = reader.u32()
  const maximum = (flags & limitBits.maximum) === 0 ? Number.POSITIVE_INFINITY : reader.u32()
  return { initial, maximum }
}

function writeLimits(initial: number, maximum: number): number[] {
  return [limitBits.maximum, ...encodeU32(initial), ...encodeU32(maximum)]
}
