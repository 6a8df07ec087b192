import type { ByteString } from '../exchange/byte-string.ts'
import type { PathMatcher } from './path-pattern.ts'
import { beginningsOf, type Beginning } from './pattern/pattern-beginnings.ts'
import { parsePattern } from './pattern/pattern-parser.ts'

/**
 * Whether every path that a pattern may match lies within a prefix: `/a` covers `/a` and what begins with `/a/`. False for
 * some patterns that do, since only their beginnings are compared.
 */
export function liesWithin(
  pattern: ByteString,
  matcher: PathMatcher,
  prefixes: readonly ByteString[],
): boolean {
  return beginnings(pattern, matcher).every(({ text, isWhole }) =>
    prefixes.some((prefix) => text.startsWith(`${prefix}/`) || (isWhole && text === prefix)),
  )
}

function beginnings(pattern: ByteString, matcher: PathMatcher): readonly Beginning[] {
  if (matcher.isLiteral) return [{ text: matcher.prefix, isWhole: true }]
  const parsed = parsePattern(pattern)
  return parsed.kind === 'parsed'
    ? beginningsOf(parsed.node)
    : [{ text: matcher.prefix, isWhole: false }]
}
