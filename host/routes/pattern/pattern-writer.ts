import { foldPattern, type ByteSet, type PatternFold, type PatternNode } from './pattern-node.ts'

/** The syntax that differs between engines. */
export interface Dialect {
  readonly start: string
  readonly end: string
  /** An expression that matches no byte. */
  readonly never: string
}

export const re2Dialect: Dialect = { start: '\\A', end: '\\z', never: '\\x{100}' }
export const javaScriptDialect: Dialect = { start: '^', end: '$', never: '[]' }

/** The node as an expression for the whole text, without flags and names. */
export function writePattern(node: PatternNode, dialect: Dialect): string {
  return `${dialect.start}(?:${foldPattern(node, createWriter(dialect))})${dialect.end}`
}

function createWriter(dialect: Dialect): PatternFold<string> {
  const assertions = {
    start: dialect.start,
    end: dialect.end,
    word: '\\b',
    'not-word': '\\B',
    'line-start': dialect.start,
    'line-end': dialect.end,
  }
  return {
    byte: writeByte,
    set: (set) => writeSet(set, dialect),
    assert: (assertion) => assertions[assertion],
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

/** First and last byte of each run in the set, ascending. */
function rangesOf(set: ByteSet): readonly (readonly [first: number, last: number])[] {
  const ranges: [number, number][] = []
  for (let byte = 0; byte < 256; byte++) {
    if (set[byte] !== 1) continue
    const run = ranges.at(-1)
    if (run !== undefined && run[1] === byte - 1) run[1] = byte
    else ranges.push([byte, byte])
  }
  return ranges
}

function writeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`
}
