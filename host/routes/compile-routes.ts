import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { Route } from '../exchange/instance.ts'
import { compilePattern, type CompiledPattern } from './path-pattern.ts'
import { liesWithin } from './route-prefix.ts'
import type { CompiledRoute } from './route-table.ts'

/** A route that is not served, and why. */
export interface RefusedRoute {
  readonly pattern: ByteString
  readonly why: string
}

export interface CompiledRoutes {
  readonly routes: readonly CompiledRoute[]
  /** Boost accepts them, the host does not: each is left out alone. */
  readonly leftOut: readonly RefusedRoute[]
  /** Not valid, or not within the prefixes: the plugin is refused. */
  readonly invalid: readonly RefusedRoute[]
}

/** Maximum length of a pattern in messages. */
const maxQuotedBytes = 200

/** Maximum time per turn of the event loop. */
const sliceMs = 10

/** Maximum time for all patterns of a plugin; the remaining patterns are left out. */
const maxTotalMs = 10_000

/**
 * Compiles a plugin's routes, numbered in the order of their registration. With `prefixes` each route must lie within one of
 * them. Never rejects.
 */
export async function compileRoutes(
  routes: readonly Route[],
  prefixes?: readonly ByteString[],
): Promise<CompiledRoutes> {
  const known = new Map<ByteString, CompiledPattern>()
  const compiled: CompiledRoute[] = []
  const leftOut: RefusedRoute[] = []
  const invalid: RefusedRoute[] = []
  let spentMs = 0
  let sliceStart = performance.now()
  for (const [route, { pattern }] of routes.entries()) {
    const result = known.get(pattern) ?? compileWithin(pattern, maxTotalMs - spentMs)
    known.set(pattern, result)
    if (result.kind === 'matcher') {
      if (prefixes === undefined || liesWithin(pattern, result, prefixes))
        compiled.push({ route, matcher: result })
      else invalid.push({ pattern, why: describeAllowed(prefixes) })
    } else (result.kind === 'invalid' ? invalid : leftOut).push({ pattern, why: result.why })
    const turnMs = performance.now() - sliceStart
    if (turnMs < sliceMs) continue
    spentMs += turnMs
    await nextTurn()
    sliceStart = performance.now()
  }
  return { routes: compiled, leftOut, invalid }
}

/** The reasons why a plugin is refused, for the first invalid routes. */
export function reasonsOf(invalid: readonly RefusedRoute[]): readonly string[] {
  return invalid
    .slice(0, fixedLimits.namesListed)
    .map(({ pattern, why }) => `route ${quotePattern(pattern)}: ${why}`)
}

function describeAllowed(prefixes: readonly ByteString[]): string {
  const allowed = prefixes
    .slice(0, fixedLimits.namesListed)
    .map((prefix) => quotePattern(prefix || '/'))
  return `it may match paths outside of "Routes", which ${allowed.length === 0 ? 'is empty' : `allows ${allowed.join(', ')} and what is below`}`
}

/** The beginning of a pattern as text, for messages. */
export function quotePattern(pattern: ByteString): string {
  return textOf(pattern.slice(0, maxQuotedBytes))
}

function compileWithin(pattern: ByteString, leftMs: number): CompiledPattern {
  if (leftMs > 0) return compilePattern(pattern)
  return { kind: 'unsupported', why: 'the patterns before it took too long to compile' }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
