import { refuse, type Refusal } from '../exchange/refusals.ts'

/** Deadlines of a plugin's callbacks and of its start. */
export interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** The requests of a process: `InFlightRequests`. */
interface Requests {
  readonly length: number
  readonly head: { readonly ordinal: number } | undefined
}

/** The deadline of what a guest process is doing, a start or a callback. */
export class GuestDeadline {
  readonly #requests: Requests
  readonly #expire: (refusal: Refusal) => void
  readonly #deadline = new Deadline(() => this.#check())
  readonly #times: Times
  #isStarting = false
  #isStopped = false
  /** The request whose deadline has passed once. */
  #expired: number | undefined

  /** `expire` is called with the refusal of the request when the deadline has passed. */
  constructor(times: Times, requests: Requests, expire: (refusal: Refusal) => void) {
    this.#times = times
    this.#requests = requests
    this.#expire = expire
  }

  /** True while an instance is being made. */
  get isStarting(): boolean {
    return this.#isStarting
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
  }

  #begin(): void {
    this.#expired = undefined
    if (this.#isStopped) return
    const { timeoutMs, initializeTimeoutMs } = this.#times
    if (this.#isStarting) this.#deadline.begin(initializeTimeoutMs)
    else if (this.#requests.length > 0) this.#deadline.begin(timeoutMs)
    else this.#deadline.rest()
  }

  #check(): 'expired' | 'wait' {
    if (!this.#isExpired()) return 'wait'
    const { timeoutMs, initializeTimeoutMs } = this.#times
    this.#expire(
      this.#isStarting
        ? refuse('start-timeout', { initializeTimeoutMs })
        : refuse('callback-timeout', { timeoutMs }),
    )
    return 'expired'
  }

  /** An answer may have arrived that has not been read yet: the request expires when it is still the first one a turn later. */
  #isExpired(): boolean {
    const ordinal = this.#isStarting ? 0 : this.#requests.head?.ordinal
    if (ordinal === this.#expired) return true
    this.#expired = ordinal
    return false
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
