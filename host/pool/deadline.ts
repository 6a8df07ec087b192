/** Looking again for what must be about to end. */
const recheckMs = 5

/** A timer that is this late shows that this process was held up, by a stop signal or by other processes. */
const heldUpMs = 100

/**
 * The time that what runs now may take. One timer serves for all that runs one after the other: it is not set anew for
 * each, but looks when it fires, and waits for the rest. Where the process was held up meanwhile, all of it begins once more.
 */
export class Deadline {
  readonly #expire: () => 'expired' | 'wait'
  #timer: NodeJS.Timeout | undefined
  #timerDue = 0
  #due = Number.POSITIVE_INFINITY
  #milliseconds = 0
  #isRepeated = false

  /** `expire` is called when the time is over; while it says `wait` it is asked again every few milliseconds. */
  constructor(expire: () => 'expired' | 'wait') {
    this.#expire = expire
  }

  /** Something begins that may take so long. */
  begin(milliseconds: number): void {
    this.#due = performance.now() + milliseconds
    this.#milliseconds = milliseconds
    this.#isRepeated = false
    if (this.#timer === undefined || this.#due < this.#timerDue) this.#set(milliseconds)
  }

  /** Nothing runs. */
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
    this.#timer = setTimeout(() => this.#look(), milliseconds)
  }

  #look(): void {
    this.#timer = undefined
    if (this.#due === Number.POSITIVE_INFINITY) return
    const now = performance.now()
    const leftMs = this.#due - now
    const lateMs = now - this.#timerDue
    if (leftMs > 0) this.#set(leftMs)
    else if (lateMs > heldUpMs && !this.#isRepeated) this.#repeat()
    else if (this.#expire() === 'wait') this.#set(recheckMs)
  }

  #repeat(): void {
    this.#isRepeated = true
    this.#due = performance.now() + this.#milliseconds
    this.#set(this.#milliseconds)
  }
}
