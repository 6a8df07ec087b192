import type { ByteString } from '../exchange/byte-string.ts'
import type { PathMatcher } from './path-pattern.ts'
import { foldPattern, type PatternFold, type PatternNode } from './pattern/pattern-node.ts'
import { parsePattern } from './pattern/pattern-parser.ts'

/**
 * True if every path that a pattern may match lies within a prefix: `/a` covers `/a` and the paths that begin with `/a/`. May
 * be false although the paths do, since only the beginnings of patterns are compared.
 */
export function liesWithin(
  pattern: ByteString,
  matcher: PathMatcher,
  prefixes: readonly ByteString[],
): boolean {
  return beginningsFor(pattern, matcher).every(({ text, isWhole }) =>
    prefixes.some((prefix) => text.startsWith(`${prefix}/`) || (isWhole && text === prefix)),
  )
}

function beginningsFor(pattern: ByteString, matcher: PathMatcher): readonly Beginning[] {
  if (matcher.isLiteral) return [{ text: matcher.prefix, isWhole: true }]
  const parsed = parsePattern(pattern)
  return parsed.kind === 'parsed'
    ? beginningsOf(parsed.node)
    : [{ text: matcher.prefix, isWhole: false }]
}

/** The text with which some matches of a pattern begin. */
export interface Beginning {
  readonly text: ByteString
  /** True if nothing follows the text. */
  readonly isWhole: boolean
}

/** Maximum number of beginnings; a longer list is replaced by shorter beginnings. */
const maxBeginnings = 32

/**
 * The beginnings of all matches: each match is one of the whole texts, or begins with one of the others. They cover at least
 * what the pattern matches, and sometimes more, since assertions count as true.
 */
export function beginningsOf(node: PatternNode): readonly Beginning[] {
  return foldPattern(node, beginnings)
}

const empty: Beginning = { text: '', isWhole: true }
const anything: Beginning = { text: '', isWhole: false }

const beginnings: PatternFold<readonly Beginning[]> = {
  byte: (byte) => [{ text: String.fromCharCode(byte), isWhole: true }],
  set: (set) => limit([...set].flatMap((flag, byte) => (flag === 1 ? beginnings.byte(byte) : []))),
  assert: () => [empty],
  sequence: (parts) => parts.reduce(append, [empty]),
  choice: (branches) => limit(branches.flat()),
  capture: (part) => part,
  repeat(part, { min, max }) {
    if (max === 0) return [empty]
    const first = max === 1 ? part : part.map(withMore)
    return limit(min === 0 ? [empty, ...first] : first)
  },
}

function append(before: readonly Beginning[], next: readonly Beginning[]): readonly Beginning[] {
  const whole = before.filter(({ isWhole }) => isWhole)
  if (before.length - whole.length + whole.length * next.length > maxBeginnings)
    return before.map(withMore)
  return before.flatMap((first) =>
    first.isWhole ? next.map(({ text, isWhole }) => ({ text: first.text + text, isWhole })) : first,
  )
}

function withMore({ text }: Beginning): Beginning {
  return { text, isWhole: false }
}

function limit(all: readonly Beginning[]): readonly Beginning[] {
  return all.length > maxBeginnings ? [anything] : all
}
