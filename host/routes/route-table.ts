import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Client, Dispatch, Job, Settle } from '../exchange/ports.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { PathGroups, PathMatcher } from './path-pattern.ts'

/** A route of a plugin: the index that selects its callback, and its pattern. */
export interface CompiledRoute {
  readonly route: number
  readonly matcher: PathMatcher
}

/** The first route that matches a path. */
export interface RouteMatch<P> {
  readonly kind: 'found'
  readonly plugin: P
  readonly route: number
  readonly groups: PathGroups
  /** Its place among all routes, from 0. */
  readonly order: number
}

/** The path is too long for its patterns: matching it could block the event loop. */
interface TooCostly {
  readonly kind: 'too-costly'
}

/** What a path was resolved to; `undefined`: no plugin has a route for it. */
export type Found<P> = RouteMatch<P> | TooCostly | undefined

interface Entry<P> extends CompiledRoute {
  readonly plugin: P
  readonly order: number
}

/** Maximum cost of the look-ups of one turn of the event loop, in ns; further look-ups wait for the next turn. */
const maxTurnCost = 10_000_000
/** Maximum cost of one look-up, in ns. */
const maxCost = 20_000_000
/** Look-ups that cost less are not counted, in ns. */
const minCost = 100_000
/** Cost of starting a match, in bytes of the path. */
const startBytes = 100

/** A plugin as the dispatcher sees it. */
export interface DispatchedPlugin {
  /** Calls the callback of a route. */
  answer(job: Job): void
}

/** Sends requests to the plugins of a table. */
export class Dispatcher<P extends DispatchedPlugin> {
  readonly #table: RouteTable<P>
  readonly #otherwise: Dispatch

  /** `otherwise` answers requests without a route; by default with an unknown resource. */
  constructor(table: RouteTable<P>, otherwise = unknownResource) {
    this.#table = table
    this.#otherwise = otherwise
  }

  find(path: ByteString): Found<P> {
    return this.#table.findAfter(path, -1)
  }

  /** Answers with the plugin of that route or, if it passes the request on, with that of the next route that matches. */
  answer(found: Found<P>, request: Request, client: Client, settle: Settle): void {
    if (found === undefined) return settle(this.#otherwise(request, client))
    if (found.kind === 'too-costly') return settle(refuse('path-too-long'))
    const { plugin, route, groups, order } = found
    const take = (answer: Answer | Passed): void =>
      settle(answer.kind === 'passed' ? this.#passOn(request, client, order) : answer)
    plugin.answer({ request, route, groups, client, settle: take })
  }

  /** Answers with what follows a route. */
  #passOn(request: Request, client: Client, order: number): Promise<Answer> {
    // Later: thousands of routes may pass a request on, one after the other, and would fill the stack.
    return Promise.resolve().then(() => {
      const next = this.#table.findAfter(request.path, order)
      return new Promise<Answer>((resolve) => this.answer(next, request, client, resolve))
    })
  }
}

const unknownResource: Dispatch = () => Promise.resolve(errorAnswer(errorCodes.UnknownResource))

/** The routes of all plugins in the order of their registration; the first that matches wins. */
export class RouteTable<P = unknown> {
  #count = 0
  /** Routes without special characters, by their path. */
  readonly #literals = new Map<ByteString, Entry<P>[]>()
  /** Other routes, by the first segment of their paths if they all have the same. */
  readonly #bySegment = new Map<ByteString, Entry<P>[]>()
  readonly #others: Entry<P>[] = []
  readonly #turn: TurnBudget

  /** The cost of look-ups is charged to `turn`. */
  constructor(turn = new TurnBudget()) {
    this.#turn = turn
  }

  add(plugin: P, routes: readonly CompiledRoute[]): void {
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
  find(path: ByteString): RouteMatch<P> | undefined {
    const found = this.findAfter(path, -1)
    return found?.kind === 'found' ? found : undefined
  }

  /** The first route after `after`, the `order` of another route, whose pattern matches the path. */
  findAfter(path: ByteString, after: number): Found<P> {
    const literal = this.#literals.get(path)?.find(({ order }) => order > after)
    const before = literal?.order ?? Infinity
    const segment = firstSegment(path)
    const ofSegment = segment === undefined ? undefined : this.#bySegment.get(segment)
    return (
      this.#findPattern(path, ofSegment ?? none, { after, before }) ?? matchOf(literal, noGroups)
    )
  }

  #findPattern(path: ByteString, ofSegment: readonly Entry<P>[], range: Range): Found<P> {
    const merged = new Merge(ofSegment, this.#others, range)
    let cost = 0
    let found: Found<P>
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

/** Adds up the estimated cost of the look-ups of one turn of the event loop. */
export class TurnBudget {
  #spentNs = 0

  get isSpent(): boolean {
    return this.#spentNs >= maxTurnCost
  }

  charge(ns: number): void {
    if (this.#spentNs === 0) setImmediate(() => (this.#spentNs = 0))
    this.#spentNs += ns
  }
}

const none: readonly never[] = []
const noGroups: PathGroups = []

interface Range {
  readonly after: number
  readonly before: number
}

/** Iterates over two lists in the order of their entries. */
class Merge<P> {
  readonly #first: readonly Entry<P>[]
  readonly #second: readonly Entry<P>[]
  readonly #before: number
  #i: number
  #j: number

  constructor(first: readonly Entry<P>[], second: readonly Entry<P>[], range: Range) {
    this.#first = first
    this.#second = second
    this.#before = range.before
    this.#i = start(first, range.after)
    this.#j = start(second, range.after)
  }

  next(): Entry<P> | undefined {
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

function start(entries: readonly Entry<unknown>[], after: number): number {
  if (after < 0) return 0
  const at = entries.findIndex(({ order }) => order > after)
  return at < 0 ? entries.length : at
}

function push<E>(map: Map<ByteString, E[]>, key: ByteString, entry: E): void {
  const entries = map.get(key)
  if (entries === undefined) map.set(key, [entry])
  else entries.push(entry)
}

/** `/name/` of a path that begins with `/name/`. */
function firstSegment(path: ByteString): ByteString | undefined {
  const end = path.indexOf('/', 1)
  return end < 0 ? undefined : path.slice(0, end + 1)
}

function matchOf<P>(entry: Entry<P> | undefined, groups: PathGroups): Found<P> {
  return (
    entry && { kind: 'found', plugin: entry.plugin, route: entry.route, order: entry.order, groups }
  )
}
