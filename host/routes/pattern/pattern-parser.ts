// One grammar, so one file: choices, sequences and groups come first, then escapes and sets.
import type { ByteString } from '../../exchange/byte-string.ts'
import {
  byteRange,
  bytesIn,
  classOf,
  complement,
  foldCase,
  noByte,
  union,
  type Assertion,
  type ByteSet,
  type PatternNode,
} from './pattern-node.ts'

export type ParsedPattern =
  | { readonly kind: 'parsed'; readonly node: PatternNode; readonly groupCount: number }
  /** Boost accepts the pattern, but matching it takes more than linear time or more than our limits. */
  | { readonly kind: 'unsupported'; readonly why: string }
  /** Boost refuses the pattern. */
  | { readonly kind: 'invalid'; readonly why: string }

/** Patterns whose groups are nested deeper are left out; Boost refuses them from 400 on. */
const maxDepth = 100

/** Parses a pattern in Boost's Perl syntax, up to the first thing that is invalid or unsupported; never throws. */
export function parsePattern(text: ByteString): ParsedPattern {
  const cursor = new PatternCursor(text)
  try {
    const node = parseChoice(cursor)
    if (!cursor.isAtEnd) cursor.fail('a ) without its (')
    return { kind: 'parsed', node, groupCount: cursor.groups }
  } catch (error) {
    if (error instanceof PatternError) return { kind: error.kind, why: error.message }
    throw error
  }
}

/** Thrown inside this file for a pattern that is not compiled. */
class PatternError extends Error {
  override readonly name = 'PatternError'
  readonly kind: 'invalid' | 'unsupported'

  constructor(kind: PatternError['kind'], why: string) {
    super(why)
    this.kind = kind
  }
}

/** Flags that a pattern sets for the rest of a group. */
interface PatternFlags {
  readonly ignoreCase: boolean
  /** `x`: blanks and comments are ignored. */
  readonly extended: boolean
  /** `-s`: a dot does not match line breaks. */
  readonly dotStops: boolean
  /** `-m`: `^` and `$` match only at the ends of the text. */
  readonly single: boolean
}

/** A position in a pattern, and what was read before it. */
class PatternCursor {
  readonly text: ByteString
  at = 0
  flags: PatternFlags = { ignoreCase: false, extended: false, dotStops: false, single: false }
  /** Number of groups opened so far. */
  groups = 0
  depth = 0

  constructor(text: ByteString) {
    this.text = text
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The next character; empty at the end. */
  get next(): string {
    return this.text.charAt(this.at)
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  take(): string {
    const taken = this.next
    this.at++
    return taken
  }

  takeIf(text: string): boolean {
    if (!this.startsWith(text)) return false
    this.at += text.length
    return true
  }

  /** Takes what a sticky expression matches here; takes nothing and returns undefined if it does not match. */
  takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at
    const match = expression.exec(this.text)
    if (match === null) return undefined
    this.at += match[0].length
    return match
  }

  /** Ends the parsing: Boost refuses the pattern. */
  fail(why: string): never {
    throw new PatternError('invalid', `${why} (at byte ${this.at})`)
  }

  /** Ends the parsing: the pattern has `what`, which Boost accepts. */
  leaveOut(what: string): never {
    throw new PatternError('unsupported', what)
  }
}

const emptyNode: PatternNode = { kind: 'sequence', parts: [] }
const anyByte: ByteSet = complement(noByte)

function parseChoice(cursor: PatternCursor): PatternNode {
  const branches = [parseSequence(cursor)]
  while (cursor.takeIf('|')) branches.push(parseSequence(cursor))
  return branches.length === 1 ? (branches[0] ?? emptyNode) : { kind: 'choice', branches }
}

function parseSequence(cursor: PatternCursor): PatternNode {
  const sequence = new Sequence(cursor)
  while (!cursor.isAtEnd && cursor.next !== '|' && cursor.next !== ')') parseItem(cursor, sequence)
  return sequence.node
}

function parseItem(cursor: PatternCursor, sequence: Sequence): void {
  if (cursor.flags.extended && skipBlanks(cursor)) return
  const character = cursor.take()
  switch (character) {
    case '(':
      return parseGroup(cursor, sequence)
    case '[':
      return parseBracket(cursor, sequence)
    case '.':
      return sequence.add({ kind: 'set', set: dotSet(cursor) })
    case '^':
      return sequence.assert(cursor.flags.single ? 'start' : 'line-start')
    case '$':
      return sequence.assert(cursor.flags.single ? 'end' : 'line-end')
    case '\\':
      return parseEscape(cursor, sequence)
    case '*':
      return sequence.repeat(0, Infinity)
    case '+':
      return sequence.repeat(1, Infinity)
    case '?':
      return sequence.repeat(0, 1)
    case '{':
      return parseBraces(cursor, sequence)
    default:
      return sequence.addLiteral(character)
  }
}

function skipBlanks(cursor: PatternCursor): boolean {
  return cursor.takeMatch(/[ \t\n\v\f\r]+|#[^\n\r\f]*[\n\r\f]?/y) !== undefined
}

/** `{2}`, `{2,}`, `{2,5}`; any other brace is a literal. */
function parseBraces(cursor: PatternCursor, sequence: Sequence): void {
  const found = cursor.takeMatch(/\s*(\d+)\s*(,\s*(?:(\d+)\s*)?)?\}/y)
  if (found === undefined) return sequence.addLiteral('{')
  const min = Number(found[1])
  const max = found[2] === undefined ? min : Number(found[3] ?? Infinity)
  if (min > max) cursor.fail('a repetition whose ends are reversed')
  sequence.repeat(min, max)
}

/** The parts of a sequence while it is parsed. */
class Sequence {
  readonly #cursor: PatternCursor
  readonly #parts: PatternNode[] = []
  #isRepeatable = false

