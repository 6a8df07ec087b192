import type { ByteSet } from './byte-set.ts'

/** A zero-width condition. */
export type Assertion =
  | 'start'
  | 'end'
  | 'word'
  | 'not-word'
  /** `^` and `$`, which also stand beside ends of lines. */
  | 'line-start'
  | 'line-end'
  | 'word-start'
  | 'word-end'
  /** `\Z`: before any ends of lines at the end. */
  | 'soft-end'
  /** What folds see of a look. */
  | 'look'

/** A pattern as a tree over bytes: no flags, no names, case already unfolded. */
export type PatternNode =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | SequenceNode
  | ChoiceNode
  | CaptureNode
  | RepeatNode
  | LookNode

interface SequenceNode {
  readonly kind: 'sequence'
  readonly parts: readonly PatternNode[]
}

interface ChoiceNode {
  readonly kind: 'choice'
  readonly branches: readonly PatternNode[]
}

interface CaptureNode {
  readonly kind: 'capture'
  /** The number of the group, from 1; a branch reset gives several nodes the same. */
  readonly index: number
  readonly part: PatternNode
}

interface RepeatNode {
  readonly kind: 'repeat'
  readonly part: PatternNode
  readonly min: number
  readonly max: number
  readonly lazy: boolean
}

/** `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`. */
export interface LookNode {
  readonly kind: 'look'
  readonly ahead: boolean
  readonly negative: boolean
  readonly part: PatternNode
}

export const emptyNode: PatternNode = { kind: 'sequence', parts: [] }

/** What becomes of each kind of node, given what became of its parts. */
export interface PatternFold<T> {
  byte(byte: number): T
  set(set: ByteSet): T
  assert(assertion: Assertion): T
  sequence(parts: readonly T[], node: SequenceNode): T
  choice(branches: readonly T[], node: ChoiceNode): T
  capture(part: T, node: CaptureNode): T
  repeat(part: T, node: RepeatNode): T
}

/** Works a tree off from its leaves. */
export function foldPattern<T>(node: PatternNode, fold: PatternFold<T>): T {
  if (node.kind === 'byte') return fold.byte(node.byte)
  if (node.kind === 'set') return fold.set(node.set)
  if (node.kind === 'assert') return fold.assert(node.assertion)
  if (node.kind === 'look') return fold.assert('look')
  if (node.kind === 'capture') return fold.capture(foldPattern(node.part, fold), node)
  if (node.kind === 'repeat') return fold.repeat(foldPattern(node.part, fold), node)
  if (node.kind === 'choice')
    return fold.choice(
      node.branches.map((branch) => foldPattern(branch, fold)),
      node,
    )
  return fold.sequence(
    node.parts.map((part) => foldPattern(part, fold)),
    node,
  )
}
