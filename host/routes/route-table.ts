import type { ByteString } from '../exchange/byte-string.ts'
import type { PathGroups, PathMatcher } from './path-pattern.ts'
import { TurnBudget } from './turn-budget.ts'

/** A route of a plugin: the index that selects its callback, and its pattern. */
export interface CompiledRoute {
  readonly route: number
  readonly matcher: PathMatcher
}

/** The first route that matches a path. */
export interface RouteMatch {
  readonly kind: 'found'
  readonly plugin: number
  readonly route: number
  readonly groups: PathGroups
  /** Its place among all routes, from 0. */
  readonly order: number
}

/** The path is too long for its patterns: matching it could block the event loop. */
export interface TooCostly {
  readonly kind: 'too-costly'
}

interface Entry extends CompiledRoute {
  readonly plugin: number
  readonly order: number
}

/** Maximum cost of one look-up, in ns. */
const maxCost = 20_000_000
/** Look-ups that cost less are not counted, in ns. */
const minCost = 100_000
/** Cost of starting a match, in bytes of the path. */
const startBytes = 100

/** The routes of all plugins in the order of their registration; the first that matches wins. */
export class RouteTable {
  #count = 0
  /** Routes without special characters, by their path. */
  readonly #literals = new Map<ByteString, Entry[]>()
  /** Other routes, by the first segment of their paths if they all have the same. */
  readonly #bySegment = new Map<ByteString, Entry[]>()
  readonly #others: Entry[] = []
  readonly #turn: TurnBudget

  /** The cost of look-ups is charged to `turn`. */
  constructor(turn = new TurnBudget()) {
    this.#turn = turn
  }

  add(plugin: number, routes: readonly CompiledRoute[]): void {
    for (const { route, matcher } of routes) {
      const entry = { plugin, route, matcher, order: this.#count++ }
      if (matcher.isLiteral) push(this.#literals, matcher.prefix, entry)
      else {
        const segment = firstSegment(matcher.prefix)
        if (segment === undefined) this.#others.push(entry)
        else push(this.#bySegment, segment, entry)
      }
    }
  }

  /** The first route whose pattern matches the path. */
  find(path: ByteString): RouteMatch | undefined {
    const found = this.findAfter(path, -1)
    return found?.kind === 'found' ? found : undefined
  }

  /** The first route after `after`, the `order` of another route, whose pattern matches the path. */
  findAfter(path: ByteString, after: number): RouteMatch | TooCostly | undefined {
    const literal = this.#literals.get(path)?.find(({ order }) => order > after)
    const before = literal?.order ?? Infinity
    const segment = firstSegment(path)
    const ofSegment = segment === undefined ? undefined : this.#bySegment.get(segment)
    return (
      this.#findPattern(path, ofSegment ?? none, { after, before }) ?? matchOf(literal, noGroups)
    )
  }

  #findPattern(
    path: ByteString,
    ofSegment: readonly Entry[],
    range: Range,
  ): RouteMatch | TooCostly | undefined {
    const merged = new Merge(ofSegment, this.#others, range)
    let cost = 0
    let found: RouteMatch | TooCostly | undefined
    for (let entry = merged.next(); entry !== undefined; entry = merged.next()) {
      const { matcher } = entry
      if (!path.startsWith(matcher.prefix)) continue
      const more = matcher.cost * (path.length + startBytes)
      if (cost + more > maxCost) {
        found = { kind: 'too-costly' }
        break
      }
      cost += more
      const groups = matcher.match(path)
      if (groups === undefined) continue
      found = matchOf(entry, groups)
      break
    }
    if (cost >= minCost) this.#turn.charge(cost)
    return found
  }
}

const none: readonly Entry[] = []
const noGroups: PathGroups = []

interface Range {
  readonly after: number
  readonly before: number
}

/** Iterates over two lists in the order of their entries. */
class Merge {
  readonly #first: readonly Entry[]
  readonly #second: readonly Entry[]
  readonly #before: number
  #i: number
  #j: number

  constructor(first: readonly Entry[], second: readonly Entry[], range: Range) {
    this.#first = first
    this.#second = second
    this.#before = range.before
    this.#i = start(first, range.after)
    this.#j = start(second, range.after)
  }

  next(): Entry | undefined {
    const a = this.#first[this.#i]
    const b = this.#second[this.#j]
    const isFirst = a !== undefined && (b === undefined || a.order < b.order)
    const entry = isFirst ? a : b
    if (entry === undefined || entry.order >= this.#before) return undefined
    if (isFirst) this.#i++
    else this.#j++
    return entry
  }
}

function start(entries: readonly Entry[], after: number): number {
  if (after < 0) return 0
  const at = entries.findIndex(({ order }) => order > after)
  return at < 0 ? entries.length : at
}

function push(map: Map<ByteString, Entry[]>, key: ByteString, entry: Entry): void {
  const entries = map.get(key)
  if (entries === undefined) map.set(key, [entry])
  else entries.push(entry)
}

/** `/name/` of a path that begins with `/name/`. */
function firstSegment(path: ByteString): ByteString | undefined {
  const end = path.indexOf('/', 1)
  return end < 0 ? undefined : path.slice(0, end + 1)
}

function matchOf(entry: Entry | undefined, groups: PathGroups): RouteMatch | undefined {
  return (
    entry && { kind: 'found', plugin: entry.plugin, route: entry.route, order: entry.order, groups }
  )
}