  constructor(cursor: PatternCursor) {
    this.#cursor = cursor
  }

  get node(): PatternNode {
    const [only] = this.#parts
    if (only !== undefined && this.#parts.length === 1) return only
    return { kind: 'sequence', parts: this.#parts }
  }

  add(node: PatternNode): void {
    this.#parts.push(node)
    this.#isRepeatable = true
  }

  addLiteral(text: string): void {
    for (let i = 0; i < text.length; i++) this.add(this.#literal(text.charCodeAt(i)))
  }

  assert(assertion: Assertion): void {
    this.#parts.push({ kind: 'assert', assertion })
    this.#isRepeatable = false
  }

  /** Repeats the last part; a `?` or `+` after the repetition changes how. */
  repeat(min: number, max: number): void {
    const cursor = this.#cursor
    const part = this.#isRepeatable ? this.#parts.pop() : undefined
    if (part === undefined) return cursor.fail('nothing to repeat')
    if (cursor.flags.extended) skipBlanks(cursor)
    const lazy = cursor.takeIf('?')
    if (cursor.takeIf('+')) cursor.leaveOut('a possessive repetition')
    this.#parts.push({ kind: 'repeat', part, min, max, lazy })
    this.#isRepeatable = false
  }

  #literal(byte: number): PatternNode {
    const lower = byte | 0x20
    if (!this.#cursor.flags.ignoreCase || lower < 0x61 || lower > 0x7a)
      return { kind: 'byte', byte }
    return { kind: 'set', set: foldCase(byteRange(byte, byte)) }
  }
}

/** What follows a `(`: the body of a group, or a construct without a body. */
type GroupHead =
  | 'capture'
  | 'plain'
  /** A comment: a repetition after it applies to the part before it. */
  | 'comment'
  /** Flags for the rest of the enclosing group: they read nothing, but may be repeated. */
  | 'flags'

function parseGroup(cursor: PatternCursor, sequence: Sequence): void {
  const flags = cursor.flags
  const head = parseGroupHead(cursor)
  if (head === 'comment') return
  if (head === 'flags') return sequence.add(emptyNode)
  sequence.add(parseGroupBody(cursor, head))
  cursor.flags = flags
}

function parseGroupBody(cursor: PatternCursor, head: 'capture' | 'plain'): PatternNode {
  if (++cursor.depth > maxDepth)
    cursor.leaveOut(`groups that are nested more than ${maxDepth} deep`)
  if (head === 'capture') cursor.groups++
  const part = parseChoice(cursor)
  if (!cursor.takeIf(')')) cursor.fail('a ( without its )')
  cursor.depth--
  return head === 'capture' ? { kind: 'capture', part } : part
}

/** Groups after `(?` that are left out. */
const unsupportedGroups: readonly (readonly [head: RegExp, what: string])[] = [
  [/\|/y, 'a branch reset'],
  [/>/y, 'an atomic group'],
  [/[=!]/y, 'a look-ahead'],
  [/<[=!]/y, 'a look-behind'],
  [/\(/y, 'a condition'],
  [/(?:R|0|[-+]?\d+|(?:&|P>)[^)]+)\)/y, 'a recursion'],
]

/** Parses from after a `(` to where the body begins. */
function parseGroupHead(cursor: PatternCursor): GroupHead {
  if (cursor.startsWith('*')) return refuseVerb(cursor)
  if (!cursor.takeIf('?')) return 'capture'
  if (cursor.takeIf('#')) return skipComment(cursor)
  if (cursor.takeIf(':')) return 'plain'
  for (const [head, what] of unsupportedGroups) if (cursor.takeMatch(head)) cursor.leaveOut(what)
  if (cursor.takeMatch(/<[^>]*>|'[^']*'/y)) return 'capture'
  return parseFlags(cursor)
}

function skipComment(cursor: PatternCursor): GroupHead {
  const end = cursor.text.indexOf(')', cursor.at)
  cursor.at = end < 0 ? cursor.text.length : end + 1
  return 'comment'
}

/** `(*FAIL)` and the other verbs. */
function refuseVerb(cursor: PatternCursor): never {
  if (cursor.takeMatch(/\*(?:ACCEPT|COMMIT|FAIL|F|PRUNE|SKIP|THEN)\)/y))
    cursor.leaveOut('a verb that controls backtracking')
  return cursor.fail('nothing to repeat')
}

function parseFlags(cursor: PatternCursor): GroupHead {
  const found = cursor.takeMatch(/(?!\))([imsx]*)(-[imsx]*)?([:)])/y)
  if (found === undefined) return cursor.fail('an unknown group')
  const [, set = '', unset = '', end] = found
  cursor.flags = changeFlags(cursor.flags, set, unset)
  return end === ':' ? 'plain' : 'flags'
}

function changeFlags(flags: PatternFlags, set: string, unset: string): PatternFlags {
  const choose = (letter: string, before: boolean): boolean =>
    unset.includes(letter) ? false : set.includes(letter) || before
  return {
    ignoreCase: choose('i', flags.ignoreCase),
    extended: choose('x', flags.extended),
    dotStops: !choose('s', !flags.dotStops),
    single: !choose('m', !flags.single),
  }
}

const assertions: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'start'],
  ['`', 'start'],
  ['G', 'start'],
  ['z', 'end'],
  ["'", 'end'],
  // Also matches before line breaks at the end
  ['Z', 'line-end'],
  ['b', 'word'],
  ['B', 'not-word'],
])

