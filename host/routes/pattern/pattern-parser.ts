import type { ByteString } from '../../exchange/byte-string.ts'
import { byteRange, foldCase } from './byte-set.ts'
import { InvalidPatternError, PatternCursor } from './pattern-cursor.ts'
import { dotSet, parseEscape } from './pattern-escape.ts'
import { openGroup, type GroupHead } from './pattern-group.ts'
import { widthOf } from './pattern-look.ts'
import { emptyNode, type Assertion, type PatternNode } from './pattern-node.ts'
import { parseSet } from './pattern-set.ts'

/** What a parser found out about a pattern. */
export type ParsedPattern =
  | {
      readonly kind: 'parsed'
      readonly node: PatternNode
      readonly groupCount: number
      /** Something that is the same as without it only where matching never goes back. */
      readonly steadyOnly: string | undefined
    }
  | { readonly kind: 'unsupported'; readonly why: string }
  | { readonly kind: 'invalid'; readonly why: string }

/** Boost refuses groups in more groups than that. */
const maxDepth = 400

/** Reads a pattern of Boost's Perl syntax; never throws. */
export function parsePattern(text: ByteString): ParsedPattern {
  const cursor = new PatternCursor(text)
  try {
    const node = parseChoice(cursor, 'counts-on')
    if (!cursor.isAtEnd) cursor.fail('a ) without its (')
    if (cursor.missingGroup !== undefined) cursor.fail('a reference to a group that is none')
    const { unsupported, groups: groupCount, steadyOnly } = cursor
    if (unsupported !== undefined) return { kind: 'unsupported', why: unsupported }
    return { kind: 'parsed', node, groupCount, steadyOnly }
  } catch (error) {
    if (error instanceof InvalidPatternError) return { kind: 'invalid', why: error.message }
    throw error
  }
}

/** Whether a branch numbers its groups after those of the branch before it, or as that one did. */
type Numbering = 'counts-on' | 'resets'

function parseChoice(cursor: PatternCursor, numbering: Numbering): PatternNode {
  const firstGroup = cursor.groups
  let mostGroups = firstGroup
  const branches = [parseSequence(cursor)]
  while (cursor.takeIf('|')) {
    mostGroups = Math.max(mostGroups, cursor.groups)
    if (numbering === 'resets') cursor.groups = firstGroup
    branches.push(parseSequence(cursor))
  }
  cursor.groups = Math.max(mostGroups, cursor.groups)
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
    case '[': {
      const set = parseSet(cursor)
      return typeof set === 'string' ? sequence.assert(set) : sequence.add({ kind: 'set', set })
    }
    case '.':
      return sequence.add({ kind: 'set', set: dotSet(cursor) })
    case '^':
      return sequence.assert(cursor.flags.single ? 'start' : 'line-start')
    case '$':
      return sequence.assert(cursor.flags.single ? 'end' : 'line-end')
    case '\\':
      return parseEscaped(cursor, sequence)
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

function parseEscaped(cursor: PatternCursor, sequence: Sequence): void {
  const escape = parseEscape(cursor)
  if (escape.kind === 'literal') sequence.addLiteral(escape.text)
  else if (escape.node.kind === 'assert') sequence.assert(escape.node.assertion)
  else sequence.add(escape.node)
}

/** `{2}`, `{2,}`, `{2,5}`; a brace that begins none of them is a character. */
function parseBraces(cursor: PatternCursor, sequence: Sequence): void {
  const found = cursor.takeMatch(/\s*(\d+)\s*(,\s*(?:(\d+)\s*)?)?\}/y)
  if (found === undefined) return sequence.addLiteral('{')
  const min = Number(found[1])
  const max = found[2] === undefined ? min : Number(found[3] ?? Infinity)
  if (min > max) cursor.fail('a repetition whose ends are reversed')
  sequence.repeat(min, max)
}

function parseGroup(cursor: PatternCursor, sequence: Sequence): void {
  const flags = cursor.flags
  const head = openGroup(cursor)
  if (head.kind === 'comment') return
  if (head.kind === 'complete') return sequence.add(emptyNode)
  sequence.add(parseBody(cursor, head))
  cursor.flags = flags
}

function parseBody(cursor: PatternCursor, head: GroupHead): PatternNode {
  if (++cursor.depth > maxDepth) cursor.fail('groups that are nested too deeply')
  const index = head.kind === 'capture' ? ++cursor.groups : 0
  const part = parseChoice(cursor, head.kind === 'reset' ? 'resets' : 'counts-on')
  if (!cursor.takeIf(')')) cursor.fail('a ( without its )')
  cursor.depth--
  if (head.kind === 'condition' && part.kind === 'choice' && part.branches.length > 2)
    cursor.fail('a condition with more than two branches')
  if (head.kind === 'look' && !head.ahead && widthOf(part) === undefined)
    cursor.fail('a look-behind without a fixed length')
  if (head.kind === 'look') return { ...head, part }
  return head.kind === 'capture' ? { kind: 'capture', index, part } : part
}

/** The parts of a sequence while it is read. */
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

  /** Repeats the last part; the signs behind it say how. */
  repeat(min: number, max: number): void {
    const cursor = this.#cursor
    const part = this.#isRepeatable ? this.#parts.pop() : undefined
    if (part === undefined) return cursor.fail('nothing to repeat')
    if (cursor.flags.extended) skipBlanks(cursor)
    const lazy = cursor.takeIf('?')
    if (cursor.takeIf('+')) cursor.wantSteady('a possessive repetition')
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
