import { MiB } from '../exchange/limits.ts'
import { refuse, type Refusal } from '../exchange/refusals.ts'

/** Deadlines of a plugin's callbacks and of its start. */
export interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** The limits of a process. */
export interface WatchLimits {
  readonly times: Times
  readonly processMiB: number
}

/** The process: its memory, and its requests (`InFlightRequests`). */
interface Watched {
  readonly process: { readonly residentBytes: number }
  readonly requests: {
    readonly length: number
    readonly head: { readonly ordinal: number } | undefined
  }
}

interface WatchEvents {
  /** The deadline of a start or of a callback has passed. */
  onDeadline(refusal: Refusal): void
  /** The process exceeds its memory limit; `reason` says by how much. */
  onExcess(reason: string): void
}

/** Interval of the checks of a busy process's memory. An idle one allocates nothing. */
const memoryCheckMs = 50

/** Resident memory besides data: Node's code and files. The system's own limit is for data alone. */
const ownMiB = 64

/**
 * Watches a guest process while it is busy with a start or a callback: the deadline of that, and its resident memory. On
 * Linux the kernel's limit for data is reached first and ends the process at once; the check of its memory is for other
 * systems, and for memory that the kernel's limit does not cover.
 */
export class ProcessWatch {
  readonly #limits: WatchLimits
  readonly #watched: Watched
  readonly #events: WatchEvents
  readonly #deadline = new Deadline(() => this.#checkDeadline())
  #memoryTimer: NodeJS.Timeout | undefined
  #isStarting = false
  #isStopped = false
  /** The request whose deadline has passed once. */
  #expired: number | undefined

  constructor(limits: WatchLimits, watched: Watched, events: WatchEvents) {
    this.#limits = limits
    this.#watched = watched
    this.#events = events
  }

  /** Begins the deadline of a start. */
  start(): void {
    this.#isStarting = true
    this.#begin()
  }

  /** Ends the deadline of a start; a waiting request begins. */
  endStart(): void {
    this.#isStarting = false
    this.#begin()
  }

  /** Begins the deadline of the next request, if there is one. The deadline of a start goes first. */
  beginNext(): void {
    if (!this.#isStarting) this.#begin()
  }

  /** Nothing expires any more. */
  stop(): void {
    this.#isStopped = true
    this.#deadline.stop()
    clearTimeout(this.#memoryTimer)
  }

  get #isBusy(): boolean {
    return this.#isStarting || this.#watched.requests.length > 0
  }

  #begin(): void {
    this.#expired = undefined
    if (this.#isStopped) return
    if (!this.#isBusy) return this.#deadline.rest()
    const { timeoutMs, initializeTimeoutMs } = this.#limits.times
    this.#deadline.begin(this.#isStarting ? initializeTimeoutMs : timeoutMs)
    this.#watchMemory()
  }

  #checkDeadline(): 'expired' | 'wait' {
    if (!this.#isExpired()) return 'wait'
    const { timeoutMs, initializeTimeoutMs } = this.#limits.times
    this.#events.onDeadline(
      this.#isStarting
        ? refuse('start-timeout', { initializeTimeoutMs })
        : refuse('callback-timeout', { timeoutMs }),
    )
    return 'expired'
  }

  /** An answer may have arrived that has not been read yet: the request expires when it is still the first one a turn later. */
  #isExpired(): boolean {
    const ordinal = this.#isStarting ? 0 : this.#watched.requests.head?.ordinal
    if (ordinal === this.#expired) return true
    this.#expired = ordinal
    return false
  }

  #watchMemory(): void {
    this.#memoryTimer ??= setTimeout(() => this.#checkMemory(), memoryCheckMs).unref()
  }

  #checkMemory(): void {
    this.#memoryTimer = undefined
    const foundMiB = this.#watched.process.residentBytes / MiB
    if (foundMiB > this.#limits.processMiB + ownMiB)
      this.#events.onExcess(`its process took ${Math.round(foundMiB)} MiB (ProcessMiB)`)
    else if (this.#isBusy && !this.#isStopped) this.#watchMemory()
  }
}

/** Interval of the checks while `expire` returns `wait`. */
const recheckMs = 5

/** A timer that is this late shows that this process was delayed, by a stop signal or by other processes. */
const delayedMs = 100

/**
 * The deadline of the current task. One timer serves all tasks in turn: it is not restarted for each of them, but checks
 * when it fires how much time is left. If this process was delayed meanwhile, the deadline starts again, once.
 */
export class Deadline {
  readonly #expire: () => 'expired' | 'wait'
  #timer: NodeJS.Timeout | undefined
  #timerDue = 0
  #due = Number.POSITIVE_INFINITY
  #milliseconds = 0
  #isRepeated = false

  /** `expire` is called when the deadline has passed; while it returns `wait` it is called again every few milliseconds. */
  constructor(expire: () => 'expired' | 'wait') {
    this.#expire = expire
  }

  /** Begins a task that may take that time. */
  begin(milliseconds: number): void {
    this.#due = performance.now() + milliseconds
    this.#milliseconds = milliseconds
    this.#isRepeated = false
    if (this.#timer === undefined || this.#due < this.#timerDue) this.#set(milliseconds)
  }

  /** No task runs. */
  rest(): void {
    this.#due = Number.POSITIVE_INFINITY
  }

  stop(): void {
    this.rest()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #set(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timerDue = performance.now() + milliseconds
    this.#timer = setTimeout(() => this.#check(), milliseconds)
  }

  #check(): void {
    this.#timer = undefined
    if (this.#due === Number.POSITIVE_INFINITY) return
    const now = performance.now()
    const leftMs = this.#due - now
    const lateMs = now - this.#timerDue
    if (leftMs > 0) this.#set(leftMs)
    else if (lateMs > delayedMs && !this.#isRepeated) this.#repeat()
    else if (this.#expire() === 'wait') this.#set(recheckMs)
  }

  #repeat(): void {
    this.#isRepeated = true
    this.#due = performance.now() + this.#milliseconds
    this.#set(this.#milliseconds)
  }
}
