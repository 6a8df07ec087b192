import type { Random } from '../random.ts'
import type { Step } from './scenario.ts'

/** Below this nothing is put: so near to NULL a mistake shows. */
const firstByte = 64
const alignment = 4
const remembered = 8

/** Puts data into the memory of a guest that is being made up, as steps, and hands out the addresses. */
export class Scratch {
  readonly #random: Random
  readonly #memoryBytes: number
  readonly #half: number
  readonly #texts: number[] = []
  #top = firstByte
  /** The steps that were made up so far. */
  steps: Step[] = []

  constructor(random: Random, memoryBytes: number) {
    this.#random = random
    this.#memoryBytes = memoryBytes
    this.#half = Math.floor(memoryBytes / 2)
  }

  get memoryBytes(): number {
    return this.#memoryBytes
  }

  /** The address of a text with its NUL. */
  text(text: string): number {
    const at = this.bytes(`${text}\0`)
    this.#texts.push(at)
    if (this.#texts.length > remembered) this.#texts.shift()
    return at
  }

  /** The address of a text that was put before, if it still is one. */
  earlierText(): number {
    return this.#texts.length === 0 ? this.text('') : this.#random.pick(this.#texts)
  }

  bytes(text: string): number {
    const at = this.#placeFor(text.length)
    this.steps.push({ do: 'write', at, text })
    return at
  }

  /** An array of addresses. */
  pointers(addresses: readonly number[]): number {
    return this.bytes(Buffer.from(Uint32Array.from(addresses).buffer).toString('latin1'))
  }

  /** Room of which the content does not matter. */
  room(length: number): number {
    return this.#placeFor(length)
  }

  /** Somewhere below the heap, or so that it ends with the memory. */
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
