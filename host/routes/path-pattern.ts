import { createRequire } from 'node:module'
import type * as Re2 from 're2js'
import type { ByteString } from '../exchange/byte-string.ts'
import {
  countInstructions,
  findInnerAnchor,
  isDeterministic,
  leadingText,
} from './pattern/pattern-check.ts'
import type { PatternNode } from './pattern/pattern-node.ts'
import { parsePattern } from './pattern/pattern-parser.ts'
import { javaScriptDialect, re2Dialect, writePattern } from './pattern/pattern-writer.ts'

/** The parts of a path that the groups of a pattern matched, in their order; empty for a group that matched nothing. */
export type PathGroups = readonly ByteString[]

export interface PathMatcher {
  readonly kind: 'matcher'
  /** The text with which every matching path begins. */
  readonly prefix: ByteString
  /** True if it matches the prefix and nothing else. */
  readonly isLiteral: boolean
  /** Maximum time of a match for one byte of the path, in ns; 0 for a comparison of strings. */
  readonly cost: number
  /** The groups, if the pattern matches the whole path. */
  match(path: ByteString): PathGroups | undefined
}

/** A pattern as Orthanc reads it: Boost's Perl syntax, on bytes, for the whole path. */
export type CompiledPattern =
  | PathMatcher
  /** Boost accepts it, but matching it takes more than linear time or more than our limits. */
  | { readonly kind: 'unsupported'; readonly why: string }
  /** Boost refuses it. */
  | { readonly kind: 'invalid'; readonly why: string }

const require = createRequire(import.meta.url)

/** Maximum length of a pattern with special characters, in bytes. */
const maxPatternBytes = 4096
/** Maximum number of instructions, with repetitions unrolled. */
const maxInstructions = 500

const special = /[\\^$.|?*+()[\]{}]/

/** Compiles any pattern within a few milliseconds; never throws. */
export function compilePattern(pattern: ByteString): CompiledPattern {
  if (!special.test(pattern)) return createLiteralMatcher(pattern)
  if (pattern.length > maxPatternBytes)
    return leaveOut(`it has ${pattern.length} bytes, at most ${maxPatternBytes} are compiled`)
  const parsed = parsePattern(pattern)
  if (parsed.kind !== 'parsed') return parsed
  const { node, groupCount } = parsed
  const anchor = findInnerAnchor(node)
  if (anchor !== undefined) return leaveOut(anchor)
  const size = countInstructions(node)
  if (size > maxInstructions)
    return leaveOut(`its program has ${size} parts, at most ${maxInstructions} are allowed`)
  const { text: prefix, isAll } = leadingText(node)
  if (isAll) return createLiteralMatcher(prefix)
  const engine = isDeterministic(node)
    ? { cost: deterministicCost, match: matchWithV8(node, groupCount) }
    : { cost: size * (35 + 2 * groupCount), match: matchWithRe2(node, groupCount) }
  return { kind: 'matcher', prefix, isLiteral: false, ...engine }
}

/** In ns for one byte. For re2js the cost was measured: each instruction may run at each byte, and copies the groups then. */
const deterministicCost = 5

function leaveOut(why: string): CompiledPattern {
  return { kind: 'unsupported', why }
}

const noGroups: PathGroups = []

function createLiteralMatcher(text: ByteString): PathMatcher {
  const match = (path: ByteString): PathGroups | undefined => (path === text ? noGroups : undefined)
  return { kind: 'matcher', prefix: text, isLiteral: true, cost: 0, match }
}

type Match = PathMatcher['match']

/** V8's own engine. It backtracks, but never far in a deterministic pattern. */
function matchWithV8(node: PatternNode, groupCount: number): Match {
  const expression = new RegExp(writePattern(node, javaScriptDialect))
  return (path) => {
    const found = expression.exec(path)
    return found === null ? undefined : collectGroups(groupCount, (n) => found[n])
  }
}

/**
 * An engine that takes linear time for every pattern.
 *
 * *Differs:* where a repeated group can be empty, as in `(a*)*`, it may hold another round than in Boost.
 */
function matchWithRe2(node: PatternNode, groupCount: number): Match {
  // Few patterns need it, so it is loaded with the first that does
  const { RE2JS }: typeof Re2 = require('re2js')
  const expression = RE2JS.compile(writePattern(node, re2Dialect))
  return (path) => {
    const found = expression.matcher(path)
    return found.matches() ? collectGroups(groupCount, (n) => found.group(n)) : undefined
  }
}

function collectGroups(
  count: number,
  groupAt: (n: number) => ByteString | null | undefined,
): PathGroups {
  // For each request: Array.from with a function takes several times as long as a loop.
  const groups: ByteString[] = []
  for (let n = 1; n <= count; n++) groups.push(groupAt(n) ?? '')
  return groups
}
