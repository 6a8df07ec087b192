/** Look-ups of one turn of the event loop may cost so much before further ones wait for the next turn, in ns. */
const mostNs = 10_000_000

/** What the look-ups of one turn of the event loop cost at worst. */
export class TurnBudget {
  #spentNs = 0

  get isSpent(): boolean {
    return this.#spentNs >= mostNs
  }

  charge(ns: number): void {
    if (this.#spentNs === 0) setImmediate(() => (this.#spentNs = 0))
    this.#spentNs += ns
  }
}
