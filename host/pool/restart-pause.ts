/** Pause before the first restart of a plugin. */
const firstMs = 100
const longestMs = 30_000

/** The back-off between restarts of a plugin that fails: it doubles with each failure. */
export class RestartPause {
  /** Workers in a row that did not start. */
  #failures = 0
  /** Workers in a row that ended before their first request. */
  #earlyEnds = 0

  /** Whether the last start failed. */
  get hasFailed(): boolean {
    return this.#failures > 0
  }

  /** Notes that a worker has started. */
  noteStart(): void {
    this.#failures = 0
  }

  /**
   * Notes that a worker has ended. Returns whether another one may start at once: not if two in a row have ended without a
   * request.
   */
  noteEnd(hasBegun: boolean): boolean {
    this.#earlyEnds = hasBegun ? 0 : this.#earlyEnds + 1
    return this.#earlyEnds < 2
  }

  /** Notes that a start failed. Returns the pause before the next one, in ms. */
  fail(): number {
    const inRow = this.#failures + Math.max(0, this.#earlyEnds - 1)
    const pauseMs = Math.min(firstMs * 2 ** inRow, longestMs)
    this.#failures++
    return pauseMs
  }
}
