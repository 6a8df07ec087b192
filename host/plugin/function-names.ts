import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { ByteReader, sectionIds, type Section } from './module-reader.ts'

/** The subsections of the section `name` that V8 reads: those with the module's own and the functions' (WebAssembly 2.0, 7.4.1). */
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
  return length === 4 && reader.textFrom(start) === 'name'
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
