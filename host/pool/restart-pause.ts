/** Before the first attempt to start a plugin again. */
const firstMs = 100
const longestMs = 30_000

/** How long to wait before a plugin that failed is started again: longer with each failure in a row. */
export class RestartPause {
  /** How often a worker did not start. */
  #failures = 0
  /** How often one ended before its first request. */
  #earlyEnds = 0

  /** Whether the last attempt failed. */
  get hasFailed(): boolean {
    return this.#failures > 0
  }

  /** A worker has started. */
  noteStart(): void {
    this.#failures = 0
  }

  /**
   * A worker has ended. Whether another one may start at once: not if the one before it had ended without a request, too.
   */
  noteEnd(hasBegun: boolean): boolean {
    this.#earlyEnds = hasBegun ? 0 : this.#earlyEnds + 1
    return this.#earlyEnds < 2
  }

  /** An attempt failed: how long to wait before the next one. */
  fail(): number {
    const inRow = this.#failures + Math.max(0, this.#earlyEnds - 1)
    const pauseMs = Math.min(firstMs * 2 ** inRow, longestMs)
    this.#failures++
    return pauseMs
  }
}
