/** Places in the shared memory, each one i32. */
const whereabouts = 0
const sent = 1
const dismissed = 2
/** From here on what each batch that waits comes as. No more than two wait. */
const queue = 3
const queueLength = 2
const words = queue + queueLength

/** Where the guest's thread is: at work, behind the door, or away in its event loop, where only a message reaches it. */
const busy = 0
const waiting = 1
const away = 2

/** How long it stays behind the door. */
const waitMs = 20

/** In the place of a page: the batch comes as a message. */
export const asMessage = -1

/**
 * How the main thread tells a guest's thread that a batch of requests is there. A message wakes it by way of its event loop,
 * and costs the main thread more than all else that it does for a short request; a thread that has just been at work waits
 * where a ring of this bell is enough, and one that is at work looks by itself before it rests.
 */
export class Doorbell {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  /** How many batches the guest's thread has taken. */
  #taken = 0

  constructor(memory = new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory
    this.#words = new Int32Array(memory)
    if (Atomics.load(this.#words, sent) === 0) Atomics.store(this.#words, whereabouts, away)
  }

  /**
   * Main side: the next batch lies on the page of that place, or has been sent as a message. Whether the thread hears the
   * bell; if not, only a message has it look.
   */
  ring(place: number): boolean {
    const count = Atomics.load(this.#words, sent)
    this.#words[queue + (count % queueLength)] = place
    Atomics.store(this.#words, sent, count + 1)
    // It looks once more after it has said where it goes, so that either it sees the batch or this sees where it went.
    const found = Atomics.load(this.#words, whereabouts)
    if (found === waiting) this.#wake()
    return found !== away
  }

  /** Main side: the thread shall read its messages, and not wait behind the door any more. */
  dismiss(): void {
    Atomics.store(this.#words, dismissed, 1)
    this.#wake()
  }

  /** Guest's side: what the next batch comes as. `undefined` if none came for a while: then a message tells of the next. */
  next(): number | undefined {
    if (!this.#hasNext && Atomics.load(this.#words, dismissed) === 0) this.#wait()
    Atomics.store(this.#words, whereabouts, away)
    if (!this.#hasNext) return undefined
    Atomics.store(this.#words, whereabouts, busy)
    return this.#words[queue + (this.#taken++ % queueLength)]
  }

  get #hasNext(): boolean {
    return Atomics.load(this.#words, sent) !== this.#taken
  }

  #wait(): void {
    Atomics.store(this.#words, whereabouts, waiting)
    if (!this.#hasNext) Atomics.wait(this.#words, whereabouts, waiting, waitMs)
  }

  #wake(): void {
    Atomics.compareExchange(this.#words, whereabouts, waiting, busy)
    Atomics.notify(this.#words, whereabouts)
  }
}
