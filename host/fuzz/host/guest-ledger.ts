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

/** Blocks are aligned as C wants them. */
const alignment = 8

/** The heap of the guest, whose lists are outside of its memory, where nothing can overwrite them. It reuses freed blocks. */
export class GuestAllocator {
  readonly #start: number
  #top: number
  readonly #live = new Map<number, number>()
  readonly #free = new Map<number, number[]>()

  /** Blocks are at `start` and after it. */
  constructor(start: number) {
    this.#start = start
    this.#top = start
  }

  /** Returns the address of a block, or 0 if it does not fit into a memory of `memoryBytes`. */
  allocate(size: number, memoryBytes: number): number {
    const room = Math.max(alignment, Math.ceil(size / alignment) * alignment)
    const at = this.#free.get(room)?.pop() ?? this.#push(room, memoryBytes)
    if (at !== 0) this.#live.set(at, room)
    return at
  }

  /** Frees a block. Does nothing for another address. */
  release(at: number): void {
    const room = this.#live.get(at)
    if (room === undefined) return
    this.#live.delete(at)
    const others = this.#free.get(room)
    if (others === undefined) this.#free.set(room, [at])
    else others.push(at)
  }

  #push(room: number, memoryBytes: number): number {
    if (this.#top + room > memoryBytes || this.#start === 0) return 0
    const at = this.#top
    this.#top += room
    return at
  }
}
