import { complement, isSubset, wordBytes, type ByteSet } from './byte-set.ts'
import { isZeroWidth } from './pattern-measure.ts'
import type { Assertion, PatternNode } from './pattern-node.ts'

/** Whether a node stands where nothing was read before it, and where nothing follows it. */
interface Place {
  readonly isFirst: boolean
  readonly isLast: boolean
}

const inside: Place = { isFirst: false, isLast: false }

/** Those that both engines know. */
type SimpleAssertion = Extract<Assertion, 'start' | 'end' | 'word' | 'not-word'>

/**
 * The node with simple assertions only. The whole path is matched, so the ends of lines are those of the path where
 * nothing else can be read before or behind; elsewhere, and for some ends of words, the answer says what cannot be done.
 */
export function simplifyAssertions(node: PatternNode): PatternNode | { readonly why: string } {
  let why: string | undefined
  const refuse = (what: string): SimpleAssertion => {
    why ??= what
    return 'start'
  }
  const simple = simplify(node, { isFirst: true, isLast: true }, refuse)
  return why === undefined ? simple : { why }
}

type Refuse = (what: string) => SimpleAssertion

function simplify(node: PatternNode, place: Place, refuse: Refuse): PatternNode {
  if (node.kind === 'assert')
    return { kind: 'assert', assertion: simplifyAssertion(node.assertion, place, refuse) }
  if (node.kind === 'capture') return { ...node, part: simplify(node.part, place, refuse) }
  if (node.kind === 'repeat')
    return { ...node, part: simplify(node.part, node.max > 1 ? inside : place, refuse) }
  if (node.kind === 'choice')
    return { ...node, branches: node.branches.map((branch) => simplify(branch, place, refuse)) }
  return node.kind === 'sequence' ? simplifySequence(node.parts, place, refuse) : node
}

function simplifyAssertion(assertion: Assertion, place: Place, refuse: Refuse): SimpleAssertion {
  if (assertion === 'line-start')
    return place.isFirst ? 'start' : refuse('the start of a line inside the pattern')
  if (assertion === 'line-end' || assertion === 'soft-end')
    return place.isLast ? 'end' : refuse('the end of a line inside the pattern')
  if (assertion === 'word-start' || assertion === 'word-end')
    return refuse('the start or end of a word that is not certain')
  return assertion === 'look' ? refuse('a look-ahead or look-behind') : assertion
}

function simplifySequence(
  parts: readonly PatternNode[],
  place: Place,
  refuse: Refuse,
): PatternNode {
  const firstRead = parts.findIndex((part) => !isZeroWidth(part))
  const lastRead = parts.findLastIndex((part) => !isZeroWidth(part))
  const simple = parts.map((part, i): PatternNode => {
    if (part.kind === 'assert' && isCertainWordEnd(part.assertion, parts[i - 1], parts[i + 1]))
      return { kind: 'assert', assertion: 'word' }
    const isFirst = place.isFirst && (firstRead < 0 || i <= firstRead)
    const isLast = place.isLast && (lastRead < 0 || i >= lastRead)
    return simplify(part, { isFirst, isLast }, refuse)
  })
  return { kind: 'sequence', parts: simple }
}

/** A boundary is the start of a word if a word follows it or none stands before it; likewise its end. */
function isCertainWordEnd(
  assertion: Assertion,
  before: PatternNode | undefined,
  after: PatternNode | undefined,
): boolean {
  if (assertion === 'word-start') return reads(after, wordBytes) || reads(before, noWordBytes)
  if (assertion === 'word-end') return reads(before, wordBytes) || reads(after, noWordBytes)
  return false
}

const noWordBytes = complement(wordBytes)

/** Whether the node reads at least one byte, and only bytes of the set. */
function reads(node: PatternNode | undefined, set: ByteSet): boolean {
  if (node === undefined) return false
  if (node.kind === 'byte') return set[node.byte] === 1
  if (node.kind === 'set') return isSubset(node.set, set)
  if (node.kind === 'capture') return reads(node.part, set)
  return node.kind === 'repeat' && node.min > 0 && reads(node.part, set)
}
