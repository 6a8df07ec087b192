import { refuse, type Refusal } from '../exchange/refusals.ts'
import { Deadline } from './deadline.ts'

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
export class GuestTime {
  readonly #requests: Requests
  readonly #expire: (refusal: Refusal) => void
  readonly #deadline = new Deadline(() => this.#look())
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

  /** An answer may have arrived that has not been read yet: the request expires when it is still the first one a turn later. */
  #isExpired(): boolean {
    const ordinal = this.#isStarting ? 0 : this.#requests.head?.ordinal
    if (ordinal === this.#expired) return true
    this.#expired = ordinal
    return false
  }
}
