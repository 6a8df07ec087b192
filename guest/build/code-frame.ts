/** Characters of a source line that are shown. */
const shownCharacters = 120

const lineBreak = /\r?\n/

/** A place in a text: line and column count from 1, the length is at least 1. */
export interface SourcePlace {
  readonly line: number
  readonly column: number
  readonly length: number
}

/** The place of the characters from `start` to `end`; the length ends with the first line. */
export function findPlace(text: string, start: number, end: number): SourcePlace {
  const before = text.slice(0, start).split(lineBreak)
  const [marked = ''] = text.slice(start, end).split(lineBreak)
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    length: Math.max(marked.length, 1),
  }
}

/**
 * The line of a place, and a line that marks it, as clang writes them:
 * ```
 *     2 | const b = = 2
 *       |           ^
 * ```
 * A tab is one space, and a long line is cut around the place.
 */
export function frameLines(text: string, { line, column, length }: SourcePlace): readonly string[] {
  const source = text.split(lineBreak)[line - 1]?.replaceAll('\t', ' ') ?? ''
  const from = Math.max(
    0,
    Math.min(column - 1 - shownCharacters / 2, source.length - shownCharacters),
  )
  const shown = source.slice(from, from + shownCharacters)
  const at = column - 1 - from
  const mark = `^${'~'.repeat(Math.min(length - 1, Math.max(0, shown.length - at - 1)))}`
  return [`${String(line).padStart(5)} | ${shown}`.trimEnd(), `      | ${' '.repeat(at)}${mark}`]
}
