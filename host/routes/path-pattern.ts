import { createRequire } from 'node:module'
import type * as Re2 from 're2js'
import type { ByteString } from '../exchange/byte-string.ts'
import { simplifyAssertions } from './pattern/pattern-assertion.ts'
import { parsePattern } from './pattern/pattern-parser.ts'
import { takeLooks, type LookCondition } from './pattern/pattern-look.ts'
import { captureIndexes, depthOf, leadingBytes, sizeOf } from './pattern/pattern-measure.ts'
import type { PatternNode } from './pattern/pattern-node.ts'
import { isSteady } from './pattern/pattern-steady.ts'
import { javaScriptDialect, re2Dialect, writePattern } from './pattern/pattern-writer.ts'

/** What a path gave the groups of a pattern, in their order; a group without a part of the path is empty. */
export type PathGroups = readonly ByteString[]

export interface PathMatcher {
  readonly kind: 'matcher'
  /** With what every path begins that it matches. */
  readonly prefix: ByteString
  /** Whether it matches the prefix and nothing else. */
  readonly isLiteral: boolean
  /** Time of a match for one byte of the path at worst, in ns; 0 for a comparison of strings. */
  readonly cost: number
  /** The groups, if the pattern matches the whole path. */
  match(path: ByteString): PathGroups | undefined
}

/** Boost takes it, but it needs more than linear time, or is beyond our limits. */
interface Unsupported {
  readonly kind: 'unsupported'
  readonly why: string
}

/** A pattern as Orthanc reads it: Perl syntax as in Boost, on bytes, for the whole path. */
export type CompiledPattern =
  | PathMatcher
  | Unsupported
  /** Boost refuses it. */
  | { readonly kind: 'invalid'; readonly why: string }

const require = createRequire(import.meta.url)

/** Bytes of a pattern that is more than a text. */
const maxPatternBytes = 4096
/** Groups in groups. */
const maxDepth = 100
/** Parts of the matching program, repetitions counted out. */
const maxSize = 500

const special = /[\\^$.|?*+()[\]{}]/

/** Compiles a pattern within a few milliseconds, whatever it is; never throws. */
export function compilePattern(pattern: ByteString): CompiledPattern {
  if (!special.test(pattern)) return literalMatcher(pattern)
  if (pattern.length > maxPatternBytes)
    return unsupported(`it has ${pattern.length} bytes, at most ${maxPatternBytes} are compiled`)
  const parsed = parsePattern(pattern)
  if (parsed.kind !== 'parsed') return parsed
  const looked = takeLooks(parsed.node)
  if ('why' in looked) return unsupported(looked.why)
  const { groupCount, steadyOnly } = parsed
  const main = compileNode(looked.node, { groupCount, steadyOnly })
  return main.kind === 'matcher' ? withConditions(main, looked.conditions, steadyOnly) : main
}

function unsupported(why: string): Unsupported {
  return { kind: 'unsupported', why }
}

function compileNode(node: PatternNode, of: Omit<Properties, 'size'>): PathMatcher | Unsupported {
  const simple = simplifyAssertions(node)
  if ('why' in simple) return unsupported(simple.why)
  const size = sizeOf(simple)
  if (size > maxSize)
    return unsupported(`its program has ${size} parts, at most ${maxSize} are allowed`)
  const depth = depthOf(simple)
  if (depth > maxDepth)
    return unsupported(`its groups are nested ${depth} deep, at most ${maxDepth} are allowed`)
  return createMatcher(simple, { ...of, size })
}

/** The matcher, asked only where the conditions hold. */
function withConditions(
  main: PathMatcher,
  conditions: readonly LookCondition[],
  steadyOnly: string | undefined,
): PathMatcher | Unsupported {
  let { cost } = main
  let match: Match = (path) => main.match(path)
  for (const { node, negative, of } of conditions) {
    const look = compileNode(node, { groupCount: 0, steadyOnly })
    if (look.kind !== 'matcher') return look
    const inner = match
    const holds = (text: ByteString): boolean => (look.match(text) === undefined) === negative
    if ('text' in of) match = holds(of.text) ? inner : matchNothing
    else match = (path) => (holds(path.slice(of.pathFrom)) ? inner(path) : undefined)
    cost += look.cost
  }
  return conditions.length === 0 ? main : { ...main, isLiteral: false, cost, match }
}

function matchNothing(): undefined {
  return undefined
}

interface Properties {
  readonly size: number
  readonly groupCount: number
  readonly steadyOnly: string | undefined
}

const noGroups: PathGroups = []

function literalMatcher(text: ByteString): PathMatcher {
  const match = (path: ByteString): PathGroups | undefined => (path === text ? noGroups : undefined)
  return { kind: 'matcher', prefix: text, isLiteral: true, cost: 0, match }
}

function createMatcher(node: PatternNode, properties: Properties): PathMatcher | Unsupported {
  const { bytes: prefix, isAll } = leadingBytes(node)
  if (isAll) return literalMatcher(prefix)
  const steady = isSteady(node)
  if (!steady && properties.steadyOnly !== undefined) return unsupported(properties.steadyOnly)
  const collect = groupCollector(captureIndexes(node), properties.groupCount)
  const match = steady ? steadyMatch(node, collect) : engineMatch(node, collect)
  const cost = steady ? steadyCost : engineCost(properties)
  return { kind: 'matcher', prefix, isLiteral: false, cost, match }
}

const steadyCost = 5

/** Measured: each part may be tried at each byte, and its groups are copied then. */
function engineCost({ size, groupCount }: Properties): number {
  return size * (35 + 2 * groupCount)
}

type Match = PathMatcher['match']
/** Gives the groups of the pattern; `captured` says what the n-th pair of parentheses holds, from 1. */
type Collect = (captured: (n: number) => ByteString | null | undefined) => PathGroups

function groupCollector(indexes: readonly number[], groupCount: number): Collect {
  if (groupCount === 0) return () => noGroups
  return (captured) => {
    const groups = Array.from({ length: groupCount }, () => '')
    for (const [i, index] of indexes.entries()) groups[index - 1] ||= captured(i + 1) ?? ''
    return groups
  }
}

/** JavaScript's own engine, which goes back, but not here. */
function steadyMatch(node: PatternNode, collect: Collect): Match {
  const expression = new RegExp(writePattern(node, javaScriptDialect))
  return (path) => {
    const found = expression.exec(path)
    return found === null ? undefined : collect((n) => found[n])
  }
}

/**
 * An engine whose time is linear for every pattern.
 *
 * *Differs:* where a repeated group can be empty, as in `(a*)*`, it may hold another round than in Boost.
 */
function engineMatch(node: PatternNode, collect: Collect): Match {
  // Loaded with the first pattern that needs it: few do.
  const { RE2JS }: typeof Re2 = require('re2js')
  const expression = RE2JS.compile(writePattern(node, re2Dialect))
  return (path) => {
    const found = expression.matcher(path)
    return found.matches() ? collect((n) => found.group(n)) : undefined
  }
}
