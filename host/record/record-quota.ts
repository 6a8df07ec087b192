/** Limits of the files. */
const usual = {
  /** Bundles of the same failure of one route, while this process runs. */
  perFailure: 3,
  /** Bundles in the folder, earlier ones included. */
  bundles: 200,
}

/** Limits the bundles of each failure, and those in the folder. */
export class RecordQuota {
  readonly #limits: typeof usual
  readonly #counts = new Map<string, number>()
  #bundles: number

  /** `bundles`: how many exist already. */
  constructor(bundles: number, limits = usual) {
    this.#bundles = bundles
    this.#limits = limits
  }

  /** The limit of bundles in the folder. */
  get most(): number {
    return this.#limits.bundles
  }

  get isFull(): boolean {
    return this.#bundles >= this.#limits.bundles
  }

  /** Whether there are enough bundles of a failure; `failure` is the same for all of its kind. */
  hasEnough(failure: string): boolean {
    return (this.#counts.get(failure) ?? 0) >= this.#limits.perFailure
  }

  /** Counts a bundle of a failure that is about to be written. */
  count(failure: string): void {
    this.#bundles++
    this.#counts.set(failure, (this.#counts.get(failure) ?? 0) + 1)
  }

  /** Uncounts a bundle that could not be written: the failure may be recorded again. */
  discount(failure: string): void {
    this.#bundles--
    const count = (this.#counts.get(failure) ?? 1) - 1
    if (count > 0) this.#counts.set(failure, count)
    else this.#counts.delete(failure)
  }
}
