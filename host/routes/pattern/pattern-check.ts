import type { ByteString } from '../../exchange/byte-string.ts'
import {
  byteRange,
  foldPattern,
  isDisjoint,
  noByte,
  union,
  type ByteSet,
  type PatternFold,
  type PatternNode,
} from './pattern-node.ts'

/** Number of instructions that match the node, with repetitions unrolled. */
export function countInstructions(node: PatternNode): number {
  return foldPattern(node, instructions)
}

const instructions: PatternFold<number> = {
  byte: () => 1,
  set: () => 1,
  assert: () => 1,
  sequence: sum,
  choice: (branches) => sum(branches) + branches.length,
  capture: (part) => part + 2,
  repeat: (part, { min, max }) => (part + 1) * Math.max(1, max === Infinity ? min + 1 : max),
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** The text with which every match begins, and whether nothing follows it. */
export function leadingText(node: PatternNode): {
  readonly text: ByteString
  readonly isAll: boolean
} {
  const parts = node.kind === 'sequence' ? node.parts : [node]
  const [first] = parts
  const isAnchored =
    first?.kind === 'assert' && (first.assertion === 'start' || first.assertion === 'line-start')
  let text = ''
  for (const part of isAnchored ? parts.slice(1) : parts) {
    if (part.kind !== 'byte') break
    text += String.fromCharCode(part.byte)
  }
  return { text, isAll: text.length === parts.length }
}

/**
 * Names the first `^` or `$` that may match next to a line break within the path. All others match only at the ends of the
 * path: no byte can be read before a `^`, or after a `$`.
 */
export function findInnerAnchor(
  node: PatternNode,
  isFirst = true,
  isLast = true,
): string | undefined {
  switch (node.kind) {
    case 'byte':
    case 'set':
      return undefined
    case 'assert':
      if (node.assertion === 'line-start' && !isFirst)
        return 'the start of a line inside the pattern'
      if (node.assertion === 'line-end' && !isLast) return 'the end of a line inside the pattern'
      return undefined
    case 'capture':
      return findInnerAnchor(node.part, isFirst, isLast)
    case 'repeat':
      return node.max > 1
        ? findInnerAnchor(node.part, false, false)
        : findInnerAnchor(node.part, isFirst, isLast)
    case 'choice':
      return findFirst(node.branches, (branch) => findInnerAnchor(branch, isFirst, isLast))
    case 'sequence':
      break
  }
  const firstRead = node.parts.findIndex((part) => !isZeroWidth(part))
  const lastRead = node.parts.findLastIndex((part) => !isZeroWidth(part))
  return findFirst(node.parts, (part, i) =>
    findInnerAnchor(part, isFirst && (firstRead < 0 || i <= firstRead), isLast && i >= lastRead),
  )
}

function findFirst(
  nodes: readonly PatternNode[],
  find: (node: PatternNode, i: number) => string | undefined,
): string | undefined {
  for (const [i, node] of nodes.entries()) {
    const found = find(node, i)
    if (found !== undefined) return found
  }
  return undefined
}

/** True if the node never reads a byte. */
function isZeroWidth(node: PatternNode): boolean {
  return foldPattern(node, {
    byte: () => false,
    set: () => false,
    assert: () => true,
    sequence: (parts) => parts.every(Boolean),
    choice: (branches) => branches.every(Boolean),
    capture: (part) => part,
    repeat: (part, { max }) => max === 0 || part,
  })
}

/**
 * True if the next byte always decides how matching continues, so that a backtracking engine takes linear time and finds the
 * groups of Perl. May be false although the byte decides: for all patterns that repeat more than a byte or a set.
 */
export function isDeterministic(node: PatternNode): boolean {
  return startOf(node, { bytes: noByte, isEnd: true }) !== undefined
}

/** What a match may begin with: one of the bytes, or the end of the path. */
interface Start {
  readonly bytes: ByteSet
  readonly isEnd: boolean
}

/** What a match of the node, and then of what follows it, may begin with; undefined if the node is not deterministic there. */
function startOf(node: PatternNode, follow: Start): Start | undefined {
  switch (node.kind) {
    case 'byte':
      return { bytes: byteRange(node.byte, node.byte), isEnd: false }
    case 'set':
      // A set without bytes would make two empty branches before it look different
      return node.set.includes(1) ? { bytes: node.set, isEnd: false } : undefined
    case 'assert':
      return follow
    case 'capture':
      return startOf(node.part, follow)
    case 'sequence':
      return node.parts.reduceRight<Start | undefined>(
        (next, part) => next && startOf(part, next),
        follow,
      )
    case 'choice':
      return node.branches
        .map((branch) => startOf(branch, follow))
        .reduce((all, start) => all && start && joinStarts(all, start))
    case 'repeat':
      break
  }
  const { part, min, max } = node
  if (max === 0) return follow
  if (canBeEmpty(part) || (max > 1 && part.kind !== 'byte' && part.kind !== 'set')) return undefined
  const start = startOf(part, follow)
  if (start === undefined || min === max) return start
  const joined = joinStarts(start, follow)
  return min === 0 ? joined : joined && start
}

/** Both; undefined if they have a byte, or the end, in common. */
function joinStarts(a: Start, b: Start): Start | undefined {
  if ((a.isEnd && b.isEnd) || !isDisjoint(a.bytes, b.bytes)) return undefined
  return { bytes: union(a.bytes, b.bytes), isEnd: a.isEnd || b.isEnd }
}

/** True if a match of the node may be empty. */
function canBeEmpty(node: PatternNode): boolean {
  return foldPattern(node, {
    byte: () => false,
    set: () => false,
    assert: () => true,
    sequence: (parts) => parts.every(Boolean),
    choice: (branches) => branches.some(Boolean),
    capture: (part) => part,
    repeat: (part, { min }) => min === 0 || part,
  })
}
