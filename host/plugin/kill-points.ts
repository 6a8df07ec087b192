import { concatenate } from '../exchange/concatenate.ts'
import { appendedVector, encodeSection, encodeU32 } from './byte-writer.ts'
import { CodeRewriter } from './code-rewriter.ts'
import { hasNames, newNames, withMoreNames } from './function-names.ts'
import { headerBytes, readSections, sectionIds, type Section } from './module-reader.ts'
import { spaceOf } from './module-space.ts'

/**
 * Makes calls of the instructions that may take tens of milliseconds: each goes into a function of its own. V8 looks at calls
 * and at loops whether a thread is to end, not between two instructions, and in a loop that it has not optimized only after
 * thousands of turns: a loop that fills all of a memory could not be ended for hours. All else stays as it is.
 *
 * Throws `PluginLoadError` for instructions that are not known, and for blocks that are nested too deeply.
 */
export function withKillPoints(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const sections = readSections(bytes)
  const code = sections.find(({ id }) => id === sectionIds.code)
  if (code === undefined) return bytes
  const space = spaceOf(bytes, sections)
  const rewriter = new CodeRewriter(bytes, space)
  const rewritten = rewriter.rewrite(code)
  const { standIns } = rewriter
  if (standIns.length === 0) return bytes
  const more = { first: space.functions, names: standIns.map(({ name }) => name) }
  const named = sections.find((section) => hasNames(bytes, section))
  const contentOf = (section: Section): Uint8Array => {
    const content = bytes.subarray(section.start, section.end)
    if (section === code) return rewritten
    if (section === named) return withMoreNames(content, more)
    if (section.id === sectionIds.type)
      return appended(
        content,
        standIns.map(({ type }) => type),
      )
    if (section.id === sectionIds.function)
      return appended(
        content,
        standIns.map((_, i) => encodeU32(space.types + i)),
      )
    return content
  }
  const pieces = sections.flatMap((section) => encodeSection(section.id, contentOf(section)))
  const added = named === undefined ? encodeSection(sectionIds.custom, newNames(more)) : []
  const header = bytes.subarray(0, headerBytes)
  return concatenate([header, ...pieces, ...added])
}

function appended(vector: Uint8Array, more: readonly (readonly number[])[]): Uint8Array {
  return appendedVector(vector, more.length, Uint8Array.from(more.flat()))
}
