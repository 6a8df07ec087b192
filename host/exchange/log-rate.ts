/** Lets so many log lines pass in a second, and counts the others. */
export class LogRate {
  readonly #most: number
  readonly #now: () => number
  #windowStart = Number.NEGATIVE_INFINITY
  #passed = 0
  #leftOut = 0

  /** `now` gives milliseconds. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most
    this.#now = now
  }

  /** Asked before a line: whether it is left out, else how many were left out before it and are not told yet. */
  count(): 'silent' | number {
    const now = this.#now()
    if (now - this.#windowStart >= 1000) {
      this.#windowStart = now
      this.#passed = 0
    }
    if (this.#passed >= this.#most) {
      this.#leftOut++
      return 'silent'
    }
    this.#passed++
    const leftOut = this.#leftOut
    this.#leftOut = 0
    return leftOut
  }
}
