/** Blocks are aligned as C wants them. */
const alignment = 8

/** The heap of the guest, kept outside of its memory, where nothing can write over it. It takes freed blocks again. */
export class GuestAllocator {
  readonly #start: number
  #top: number
  readonly #live = new Map<number, number>()
  readonly #free = new Map<number, number[]>()

  /** Blocks lie at `start` and behind. */
  constructor(start: number) {
    this.#start = start
    this.#top = start
  }

  /** How many blocks are allocated. */
  get liveBlocks(): number {
    return this.#live.size
  }

  /** The address of a block, or 0 where none fits into a memory of `memoryBytes`. */
  allocate(size: number, memoryBytes: number): number {
    const room = Math.max(alignment, Math.ceil(size / alignment) * alignment)
    const at = this.#free.get(room)?.pop() ?? this.#push(room, memoryBytes)
    if (at !== 0) this.#live.set(at, room)
    return at
  }

  /** Takes a block back. What is no block is left alone. */
  release(at: number): void {
    const room = this.#live.get(at)
    if (room === undefined) return
    this.#live.delete(at)
    const others = this.#free.get(room)
    if (others === undefined) this.#free.set(room, [at])
    else others.push(at)
  }

  isLive(at: number): boolean {
    return this.#live.has(at)
  }

  #push(room: number, memoryBytes: number): number {
    if (this.#top + room > memoryBytes || this.#start === 0) return 0
    const at = this.#top
    this.#top += room
    return at
  }
}
