import type { EndedInstance, EndedRequest, Observer } from '../exchange/ports.ts'

/** Seconds of one slot, and the number of slots that are kept. */
export const slotSeconds = 5
const slotCount = 60

/** Failures that are kept. */
const mostFailures = 20

/** Durations are counted in four buckets per power of two, from 1/16 ms on: the error of a percentile is at most 19 %. */
const bucketsPerOctave = 4
const bucketCount = 24 * bucketsPerOctave
const leastMs = 1 / 16

/** An instance that ended, without text of the plugin: that may contain patient data. */
export interface Failure {
  readonly time: string
  readonly plugin: string
  /** What happened, in words of the host or the engine. */
  readonly what: string
  /** The place in the source, or the functions, as far as they are known. */
  readonly where: string | undefined
  readonly request: string | undefined
}

/** The last minutes of a plugin, the oldest slot first; percentiles of slots without requests are absent. */
export interface Recent {
  readonly requestsPerSecond: readonly number[]
  readonly p50Ms: readonly (number | null)[]
  readonly p99Ms: readonly (number | null)[]
}

interface Slot {
  /** Number of the slot since the epoch of the clock. */
  readonly number: number
  count: number
  readonly buckets: Uint32Array
}

interface Counts {
  traps: number
  deadlineKills: number
  processEnds: number
  restarts: number
}

interface PluginActivity extends Counts {
  readonly slots: Slot[]
}

/** The requests of the last minutes and the last failures, for the page. */
export class Activity implements Observer {
  readonly #plugins = new Map<string, PluginActivity>()
  readonly #failures: Failure[] = []
  readonly #now: () => number

  /** `now` returns milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** The last failures, the latest first. */
  get failures(): readonly Failure[] {
    return this.#failures
  }

  countsOf(plugin: string): Counts {
    const { traps, deadlineKills, processEnds, restarts } = this.#of(plugin)
    return { traps, deadlineKills, processEnds, restarts }
  }

  /** The slots that are complete. */
  recent(plugin: string): Recent {
    const current = this.#slotNumber()
    const bySlot = new Map(this.#of(plugin).slots.map((slot) => [slot.number, slot]))
    const slots = Array.from({ length: slotCount }, (_, i) => bySlot.get(current - slotCount + i))
    return {
      requestsPerSecond: slots.map((slot) => (slot?.count ?? 0) / slotSeconds),
      p50Ms: slots.map((slot) => percentile(slot, 0.5)),
      p99Ms: slots.map((slot) => percentile(slot, 0.99)),
    }
  }

  readonly onRequest = ({ plugin = '', ms }: EndedRequest): void => {
    const slot = this.#currentSlot(this.#of(plugin).slots)
    slot.count++
    const bucket = Math.ceil(Math.log2(ms / leastMs) * bucketsPerOctave)
    const index = Math.min(Math.max(0, bucket), bucketCount - 1)
    slot.buckets[index] = (slot.buckets[index] ?? 0) + 1
  }

  readonly onEnd = (ended: EndedInstance): void => {
    const activity = this.#of(ended.plugin)
    if (ended.kind === 'trap') activity.traps++
    else if (ended.kind === 'deadline') activity.deadlineKills++
    else activity.processEnds++
    const { plugin, request } = ended
    const time = new Date(this.#now()).toISOString()
    this.#failures.unshift({ time, plugin, request, ...describeEnd(ended) })
    this.#failures.length = Math.min(this.#failures.length, mostFailures)
  }

  readonly onRestart = (plugin: string): void => {
    this.#of(plugin).restarts++
  }

  #of(plugin: string): PluginActivity {
    const known = this.#plugins.get(plugin)
    if (known !== undefined) return known
    const created = { slots: [], traps: 0, deadlineKills: 0, processEnds: 0, restarts: 0 }
    this.#plugins.set(plugin, created)
    return created
  }

  #currentSlot(slots: Slot[]): Slot {
    const number = this.#slotNumber()
    const last = slots.at(-1)
    if (last?.number === number) return last
    const slot = { number, count: 0, buckets: new Uint32Array(bucketCount) }
    slots.push(slot)
    // The current one and those that `recent` returns
    if (slots.length > slotCount + 1) slots.shift()
    return slot
  }

  #slotNumber(): number {
    return Math.floor(this.#now() / 1000 / slotSeconds)
  }
}

/** The upper bound of the bucket that holds that part of the requests, in ms. */
function percentile(slot: Slot | undefined, part: number): number | null {
  if (slot === undefined) return null
  let left = Math.ceil(slot.count * part)
  const index = slot.buckets.findIndex((count) => (left -= count) <= 0)
  return leastMs * 2 ** (index / bucketsPerOctave)
}

/** The engine's own reasons of traps. Another message was written by the plugin. */
const engineReasons =
  /^(?:unreachable|memory access out of bounds|table index is out of bounds|null function or function signature mismatch|divide by zero|divide result unrepresentable|remainder by zero|integer overflow|float unrepresentable in integer range|stack overflow|uncaught exception)/

/** A line of a source: `plugin.ts:5:10`. */
const place = /^[\w./~@-]+:\d+:\d+$/

function describeEnd({ kind, message }: EndedInstance): Pick<Failure, 'what' | 'where'> {
  if (kind !== 'trap') return { what: message, where: undefined }
  const places = message.split(/[ ()]/).filter((word) => place.test(word))
  const reason = engineReasons.exec(message)?.[0]
  if (reason === undefined) return { what: 'the plugin aborted', where: places.at(-1) }
  return { what: reason, where: places[0] ?? / in (.+)$/.exec(message)?.[1] }
}
