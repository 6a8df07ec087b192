import { readBody, readSections, sectionIds, sectionReader } from './module-reader.ts'
import { spaceOf } from './module-space.ts'

/**
 * By how much each function of a module, by its number, stands behind where it stood before the module was limited; `undefined`
 * for one that it did not have. Within a function nothing moves, but behind a `memory.grow` by a byte or two.
 */
export function codeShift(
  before: Uint8Array,
  after: Uint8Array,
): (functionNumber: number) => number | undefined {
  const old = bodyStarts(before)
  const moved = bodyStarts(after)
  const { functions } = spaceOf(before, readSections(before))
  const imported = functions - old.length
  return (number) => {
    const from = old[number - imported]
    const to = moved[number - imported]
    return from === undefined || to === undefined ? undefined : to - from
  }
}

function bodyStarts(bytes: Uint8Array): readonly number[] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.code)
  return reader.vector(() => readBody(reader).start)
}
