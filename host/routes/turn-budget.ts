/** Maximum cost of the look-ups of one turn of the event loop, in ns; further look-ups wait for the next turn. */
const maxNs = 10_000_000

/** Adds up the estimated cost of the look-ups of one turn of the event loop. */
export class TurnBudget {
  #spentNs = 0

  get isSpent(): boolean {
    return this.#spentNs >= maxNs
  }

  charge(ns: number): void {
    if (this.#spentNs === 0) setImmediate(() => (this.#spentNs = 0))
    this.#spentNs += ns
  }
}
