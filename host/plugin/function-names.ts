import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { ByteReader } from './byte-reader.ts'
import { appendedVector, encodeSection, encodeU32 } from './byte-writer.ts'
import { readSections, sectionIds, type Section } from './module-reader.ts'

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
    if (end - start > fixedLimits.functionNamesBytes) return false
    const subsections = readSections(bytes, reader.position, end)
    return longestName(bytes, subsections) <= fixedLimits.functionNameBytes
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

function longestName(bytes: Uint8Array, subsections: readonly Section[]): number {
  let longest = 0
  for (const { id, start, end } of subsections) {
    const reader = new ByteReader(bytes, start, end)
    const readName = (): void => {
      longest = Math.max(longest, reader.skipName())
    }
    // The module's stands before the name of each of its functions.
    if (id === moduleName) readName()
    if (id === functionNames)
      reader.each(() => {
        reader.u32()
        readName()
      })
  }
  return longest
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

/** The content of a section of names that has none but those. */
export function newNames(more: MoreNames): Uint8Array {
  return withMoreNames(startOfSection, more)
}

/** The content of a section of names with more names of functions behind those that it has. Its subsections stand in order. */
export function withMoreNames(content: Uint8Array, more: MoreNames): Uint8Array {
  const reader = new ByteReader(content, 0, content.length)
  reader.skipName()
  const subsections = readSections(content, reader.position)
  const named = subsections.find(({ id }) => id === functionNames)
  const names = named ? content.subarray(named.start, named.end) : Uint8Array.of(0)
  const others = subsections
    .filter((each) => each !== named)
    .map(({ id, start, end }) => ({ id, content: content.subarray(start, end) }))
  const functions = {
    id: functionNames,
    content: appendedVector(names, more.names.length, entriesOf(more)),
  }
  const sorted = [functions, ...others].toSorted((a, b) => a.id - b.id)
  return Buffer.concat([
    content.subarray(0, reader.position),
    ...sorted.flatMap((each) => encodeSection(each.id, each.content)),
  ])
}

const startOfSection = Buffer.from([sectionName.length, ...Buffer.from(sectionName)])

function entriesOf({ first, names }: MoreNames): Uint8Array {
  const bytes = names.flatMap((name, i) => [
    ...encodeU32(first + i),
    ...encodeU32(name.length),
    ...Buffer.from(name),
  ])
  return Uint8Array.from(bytes)
}
