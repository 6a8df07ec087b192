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
