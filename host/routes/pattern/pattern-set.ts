import {
  byteRange,
  classOf,
  complement,
  foldCase,
  noByte,
  union,
  type ByteSet,
} from './byte-set.ts'
import type { PatternCursor } from './pattern-cursor.ts'
import { takeCharacter, takeClassEscape } from './pattern-escape.ts'
import type { Assertion } from './pattern-node.ts'

/** A set, or one of the two that are none: `[[:<:]]` and `[[:>:]]`. */
export type ParsedSet = ByteSet | Extract<Assertion, 'word-start' | 'word-end'>

/** Reads a set; the cursor stands behind its `[`. */
export function parseSet(cursor: PatternCursor): ParsedSet {
  const word = cursor.takeMatch(/\[:([<>]):\]\]/y)
  if (word !== undefined) return word[1] === '<' ? 'word-start' : 'word-end'
  const negated = cursor.takeIf('^')
  let set = noByte
  for (let isFirst = true; isFirst || cursor.next !== ']'; isFirst = false) {
    if (cursor.isAtEnd) cursor.fail('a set without its ]')
    set = union(set, takeItem(cursor, isFirst))
  }
  cursor.at++
  const folded = cursor.flags.ignoreCase ? foldCase(set) : set
  return negated ? complement(folded) : folded
}

function takeItem(cursor: PatternCursor, isFirst: boolean): ByteSet {
  if (cursor.startsWith('[:')) return takeNamedClass(cursor)
  if (cursor.startsWith('[=')) return takeBetween(cursor, '=')
  if (cursor.startsWith('\\')) {
    cursor.at++
    const set = takeClassEscape(cursor)
    if (set !== undefined) return set
    cursor.at--
  }
  return takeRange(cursor, isFirst)
}

function takeNamedClass(cursor: PatternCursor): ByteSet {
  const named = cursor.takeMatch(/\[:(\^?)([^\]:][^:]*):\]/y)
  const set = named && classOf(named[2] ?? '', cursor.flags.ignoreCase)
  if (named === undefined || set === undefined) return cursor.fail('an unknown class of characters')
  return named[1] === '^' ? complement(set) : set
}

/** `[=a=]` and `[.a.]`: of one character they are that character; longer ones are names that we do not know. */
function takeBetween(cursor: PatternCursor, mark: '=' | '.'): ByteSet {
  const end = cursor.text.indexOf(`${mark}]`, cursor.at + 3)
  if (end < 0) cursor.fail('a collating element without its end')
  const name = cursor.text.slice(cursor.at + 2, end)
  cursor.at = end + 2
  if (name.length > 1) cursor.leaveOut('a collating element')
  const byte = name.charCodeAt(0)
  return byteRange(byte, byte)
}

function takeRange(cursor: PatternCursor, isFirst: boolean): ByteSet {
  const first = takeEnd(cursor, isFirst)
  // A - before the ] is an item of its own
  if (cursor.next !== '-' || cursor.startsWith('-]')) return byteRange(first, first)
  cursor.at++
  if (cursor.isAtEnd) cursor.fail('a set without its ]')
  const last = takeEnd(cursor, true)
  if (last < first) cursor.fail('a range whose ends are reversed')
  if (cursor.next === '-' && !cursor.startsWith('-]'))
    cursor.fail('a range that begins with the end of another')
  return byteRange(first, last)
}

function takeEnd(cursor: PatternCursor, mayBeDash: boolean): number {
  if (cursor.startsWith('[.')) return takeBetween(cursor, '.').indexOf(1)
  if (cursor.next === '-' && !mayBeDash && !cursor.startsWith('-]'))
    cursor.fail('a - that is no range')
  const taken = cursor.takeIf('\\') ? takeCharacter(cursor) : cursor.take()
  return taken === '' ? 0 : taken.charCodeAt(0)
}
