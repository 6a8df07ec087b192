/** What bounds the files. */
const usual = {
  /** Of the same failure of one route, while this process runs. */
  perFailure: 3,
  /** In the folder, with those that were there before. */
  bundles: 200,
}

/** How many bundles may still be written: some of each failure, and no more than a folder should have. */
export class RecordQuota {
  readonly #limits: typeof usual
  readonly #counts = new Map<string, number>()
  #bundles: number

  /** So many bundles are there already. */
  constructor(bundles: number, limits = usual) {
    this.#bundles = bundles
    this.#limits = limits
  }

  /** Bundles that a folder may have. */
  get most(): number {
    return this.#limits.bundles
  }

  get isFull(): boolean {
    return this.#bundles >= this.#limits.bundles
  }

  /** Whether enough of that failure are there; `failure` is the same for all of its kind. */
  hasEnough(failure: string): boolean {
    return (this.#counts.get(failure) ?? 0) >= this.#limits.perFailure
  }

  /** A bundle of that failure is going to be written. */
  count(failure: string): void {
    this.#bundles++
    this.#counts.set(failure, (this.#counts.get(failure) ?? 0) + 1)
  }

  /** It is not there after all: it may be tried again, and nothing is kept of failures without a file. */
  discount(failure: string): void {
    this.#bundles--
    const count = (this.#counts.get(failure) ?? 1) - 1
    if (count > 0) this.#counts.set(failure, count)
    else this.#counts.delete(failure)
  }
}
