/** Pseudo-random numbers, the same for the same two seeds on every machine (sfc32). */
export class Random {
  #a: number
  #b: number
  #c = 0x9e3779b9
  #counter = 1

  /** `stream` selects one of the sequences of a seed. */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0
    this.#b = stream | 0
    this.#c ^= Math.trunc(seed / 2 ** 32)
    for (let i = 0; i < 15; i++) this.next()
  }

  /** 32 bits, without a sign. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit)
  }

  /** A whole number from `first` to `last`. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.next() / 2 ** 32 < percent / 100
  }

  /** A member of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const [picked] = list.slice(this.below(list.length))
    if (picked === undefined) throw new RangeError('an empty list')
    return picked
  }
}
