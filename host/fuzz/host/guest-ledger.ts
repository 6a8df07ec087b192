import { pageBytes, type Scenario } from '../scenario/scenario.ts'
import type { Guest } from './guest.ts'
import { Violation } from './violation.ts'

const mostPages = 65536

/** What is known of a guest: the content of its memory, and the handles and addresses that the host handed over. */
export class GuestLedger {
  readonly #guest: Guest
  /** What the guest's memory should hold. Its length is the memory's size. */
  shadow: Buffer
  /** Whether the instance exists, so that its calls can be served. */
  isReady = false
  /** How often the function that runs may still call the host. */
  callsLeft = Number.POSITIVE_INFINITY
  /** The handle of the callback that runs; 0: none. */
  output = 0
  /** All handles of callbacks, the newest first. */
  readonly outputs: number[] = []
  /** Addresses and handles that the host handed over, the newest last. */
  readonly results: number[] = []
  /** Texts that stay the host's. */
  readonly constants = new Set<number>()
  /** Images that are not freed by their handles: where the pixels are that are freed with them; 0: nowhere. */
  readonly images = new Map<number, number>()
  /** All handles of images that ever were. */
  readonly imageHandles = new Set<number>()

  constructor(guest: Guest, { pages, fill }: Scenario) {
    this.#guest = guest
    this.shadow = Buffer.alloc(pages * pageBytes, fill)
  }

  get contextValue(): number {
    return this.#guest.state.contextValue
  }

  /** The guest writes; what does not fit is left out. */
  write(at: number, bytes: Buffer): void {
    if (at >= this.shadow.length) return
    const fitting = bytes.subarray(0, this.shadow.length - at)
    this.shadow.set(fitting, at)
    this.#guest.bytes.set(fitting, at)
  }

  /** The guest's memory grows, and the new part is full of zeros. Beyond the maximum nothing changes. */
  grow(pages: number): void {
    try {
      if (pages <= mostPages) this.#guest.memory.grow(pages)
    } catch {
      // `memory.grow` inside a guest returns -1.
    }
    const added = this.#guest.memory.buffer.byteLength - this.shadow.length
    if (added > 0) this.shadow = Buffer.concat([this.shadow, Buffer.alloc(added)])
  }

  /** Accepts what the host may have written to a region. */
  accept({ at, size }: { readonly at: number; readonly size: number }): void {
    if (at < this.shadow.length) this.shadow.set(this.#guest.bytes.subarray(at, at + size), at)
  }

  /** Throws `Violation` unless every byte of the guest's memory is what it should be. */
  requireUnchanged(describe: () => string): void {
    const { shadow } = this
    const { bytes } = this.#guest
    if (shadow.length === bytes.length && Buffer.compare(shadow, bytes) === 0) return
    throw new Violation('memory', `${describe()} ${describeDifference(shadow, bytes)}`)
  }
}

function describeDifference(expected: Buffer, actual: Uint8Array): string {
  if (expected.length !== actual.length)
    return `changed the size of memory from ${expected.length} to ${actual.length} bytes`
  const differing = [...expected.keys()].filter((at) => expected[at] !== actual[at])
  const [first = 0] = differing
  return (
    `changed ${differing.length} bytes of memory outside of its out-parameters, the first at ${first} ` +
    `(page ${Math.floor(first / pageBytes)}): ${actual[first]}, ${expected[first]} expected`
  )
}
