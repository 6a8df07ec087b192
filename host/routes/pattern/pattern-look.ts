import type { ByteString } from '../../exchange/byte-string.ts'
import { anyByte } from './byte-set.ts'
import { isZeroWidth } from './pattern-measure.ts'
import { foldPattern, type LookNode, type PatternFold, type PatternNode } from './pattern-node.ts'

/** What a look-ahead or look-behind asks, as a pattern of its own for all of a text. */
export interface LookCondition {
  readonly node: PatternNode
  /** Whether the text must not match. */
  readonly negative: boolean
  /** The text: what of the path stands behind so many bytes, or one that is known before. */
  readonly of: { readonly pathFrom: number } | { readonly text: ByteString }
}

interface WithoutLooks {
  readonly node: PatternNode
  readonly conditions: readonly LookCondition[]
}

/**
 * The pattern without looks, and what they ask. That can be said in advance where it is known at which byte they stand:
 * behind the text with which the pattern begins, and at its end. Elsewhere it needs more than linear time.
 */
export function takeLooks(pattern: PatternNode): WithoutLooks | { readonly why: string } {
  const parts = pattern.kind === 'sequence' ? pattern.parts : [pattern]
  const lastRead = parts.findLastIndex((part) => !isZeroWidth(part))
  const kept: PatternNode[] = []
  const conditions: LookCondition[] = []
  let text: ByteString | undefined = ''
  for (const [i, part] of parts.entries()) {
    if (part.kind !== 'look') {
      kept.push(part)
      text = textBehind(text, part)
    } else if (text !== undefined) conditions.push(lookBehindText(part, text))
    else if (i > lastRead) conditions.push(lookAtEnd(part))
    else return inside
  }
  const node: PatternNode = { kind: 'sequence', parts: kept }
  if (foldPattern(node, hasLook)) return inside
  return conditions.some((condition) => foldPattern(condition.node, isDependent))
    ? { why: 'a group or an assertion in a look-ahead or look-behind' }
    : { node, conditions }
}

const inside = { why: 'a look-ahead or look-behind inside the pattern' }

const anything: PatternNode = {
  kind: 'repeat',
  part: { kind: 'set', set: anyByte },
  min: 0,
  max: Infinity,
  lazy: false,
}

function sequence(...parts: readonly PatternNode[]): PatternNode {
  return { kind: 'sequence', parts }
}

function lookBehindText({ ahead, negative, part }: LookNode, text: ByteString): LookCondition {
  return ahead
    ? { node: sequence(part, anything), negative, of: { pathFrom: text.length } }
    : { node: sequence(anything, part), negative, of: { text } }
}

function lookAtEnd({ ahead, negative, part }: LookNode): LookCondition {
  return ahead
    ? { node: part, negative, of: { text: '' } }
    : { node: sequence(anything, part), negative, of: { pathFrom: 0 } }
}

/** The text that every match has before what follows the node; undefined if it is not certain. */
function textBehind(text: ByteString | undefined, node: PatternNode): ByteString | undefined {
  if (text === undefined) return undefined
  if (node.kind === 'byte') return text + String.fromCharCode(node.byte)
  return node.kind === 'assert' ? text : undefined
}

const hasLook: PatternFold<boolean> = {
  byte: () => false,
  set: () => false,
  assert: (assertion) => assertion === 'look',
  sequence: (parts) => parts.some(Boolean),
  choice: (branches) => branches.some(Boolean),
  capture: (part) => part,
  repeat: (part) => part,
}

/** Whether the node gives something to, or needs something of, what is around it. */
const isDependent: PatternFold<boolean> = { ...hasLook, assert: () => true, capture: () => true }

/** Bytes that the node reads; undefined if it may be more or fewer. */
export function widthOf(node: PatternNode): number | undefined {
  return foldPattern(node, width)
}

const width: PatternFold<number | undefined> = {
  byte: () => 1,
  set: () => 1,
  assert: () => 0,
  sequence: (parts) =>
    parts.reduce<number | undefined>(
      (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
      0,
    ),
  choice: ([first, ...others]) => (others.every((other) => other === first) ? first : undefined),
  capture: (part) => part,
  repeat: (part, { min, max }) => (part === undefined || min !== max ? undefined : part * min),
}
