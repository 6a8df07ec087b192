import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { Route } from '../exchange/registrations.ts'
import { compilePattern, type CompiledPattern } from './path-pattern.ts'
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
  /** No regular expressions: the plugin is refused. */
  readonly invalid: readonly RefusedRoute[]
}

/** Bytes of a pattern that a message quotes. */
const patternBytesTold = 200

/** How long the event loop is held at a time. */
const sliceMs = 10

/** Time for all patterns of a plugin; the rest of those that need compiling is left out. */
const maxTotalMs = 10_000

/** Compiles a plugin's routes; their numbers are those of their registration. Never rejects. */
export async function compileRoutes(routes: readonly Route[]): Promise<CompiledRoutes> {
  const known = new Map<ByteString, CompiledPattern>()
  const compiled: CompiledRoute[] = []
  const leftOut: RefusedRoute[] = []
  const invalid: RefusedRoute[] = []
  let spentMs = 0
  let sliceStart = performance.now()
  for (const [route, { pattern }] of routes.entries()) {
    const result = known.get(pattern) ?? compileWithin(pattern, maxTotalMs - spentMs)
    known.set(pattern, result)
    if (result.kind === 'matcher') compiled.push({ route, matcher: result })
    else (result.kind === 'invalid' ? invalid : leftOut).push({ pattern, why: result.why })
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
