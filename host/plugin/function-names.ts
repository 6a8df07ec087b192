import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { appendedVector, ByteReader, encodeU32, sectionIds, type Section } from './module-reader.ts'

/** Of the section `name`; V8 reads the first that there is. */
const sectionName = 'name'

/** Its subsections that V8 reads: those with the module's own and the functions' (WebAssembly 2.0, 7.4.1). */
const moduleName = 0
const functionNames = 1

/**
 * Whether a section may stay: all but a section `name` whose names would make a message of a trap, with all functions that
 * it went through, larger than the memory that there is for it. One that is broken may not.
 */
export function hasShortNames(bytes: Uint8Array, { id, start, end }: Section): boolean {
  if (id !== sectionIds.custom) return true
  const reader = new ByteReader(bytes, start, end)
  try {
    if (!isNameSection(reader)) return true
    return (
      end - start <= fixedLimits.functionNamesBytes &&
      longestName(reader) <= fixedLimits.functionNameBytes
    )
  } catch (error) {
    if (!(error instanceof PluginLoadError)) throw error
    return false
  }
}

function isNameSection(reader: ByteReader): boolean {
  const length = reader.u32()
  const start = reader.position
  reader.skip(length)
  return length === sectionName.length && reader.textFrom(start) === sectionName
}

function longestName(reader: ByteReader): number {
  let longest = 0
  while (!reader.atEnd) {
    const subsection = reader.byte()
    const size = reader.u32()
    const end = reader.position + size
    // The module's stands before the name of each of its functions.
    if (subsection === moduleName) longest = Math.max(longest, skipName(reader))
    for (let left = subsection === functionNames ? reader.u32() : 0; left > 0; left--) {
      reader.u32()
      longest = Math.max(longest, skipName(reader))
    }
    reader.skip(end - reader.position)
  }
  return longest
}

/** Its length. */
function skipName(reader: ByteReader): number {
  const length = reader.u32()
  reader.skip(length)
  return length
}

/** Names of functions, the first of which has that number. */
export interface MoreNames {
  readonly first: number
  readonly names: readonly string[]
}

/** Whether it is the section of names. */
export function hasNames(bytes: Uint8Array, { id, start, end }: Section): boolean {
  return id === sectionIds.custom && isNameSection(new ByteReader(bytes, start, end))
}

/** A section of names that has none but those. */
export function newNames(more: MoreNames): Uint8Array {
  const vector = appendedVector(Uint8Array.of(0), more.names.length, entriesOf(more))
  return Buffer.concat([startOfSection, subsectionOf(functionNames, vector)])
}

/** The content of a section of names with more names of functions behind those that it has. */
export function withMoreNames(content: Uint8Array, more: MoreNames): Uint8Array {
  const reader = new ByteReader(content, startOfSection.length, content.length)
  const subsections: Uint8Array[] = []
  let isAdded = false
  while (!reader.atEnd) {
    const id = reader.byte()
    const size = reader.u32()
    const payload = content.subarray(reader.position, reader.position + size)
    reader.skip(size)
    if (id === functionNames) isAdded = true
    subsections.push(
      subsectionOf(
        id,
        id === functionNames
          ? appendedVector(payload, more.names.length, entriesOf(more))
          : payload,
      ),
    )
  }
  if (!isAdded) return newNames(more)
  return Buffer.concat([startOfSection, ...subsections])
}

const startOfSection = Buffer.from([sectionName.length, ...Buffer.from(sectionName)])

function subsectionOf(id: number, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.from([id, ...encodeU32(payload.length)]), payload])
}

function entriesOf({ first, names }: MoreNames): Uint8Array {
  const bytes = names.flatMap((name, i) => [
    ...encodeU32(first + i),
    ...encodeU32(name.length),
    ...Buffer.from(name),
  ])
  return Uint8Array.from(bytes)
}
