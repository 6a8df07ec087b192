/** A set of bytes: one flag for each of the 256. */
export type ByteSet = Readonly<Uint8Array>

/** A zero-width condition. */
export type Assertion =
  | 'start'
  | 'end'
  | 'word'
  | 'not-word'
  /** `^` and `$`, which also match next to line breaks; `\Z` is a `$`. */
  | 'line-start'
  | 'line-end'

/** A pattern as a tree over bytes: flags are applied, case is folded, groups have no names. */
export type PatternNode =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | SequenceNode
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  /** A group; groups are numbered in the order of their opening parentheses. */
  | { readonly kind: 'capture'; readonly part: PatternNode }
  | RepeatNode

interface SequenceNode {
  readonly kind: 'sequence'
  readonly parts: readonly PatternNode[]
}

interface RepeatNode {
  readonly kind: 'repeat'
  readonly part: PatternNode
  readonly min: number
  readonly max: number
  readonly lazy: boolean
}

/** Computes a value for each kind of node from the values of its parts. */
export interface PatternFold<T> {
  byte(byte: number): T
  set(set: ByteSet): T
  assert(assertion: Assertion): T
  sequence(parts: readonly T[], node: SequenceNode): T
  choice(branches: readonly T[]): T
  capture(part: T): T
  repeat(part: T, node: RepeatNode): T
}

/** Computes the value of a tree, from its leaves up. */
export function foldPattern<T>(node: PatternNode, fold: PatternFold<T>): T {
  const foldNode = (part: PatternNode): T => foldPattern(part, fold)
  switch (node.kind) {
    case 'byte':
      return fold.byte(node.byte)
    case 'set':
      return fold.set(node.set)
    case 'assert':
      return fold.assert(node.assertion)
    case 'capture':
      return fold.capture(foldNode(node.part))
    case 'repeat':
      return fold.repeat(foldNode(node.part), node)
    case 'choice':
      return fold.choice(node.branches.map(foldNode))
    case 'sequence':
      break
  }
  return fold.sequence(node.parts.map(foldNode), node)
}

/** The bytes from `first` to `last`, both included. */
export function byteRange(first: number, last: number): ByteSet {
  return new Uint8Array(256).fill(1, first, last + 1)
}

export function union(a: ByteSet, b: ByteSet): ByteSet {
  return a.map((flag, byte) => flag | (b[byte] ?? 0))
}

export function complement(set: ByteSet): ByteSet {
  return set.map((flag) => 1 - flag)
}

export function isDisjoint(a: ByteSet, b: ByteSet): boolean {
  return !a.some((flag, byte) => flag === 1 && b[byte] === 1)
}

export const noByte: ByteSet = new Uint8Array(256)

const letters = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const capitals = letters.toUpperCase()
const alnums = bytesIn(letters + capitals + digits)
const spaces = bytesIn(' \t\n\v\f\r')
const words = bytesIn(`${letters}${capitals}${digits}_`)

/** Boost's names of classes in its "C" locale, which contain no byte above 127. */
const classes: ReadonlyMap<string, ByteSet> = new Map([
  ['alnum', alnums],
  ['alpha', bytesIn(letters + capitals)],
  ['blank', bytesIn(' \t')],
  ['cntrl', union(byteRange(0, 0x1f), byteRange(0x7f, 0x7f))],
  ['d', bytesIn(digits)],
  ['digit', bytesIn(digits)],
  ['graph', byteRange(0x21, 0x7e)],
  ['h', bytesIn(' \t')],
  ['l', bytesIn(letters)],
  ['lower', bytesIn(letters)],
  ['print', byteRange(0x20, 0x7e)],
  ['punct', byteRange(0x21, 0x7e).map((flag, byte) => (alnums[byte] === 1 ? 0 : flag))],
  ['s', spaces],
  ['space', spaces],
  ['u', bytesIn(capitals)],
  ['unicode', noByte],
  ['upper', bytesIn(capitals)],
  ['v', bytesIn('\n\v\f\r')],
  ['w', words],
  ['word', words],
  ['xdigit', bytesIn(`${digits}abcdefABCDEF`)],
])

/** The class of a name in upper or lower case; if case is ignored, upper and lower letters are both all letters. */
export function classOf(name: string, ignoreCase: boolean): ByteSet | undefined {
  const lower = name.toLowerCase()
  const isCased = lower === 'l' || lower === 'u' || lower === 'lower' || lower === 'upper'
  return classes.get(ignoreCase && isCased ? 'alpha' : lower)
}

/** The bytes of a text. */
export function bytesIn(text: string): ByteSet {
  const set = new Uint8Array(256)
  for (let i = 0; i < text.length; i++) set[text.charCodeAt(i)] = 1
  return set
}

/** The set with both cases of its ASCII letters. */
export function foldCase(set: ByteSet): ByteSet {
  const folded = Uint8Array.from(set)
  for (let upper = 0x41; upper <= 0x5a; upper++) {
    const both = (set[upper] ?? 0) | (set[upper + 0x20] ?? 0)
    folded[upper] = both
    folded[upper + 0x20] = both
  }
  return folded
}
