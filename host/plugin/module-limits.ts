import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader, encodeU32, readSections, sectionIds, type Section } from './module-reader.ts'

/** Caps for what one instance may grow to. */
export interface ModuleLimits {
  readonly memoryPages: number
  readonly tableEntries: number
}

/** Bits of the limits byte (WebAssembly 2.0, 5.3.11; threads and memory64 proposals). */
const hasMaximum = 1
const isShared = 2
const is64 = 4
/** Tables of the garbage collection proposal: (ref null t), (ref t), and those with an initial value. */
const typedReferences = new Set([0x63, 0x64, 0x40])

/**
 * Writes caps into the module's own memory and table sections: growing past them fails inside the guest, as the
 * specification has it. Everything else stays as it is, byte for byte.
 *
 * Throws `PluginLoadError` for an initial size above the cap, and for shared, 64-bit and several memories.
 */
export function limitModule(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let copied = 0
  for (const section of readSections(bytes)) {
    const content = rewritten(bytes, section, limits)
    if (content === undefined) continue
    // The section's id stays, its size is written anew.
    pieces.push(bytes.subarray(copied, sectionStart(bytes, section)))
    pieces.push(Uint8Array.from([section.id, ...encodeU32(content.length), ...content]))
    copied = section.end
  }
  pieces.push(bytes.subarray(copied))
  return new Uint8Array(Buffer.concat(pieces))
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

function limitMemories(reader: ByteReader, memoryPages: number): number[] {
  const memories = reader.vector(() => {
    const flags = reader.byte()
    if ((flags & isShared) !== 0) throw new PluginLoadError(['shared memory is not supported'])
    return capped(reader, flags, memoryPages, (initial) => [
      `initial memory of ${initial / 16} MiB, at most ${memoryPages / 16} MiB allowed (MemoryMiB)`,
    ])
  })
  if (memories.length > 1) throw new PluginLoadError(['several memories are not supported'])
  return [...encodeU32(memories.length), ...memories.flat()]
}

function limitTables(reader: ByteReader, tableEntries: number): number[] {
  const tables = reader.vector(() => {
    const type = reader.byte()
    if (typedReferences.has(type))
      throw new PluginLoadError(['tables of typed references are not supported'])
    const limits = capped(reader, reader.byte(), tableEntries, (initial) => [
      `a table of ${initial} entries, at most ${tableEntries} allowed`,
    ])
    return [type, ...limits]
  })
  return [...encodeU32(tables.length), ...tables.flat()]
}

/** The limits with a maximum no larger than the cap. */
function capped(
  reader: ByteReader,
  flags: number,
  cap: number,
  tooLarge: (initial: number) => string[],
): number[] {
  if ((flags & is64) !== 0) throw new PluginLoadError(['64-bit memory is not supported'])
  const initial = reader.u32()
  const maximum = (flags & hasMaximum) === 0 ? cap : Math.min(reader.u32(), cap)
  if (initial > cap) throw new PluginLoadError(tooLarge(initial))
  return [hasMaximum, ...encodeU32(initial), ...encodeU32(maximum)]
}
