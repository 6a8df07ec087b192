import { refuse, type Refusal } from '../exchange/refusals.ts'
import { Deadline } from './deadline.ts'

/** What a plugin may take to start, and for each callback. */
export interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** The requests of a process: `InFlightRequests`. */
interface Requests {
  readonly length: number
  readonly head: { readonly ordinal: number } | undefined
}

/** What a guest process is at, a start or a callback, and when its time for that is over. */
export class GuestTime {
  readonly #requests: Requests
  readonly #expire: (refusal: Refusal) => void
  readonly #deadline = new Deadline(() => this.#look())
  readonly #times: Times
  #isStarting = false
  #isStopped = false
  /** The request whose deadline has passed once. */
  #expired: number | undefined

  /** Calls `expire` with the refusal for what took too long. */
  constructor(times: Times, requests: Requests, expire: (refusal: Refusal) => void) {
    this.#times = times
    this.#requests = requests
    this.#expire = expire
  }

  /** True while an instance is being made, first or fresh. */
  get isStarting(): boolean {
    return this.#isStarting
  }

  /** An instance is being made from now on. */
  start(): void {
    this.#isStarting = true
    this.#begin()
  }

  /** The instance is there. */
  started(): void {
    this.#isStarting = false
    this.#begin()
  }

  /** The next request is at its turn, or none is left. A start has its time whatever is asked meanwhile. */
  turn(): void {
    if (!this.#isStarting) this.#begin()
  }

  /** Nothing begins any more. */
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

  #look(): 'expired' | 'wait' {
    if (!this.#isExpired()) return 'wait'
    const { timeoutMs, initializeTimeoutMs } = this.#times
    this.#expire(
      this.#isStarting
        ? refuse('start-timeout', { initializeTimeoutMs })
        : refuse('callback-timeout', { timeoutMs }),
    )
    return 'expired'
  }

  /** An answer may have come that this process has not read yet: it is looked for once more, a turn later. */
  #isExpired(): boolean {
    const ordinal = this.#isStarting ? 0 : this.#requests.head?.ordinal
    if (ordinal === this.#expired) return true
    this.#expired = ordinal
    return false
  }
}
