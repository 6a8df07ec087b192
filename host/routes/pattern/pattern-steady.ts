import { byteRange, isDisjoint, noByte, union, type ByteSet } from './byte-set.ts'
import { captureIndexes } from './pattern-measure.ts'
import { foldPattern, type PatternFold, type PatternNode } from './pattern-node.ts'

/**
 * Whether the next byte always says how matching goes on, so that a matcher that goes back never does so for long: at
 * each choice the ways begin with different bytes. Such a pattern is safe in any engine.
 */
export function isSteady(node: PatternNode): boolean {
  return foldPattern(node, steadiness).check(noByte)
}

interface Steadiness {
  /** The bytes with which what the node reads may begin. */
  readonly first: ByteSet
  readonly isNullable: boolean
  /** Whether the node is steady where what stands behind it may begin with `follow`. */
  check(follow: ByteSet): boolean
}

const steadiness: PatternFold<Steadiness> = {
  byte: (byte) => ({ first: byteRange(byte, byte), isNullable: false, check: () => true }),
  set: (set) => ({ first: set, isNullable: false, check: () => true }),
  assert: () => ({ first: noByte, isNullable: true, check: () => true }),
  capture: (part) => part,
  sequence: (parts) => ({
    first: parts.reduceRight((behind, part) => begins(part, behind), noByte),
    isNullable: parts.every((part) => part.isNullable),
    check: (follow) => checkSequence(parts, follow),
  }),
  choice: (branches) => ({
    first: branches.map(({ first }) => first).reduce(union, noByte),
    isNullable: branches.some((branch) => branch.isNullable),
    check: (follow) => checkChoice(branches, follow),
  }),
  repeat: (part, { part: node, min, max }) => ({
    first: part.first,
    isNullable: min === 0 || part.isNullable,
    check(follow) {
      // JavaScript forgets the groups of the round before, Perl does not
      if (part.isNullable || (max > 1 && captureIndexes(node).length > 0)) return false
      if (min !== max && !isDisjoint(part.first, follow)) return false
      return part.check(max > 1 ? union(part.first, follow) : follow)
    },
  }),
}

function begins(part: Steadiness, behind: ByteSet): ByteSet {
  return part.isNullable ? union(part.first, behind) : part.first
}

function checkSequence(parts: readonly Steadiness[], follow: ByteSet): boolean {
  let behind = follow
  return parts.toReversed().every((part) => {
    const isSteadyHere = part.check(behind)
    behind = begins(part, behind)
    return isSteadyHere
  })
}

function checkChoice(branches: readonly Steadiness[], follow: ByteSet): boolean {
  if (branches.filter((branch) => branch.isNullable).length > 1) return false
  let seen = noByte
  return branches.every((branch) => {
    const here = begins(branch, follow)
    const isSteadyHere = isDisjoint(seen, here) && branch.check(follow)
    seen = union(seen, here)
    return isSteadyHere
  })
}
