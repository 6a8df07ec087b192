import { rangesOf, type ByteSet } from './byte-set.ts'
import { foldPattern, type PatternFold, type PatternNode } from './pattern-node.ts'

/** How an engine spells what engines spell differently. */
export interface Dialect {
  readonly start: string
  readonly end: string
  /** What no byte matches. */
  readonly never: string
}

export const re2Dialect: Dialect = { start: '\\A', end: '\\z', never: '\\x{100}' }
export const javaScriptDialect: Dialect = { start: '^', end: '$', never: '[]' }

/** The node in a dialect, as an expression for the whole text, without flags and names. */
export function writePattern(node: PatternNode, dialect: Dialect): string {
  return `${dialect.start}(?:${foldPattern(node, writer(dialect))})${dialect.end}`
}

function writer(dialect: Dialect): PatternFold<string> {
  const assertions = { start: dialect.start, end: dialect.end, word: '\\b', 'not-word': '\\B' }
  const spell: ReadonlyMap<string, string> = new Map(Object.entries(assertions))
  return {
    byte: writeByte,
    set: (set) => writeSet(set, dialect),
    assert: (assertion) => spell.get(assertion) ?? dialect.never,
    sequence: (parts, node) =>
      parts.map((part, i) => (node.parts[i]?.kind === 'choice' ? `(?:${part})` : part)).join(''),
    choice: (branches) => branches.join('|'),
    capture: (part) => `(${part})`,
    repeat(part, { part: { kind }, min, max, lazy }) {
      const isUnit = kind === 'byte' || kind === 'set' || kind === 'capture'
      return (isUnit ? part : `(?:${part})`) + writeCounts(min, max) + (lazy ? '?' : '')
    },
  }
}

function writeCounts(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`
}

function writeSet(set: ByteSet, dialect: Dialect): string {
  const ranges = rangesOf(set).map(([first, last]) =>
    first === last ? writeByte(first) : `${writeByte(first)}-${writeByte(last)}`,
  )
  return ranges.length === 0 ? dialect.never : `[${ranges.join('')}]`
}

function writeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`
}