/** What neither engine has, also as `[[:<:]]` and `[[:>:]]`. */
const wordEnd = 'the start or end of a word'

/** Escapes outside of a set that are left out. */
const unsupportedEscapes: readonly (readonly [escape: RegExp, what: string])[] = [
  [/[<>]/y, wordEnd],
  [/[1-9]|[gk](?:-?\d+|\{[^}]+\}|<[^>]+>|'[^']+')/y, 'a back-reference'],
  [/R/y, 'the end of a line (\\R)'],
  [/X/y, 'a combining sequence (\\X)'],
  [/K/y, 'the start of a match (\\K)'],
]

/** Parses what follows a backslash outside of a set. */
function parseEscape(cursor: PatternCursor, sequence: Sequence): void {
  if (cursor.isAtEnd) cursor.fail('the pattern ends in a backslash')
  const assertion = assertions.get(cursor.next)
  if (assertion !== undefined) {
    cursor.at++
    return sequence.assert(assertion)
  }
  for (const [escape, what] of unsupportedEscapes)
    if (cursor.takeMatch(escape)) cursor.leaveOut(what)
  if (/[gk]/.test(cursor.next)) cursor.fail('a back-reference without its group')
  if (cursor.takeIf('Q')) return sequence.addLiteral(takeQuoted(cursor))
  const set =
    takeClassEscape(cursor) ?? takeProperty(cursor) ?? (cursor.takeIf('C') ? anyByte : undefined)
  if (set !== undefined) return sequence.add({ kind: 'set', set })
  sequence.addLiteral(takeCharacter(cursor))
}

