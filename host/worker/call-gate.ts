/** Places in the shared memory, each one i32. */
const started = 0
const taken = 1
/** From here on the ordinals of requests whose clients have left, each in the slot of its remainder. */
const gone = 2
/** No two requests that wait in one thread share a slot. */
const slots = 128
const words = gone + slots

/** Counters wrap here; only differences and equality are looked at. */
const wrap = 0x7fffffff

/**
 * What the main thread and a guest's thread tell each other while the guest's thread cannot read messages: which request
 * it is at, how much of a streamed answer the client took, and whether the client has left.
 */
export class CallGate {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>

  constructor(memory = new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory
    this.#words = new Int32Array(memory)
  }

  /** Guest's side: the request of that ordinal begins. */
  start(ordinal: number): void {
    Atomics.store(this.#words, started, ordinal)
  }

  /** Main side: the ordinal of the last request that has begun. */
  get started(): number {
    return Atomics.load(this.#words, started)
  }

  /** Main side: the client took that many bytes more. */
  take(bytes: number): void {
    const total = (Atomics.load(this.#words, taken) + bytes) % wrap
    Atomics.store(this.#words, taken, total)
    Atomics.notify(this.#words, taken)
  }

  /** Main side: the client of the request of that ordinal has left. */
  leave(ordinal: number): void {
    Atomics.store(this.#words, gone + (ordinal % slots), ordinal)
    Atomics.notify(this.#words, taken)
  }

  /** Guest's side: whether the client of the request of that ordinal has left. */
  hasLeft(ordinal: number): boolean {
    return Atomics.load(this.#words, gone + (ordinal % slots)) === ordinal
  }

  /** Guest's side: the bytes taken so far, to be compared with a later value by `takenSince`. */
  get mark(): number {
    return Atomics.load(this.#words, taken)
  }

  takenSince(mark: number): number {
    return (this.mark - mark + wrap) % wrap
  }

  /** Guest's side: blocks until the client took more, or left, or a while has passed. */
  wait(mark: number, milliseconds: number): void {
    Atomics.wait(this.#words, taken, mark, milliseconds)
  }
}
