import { anyByte, classOf, complement, lineBytes, type ByteSet } from './byte-set.ts'
import type { PatternCursor } from './pattern-cursor.ts'
import { emptyNode, type Assertion, type PatternNode } from './pattern-node.ts'

/** What an escape outside a set stands for: bytes to match literally, or a node. */
export type Escape =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'node'; readonly node: PatternNode }

const assertions: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'start'],
  ['`', 'start'],
  ['G', 'start'],
  ['z', 'end'],
  ["'", 'end'],
  ['Z', 'soft-end'],
  ['b', 'word'],
  ['B', 'not-word'],
  ['<', 'word-start'],
  ['>', 'word-end'],
])

/** Reads what follows a backslash, outside a set. */
export function parseEscape(cursor: PatternCursor): Escape {
  if (cursor.isAtEnd) cursor.fail('the pattern ends in a backslash')
  const assertion = assertions.get(cursor.next)
  if (assertion !== undefined) {
    cursor.at++
    return { kind: 'node', node: { kind: 'assert', assertion } }
  }
  if (cursor.takeIf('Q')) return { kind: 'literal', text: takeQuoted(cursor) }
  const reference = takeReference(cursor)
  if (reference !== undefined) return reference
  const set = takeClassEscape(cursor) ?? takeProperty(cursor) ?? takeSpecial(cursor)
  if (set !== undefined) return { kind: 'node', node: { kind: 'set', set } }
  return { kind: 'literal', text: takeCharacter(cursor) }
}

/** `\d`, `\W` and their kind: a class of one letter; nothing is taken if it is none. */
export function takeClassEscape(cursor: PatternCursor): ByteSet | undefined {
  if (!/[a-z]/i.test(cursor.next)) return undefined
  const lower = cursor.next.toLowerCase()
  const set = classOf(lower, cursor.flags.ignoreCase)
  if (set === undefined) return undefined
  const negated = cursor.take() !== lower
  return negated ? complement(set) : set
}

function takeQuoted(cursor: PatternCursor): string {
  const end = cursor.text.indexOf('\\E', cursor.at)
  const quoted = cursor.text.slice(cursor.at, end < 0 ? undefined : end)
  cursor.at = end < 0 ? cursor.text.length : end + 2
  return quoted
}

function takeReference(cursor: PatternCursor): Escape | undefined {
  const digit = cursor.takeMatch(/[1-9]/y)
  if (digit !== undefined) return referTo(cursor, digit[0])
  const found = cursor.takeMatch(/[gk](?:(-?\d+)|\{([^}]+)\}|<([^>]+)>|'([^']+)')/y)
  if (found !== undefined) return referTo(cursor, found.slice(1).join(''))
  if (/[gk]/.test(cursor.next)) cursor.fail('a back-reference without its group')
  return undefined
}

function referTo(cursor: PatternCursor, group: string): Escape {
  cursor.refer(group)
  cursor.leaveOut('a back-reference')
  return { kind: 'node', node: emptyNode }
}

/** `\p{name}`, `\P{name}`, `\pN`. */
function takeProperty(cursor: PatternCursor): ByteSet | undefined {
  if (!/[pP]/.test(cursor.next)) return undefined
  const negated = cursor.take() === 'P'
  const named = cursor.takeMatch(/\{([^}]*)\}/y)
  if (named === undefined && (cursor.isAtEnd || cursor.next === '{'))
    cursor.fail('a property without its name')
  const set = classOf(named?.[1] ?? cursor.take(), cursor.flags.ignoreCase)
  if (set === undefined) cursor.fail('an unknown property')
  return negated ? complement(set) : set
}

function takeSpecial(cursor: PatternCursor): ByteSet | undefined {
  if (cursor.takeIf('C')) return anyByte
  for (const [letter, what] of [
    ['R', 'the end of a line (\\R)'],
    ['X', 'a combining sequence (\\X)'],
    ['K', 'the start of a match (\\K)'],
  ] as const) {
    if (!cursor.takeIf(letter)) continue
    cursor.leaveOut(what)
    return anyByte
  }
  return undefined
}

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** One character behind a backslash, inside a set or outside. */
export function takeCharacter(cursor: PatternCursor): string {
  if (cursor.isAtEnd) cursor.fail('the pattern ends in a backslash')
  const letter = cursor.take()
  if (letter === 'c') return takeControl(cursor)
  if (letter === 'x') return takeHexadecimal(cursor)
  if (letter === '0') return takeOctal(cursor)
  if (letter === 'N') return takeNamed(cursor)
  if (/[1-9]/.test(letter)) cursor.fail('no octal number')
  return controls[letter] ?? letter
}

function takeNamed(cursor: PatternCursor): string {
  if (!cursor.takeMatch(/\{[^}]+\}/y)) cursor.fail('\\N without a name')
  cursor.leaveOut('a character by its name')
  return ' '
}

function takeControl(cursor: PatternCursor): string {
  if (cursor.isAtEnd) cursor.fail('\\c without a character')
  return String.fromCharCode(cursor.take().charCodeAt(0) % 32)
}

/** `\x` and two digits, or digits in braces: those are a number for Boost, and above 127 no character. */
function takeHexadecimal(cursor: PatternCursor): string {
  const braced = cursor.takeMatch(/\{([0-9a-f]+)\}/iy)
  if (braced !== undefined) return asciiOf(cursor, Number.parseInt(braced[1] ?? '', 16))
  const digits = cursor.takeMatch(/[0-9a-f]{1,2}/iy)
  if (digits === undefined) cursor.fail('\\x without a number')
  return String.fromCharCode(Number.parseInt(digits[0], 16))
}

function takeOctal(cursor: PatternCursor): string {
  return asciiOf(cursor, Number.parseInt(cursor.takeMatch(/[0-7]{1,3}/y)?.[0] ?? '0', 8))
}

function asciiOf(cursor: PatternCursor, code: number): string {
  if (code > 0x7f) cursor.fail('a number that is no character')
  return String.fromCharCode(code)
}

/** The bytes that a dot matches. */
export function dotSet(cursor: PatternCursor): ByteSet {
  return cursor.flags.dotStops ? complement(lineBytes) : anyByte
}
