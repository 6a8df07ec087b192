/** What has come and was not taken yet, in its order. */
export class Inbox<T> {
  readonly #items: T[] = []
  readonly #takers: ((item: T) => void)[] = []

  put(item: T): void {
    const taker = this.#takers.shift()
    if (taker === undefined) this.#items.push(item)
    else taker(item)
  }

  /** The next one, as soon as it comes. */
  take(): Promise<T> {
    const item = this.#items.shift()
    if (item !== undefined) return Promise.resolve(item)
    return new Promise((resolve) => {
      this.#takers.push(resolve)
    })
  }

  /** How many wait to be taken. */
  get length(): number {
    return this.#items.length
  }
}
