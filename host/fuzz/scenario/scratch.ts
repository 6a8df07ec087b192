import type { Random } from '../random.ts'
import type { Step } from './scenario.ts'

/** Nothing is placed below this address, so that a write near NULL is found. */
const firstByte = 64
const alignment = 4
const remembered = 8

/** Places data in the memory of a generated guest, as steps, and returns the addresses. */
export class Scratch {
  readonly #random: Random
  readonly #memoryBytes: number
  readonly #half: number
  readonly #texts: number[] = []
  #top = firstByte
  /** The steps so far. */
  steps: Step[] = []

  constructor(random: Random, memoryBytes: number) {
    this.#random = random
    this.#memoryBytes = memoryBytes
    this.#half = Math.floor(memoryBytes / 2)
  }

  get memoryBytes(): number {
    return this.#memoryBytes
  }

  /** Places a text with its NUL, and returns the address. */
  text(text: string): number {
    const at = this.bytes(`${text}\0`)
    this.#texts.push(at)
    if (this.#texts.length > remembered) this.#texts.shift()
    return at
  }

  /** The address of an earlier text, which may be overwritten by now. */
  earlierText(): number {
    return this.#texts.length === 0 ? this.text('') : this.#random.pick(this.#texts)
  }

  bytes(text: string): number {
    const at = this.#placeFor(text.length)
    this.steps.push({ do: 'write', at, text })
    return at
  }

  /** Places an array of addresses. */
  pointers(addresses: readonly number[]): number {
    return this.bytes(Buffer.from(Uint32Array.from(addresses).buffer).toString('latin1'))
  }

  /** Reserves bytes with any content. */
  room(length: number): number {
    return this.#placeFor(length)
  }

  /** An address below the heap, or one whose bytes end with the memory. */
  #placeFor(length: number): number {
    if (this.#random.chance(12) || length > this.#half - firstByte)
      return Math.max(1, this.#memoryBytes - length)
    if (this.#top + length > this.#half) this.#top = firstByte + alignment * this.#random.below(8)
    const at = this.#top
    const shift = this.#random.chance(20) ? 1 : 0
    this.#top = Math.ceil((at + length + shift) / alignment) * alignment + shift
    return at + length > this.#half ? firstByte : at
  }
}
