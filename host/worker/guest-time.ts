import { Deadline } from './deadline.ts'

/** What a plugin may take to start, and for each callback. */
export interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** The requests of a thread: `RequestLine`. */
interface Requests {
  /** How many have no answer yet. */
  readonly load: number
  /** Whether the thread is at the one that is answered next. */
  readonly isAtHead: boolean
  /** Takes the answers that are there. */
  readPage(): void
}

/** What a guest's thread is at, a start or a callback, and when its time for that is over. */
export class GuestTime {
  readonly #requests: Requests
  readonly #expire: (reason: string) => void
  readonly #times: Times
  readonly #deadline = new Deadline(() => this.#look())
  #isStarting = false
  #isStopped = false

  /** `expire` is told what took too long. */
  constructor(times: Times, requests: Requests, expire: (reason: string) => void) {
    this.#times = times
    this.#requests = requests
    this.#expire = expire
  }

  /** Whether an instance is being made, first or fresh. */
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
    if (this.#isStopped) return
    const { timeoutMs, initializeTimeoutMs } = this.#times
    if (this.#isStarting) this.#deadline.begin(initializeTimeoutMs)
    else if (this.#requests.load > 0) this.#deadline.begin(timeoutMs)
    else this.#deadline.rest()
  }

  #look(): 'expired' | 'wait' {
    this.#requests.readPage()
    // Where the thread is at a later request, the answer of the first one is on its way.
    if (!this.#isStarting && !this.#requests.isAtHead) return 'wait'
    const { timeoutMs, initializeTimeoutMs } = this.#times
    this.#expire(
      this.#isStarting
        ? `it did not start within ${initializeTimeoutMs} ms (load and OrthancPluginInitialize)`
        : `a callback did not end within ${timeoutMs} ms`,
    )
    return 'expired'
  }
}