/** `\d`, `\W` and the like: a class of one letter; takes nothing if the letter is not a class. */
function takeClassEscape(cursor: PatternCursor): ByteSet | undefined {
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

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Takes one character after a backslash, in a set or outside. */
function takeCharacter(cursor: PatternCursor): string {
  if (cursor.isAtEnd) cursor.fail('the pattern ends in a backslash')
  const letter = cursor.take()
  if (letter === 'c') return takeControl(cursor)
  if (letter === 'x') return takeHexadecimal(cursor)
  if (letter === '0') return takeOctal(cursor)
  if (letter === 'N') refuseNamed(cursor)
  if (/[1-9]/.test(letter)) cursor.fail('not an octal number')
  return controls[letter] ?? letter
}

function refuseNamed(cursor: PatternCursor): never {
  if (cursor.takeMatch(/\{[^}]+\}/y)) cursor.leaveOut('a character by its name')
  return cursor.fail('\\N without a name')
}

function takeControl(cursor: PatternCursor): string {
  if (cursor.isAtEnd) cursor.fail('\\c without a character')
  return String.fromCharCode(cursor.take().charCodeAt(0) % 32)
}

/** `\x` and two digits, or digits in braces: Boost reads those as a number, which has to be below 128. */
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
  if (code > 0x7f) cursor.fail('a number that is not a character')
  return String.fromCharCode(code)
}

/** The bytes that a dot matches. */
function dotSet(cursor: PatternCursor): ByteSet {
  return cursor.flags.dotStops ? complement(bytesIn('\n\r\f')) : anyByte
}

/** Parses what follows a `[`: a set, or the start or end of a word. */
function parseBracket(cursor: PatternCursor, sequence: Sequence): void {
  if (cursor.takeMatch(/\[:[<>]:\]\]/y)) cursor.leaveOut(wordEnd)
  const negated = cursor.takeIf('^')
  let set = noByte
  for (let isFirst = true; isFirst || cursor.next !== ']'; isFirst = false) {
    if (cursor.isAtEnd) cursor.fail('a set without its ]')
    set = union(set, takeSetItem(cursor, isFirst))
  }
  cursor.at++
  const folded = cursor.flags.ignoreCase ? foldCase(set) : set
  sequence.add({ kind: 'set', set: negated ? complement(folded) : folded })
}

function takeSetItem(cursor: PatternCursor, isFirst: boolean): ByteSet {
  if (cursor.startsWith('[:')) return takeNamedClass(cursor)
  if (cursor.startsWith('[=')) return takeCollating(cursor, '=')
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

/** `[=a=]` and `[.a.]`: a single character stands for itself; longer ones are names, which are left out. */
function takeCollating(cursor: PatternCursor, mark: '=' | '.'): ByteSet {
  const end = cursor.text.indexOf(`${mark}]`, cursor.at + 3)
  if (end < 0) cursor.fail('a collating element without its end')
  const name = cursor.text.slice(cursor.at + 2, end)
  cursor.at = end + 2
  if (name.length > 1) cursor.leaveOut('a collating element')
  const byte = name.charCodeAt(0)
  return byteRange(byte, byte)
}

function takeRange(cursor: PatternCursor, isFirst: boolean): ByteSet {
  const first = takeRangeEnd(cursor, isFirst)
  // A - before the ] is an item of its own
  if (cursor.next !== '-' || cursor.startsWith('-]')) return byteRange(first, first)
  cursor.at++
  if (cursor.isAtEnd) cursor.fail('a set without its ]')
  const last = takeRangeEnd(cursor, true)
  if (last < first) cursor.fail('a range whose ends are reversed')
  if (cursor.next === '-' && !cursor.startsWith('-]'))
    cursor.fail('a range that begins with the end of another')
  return byteRange(first, last)
}

function takeRangeEnd(cursor: PatternCursor, mayBeDash: boolean): number {
  if (cursor.startsWith('[.')) return takeCollating(cursor, '.').indexOf(1)
  if (cursor.next === '-' && !mayBeDash && !cursor.startsWith('-]'))
    cursor.fail('a - that is not a range')
  const taken = cursor.takeIf('\\') ? takeCharacter(cursor) : cursor.take()
  return taken === '' ? 0 : taken.charCodeAt(0)
}
