import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { Route } from '../exchange/registrations.ts'
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
  /** Boost takes them, we do not: each is left out alone. */
  readonly leftOut: readonly RefusedRoute[]
  /** Not regular expressions, or not within the prefixes: the plugin is refused. */
  readonly invalid: readonly RefusedRoute[]
}

/** Bytes of a pattern that a message quotes. */
const patternBytesTold = 200

/** How long the event loop is held at a time. */
const sliceMs = 10

/** Time for all patterns of a plugin; the rest of those that need compiling is left out. */
const maxTotalMs = 10_000

/**
 * Compiles a plugin's routes; their numbers are those of their registration. With `prefixes` each route must lie within one of
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
      else invalid.push({ pattern, why: outsideOf(prefixes) })
    } else (result.kind === 'invalid' ? invalid : leftOut).push({ pattern, why: result.why })
    const heldMs = performance.now() - sliceStart
    if (heldMs < sliceMs) continue
    spentMs += heldMs
    await nextTurn()
    sliceStart = performance.now()
  }
  return { routes: compiled, leftOut, invalid }
}

/** Why a plugin with such routes is refused: the first of them. */
export function reasonsOf(invalid: readonly RefusedRoute[]): readonly string[] {
  return invalid
    .slice(0, fixedLimits.namesListed)
    .map(({ pattern, why }) => `route ${quoted(pattern)}: ${why}`)
}

function outsideOf(prefixes: readonly ByteString[]): string {
  const allowed = prefixes.slice(0, fixedLimits.namesListed).map((prefix) => quoted(prefix || '/'))
  return `it may match paths outside of "Routes", which ${allowed.length === 0 ? 'is empty' : `allows ${allowed.join(', ')} and what is below`}`
}

/** A pattern as a message tells it. */
export function quoted(pattern: ByteString): string {
  return textOf(pattern.slice(0, patternBytesTold))
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
