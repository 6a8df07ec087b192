import type { ByteString } from '../../exchange/byte-string.ts'
import { foldPattern, type PatternFold, type PatternNode } from './pattern-node.ts'

/** With what some matches of a pattern begin. */
export interface Beginning {
  readonly text: ByteString
  /** Whether nothing follows the text. */
  readonly isWhole: boolean
}

/** More are not told apart. */
const mostBeginnings = 32

/**
 * The beginnings of all matches: each match is one of the whole texts, or begins with one of the others. They may cover more
 * than the pattern matches, since assertions and looks are taken for true, and never less.
 */
export function beginningsOf(node: PatternNode): readonly Beginning[] {
  return foldPattern(node, beginnings)
}

const empty: Beginning = { text: '', isWhole: true }
const anything: Beginning = { text: '', isWhole: false }

const beginnings: PatternFold<readonly Beginning[]> = {
  byte: (byte) => [{ text: String.fromCharCode(byte), isWhole: true }],
  set: (set) =>
    limited([...set].flatMap((flag, byte) => (flag === 1 ? beginnings.byte(byte) : []))),
  assert: () => [empty],
  sequence: (parts) => parts.reduce(append, [empty]),
  choice: (branches) => limited(branches.flat()),
  capture: (part) => part,
  repeat(part, { min, max }) {
    if (max === 0) return [empty]
    const first = max === 1 ? part : part.map(withMore)
    return limited(min === 0 ? [empty, ...first] : first)
  },
}

function append(before: readonly Beginning[], next: readonly Beginning[]): readonly Beginning[] {
  const whole = before.filter(({ isWhole }) => isWhole)
  if (before.length - whole.length + whole.length * next.length > mostBeginnings)
    return before.map(withMore)
  return before.flatMap((first) =>
    first.isWhole ? next.map(({ text, isWhole }) => ({ text: first.text + text, isWhole })) : first,
  )
}

function withMore({ text }: Beginning): Beginning {
  return { text, isWhole: false }
}

function limited(all: readonly Beginning[]): readonly Beginning[] {
  return all.length > mostBeginnings ? [anything] : all
}
