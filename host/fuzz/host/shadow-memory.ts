import type { Guest } from './guest.ts'
import { Mismatch } from './mismatch.ts'
import { pageBytes } from '../scenario/scenario.ts'
import type { World } from '../world.ts'

const mostPages = 65536

/** The memory of a guest beside what the model says it holds. */
export class ShadowMemory {
  readonly #guest: Guest
  readonly #world: World

  constructor(guest: Guest, world: World) {
    this.#guest = guest
    this.#world = world
  }

  get size(): number {
    return this.#guest.memory.buffer.byteLength
  }

  /** The guest writes; what does not fit is left out. */
  write(at: number, bytes: Buffer): void {
    const { shadow } = this.#world
    if (at >= shadow.length) return
    const fitting = bytes.subarray(0, shadow.length - at)
    shadow.set(fitting, at)
    this.#guest.bytes.set(fitting, at)
  }

  /** The guest's memory grows; what is new is full of zeros. Beyond the maximum nothing changes. */
  grow(pages: number): void {
    try {
      if (pages <= mostPages) this.#guest.memory.grow(pages)
    } catch {
      // As `memory.grow` inside a guest, which then gives -1.
    }
    const { shadow } = this.#world
    if (shadow.length < this.size)
      this.#world.shadow = Buffer.concat([shadow, Buffer.alloc(this.size - shadow.length)])
  }

  /** Takes over what the host was free to write. */
  accept(at: number, length: number): void {
    const { shadow } = this.#world
    if (at < shadow.length) shadow.set(this.#guest.bytes.subarray(at, at + length), at)
  }

  /** All of the guest's memory is what the model says. */
  compare(what: () => string): void {
    const { shadow } = this.#world
    const bytes = this.#guest.bytes
    if (shadow.length === bytes.length && Buffer.compare(shadow, bytes) === 0) return
    throw new Mismatch('memory', `${what()} ${firstDifference(shadow, bytes)}`)
  }
}

function firstDifference(expected: Buffer, actual: Uint8Array): string {
  if (expected.length !== actual.length)
    return `changed the size of memory from ${expected.length} to ${actual.length} bytes`
  const differing = [...expected.keys()].filter((at) => expected[at] !== actual[at])
  const [first = 0] = differing
  return (
    `left ${differing.length} bytes of memory other than expected, the first at ${first} ` +
    `(page ${Math.floor(first / pageBytes)}): ${actual[first]}, ${expected[first]} expected`
  )
}
