/** What a frame of a trace holds. */
export const frameKinds = { event: 0, request: 1, body: 2, cut: 3 } as const

export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds]

/** A piece of a trace. `payload` is a view of the shared memory. */
export interface Frame {
  readonly kind: number
  readonly payload: Buffer
}

/** Places of the i32 words before the frames. */
const used = 0
const dropped = 1
const released = 2
const words = 3
const headBytes = words * Int32Array.BYTES_PER_ELEMENT

/** Before the payload of a frame: its length in four bytes, and its kind. */
const frameHeadBytes = 5

/** What a frame takes besides its payload. */
export const frameOverheadBytes = frameHeadBytes

/**
 * A trace in memory that threads share: one writes, and another one reads it once the first has ended, however that
 * was. What is counted as used is complete.
 */
export class TraceMemory {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #bytes: Buffer

  /** Takes a memory that another thread made, or makes one for so many bytes of frames. */
  constructor(memory: SharedArrayBuffer | number) {
    this.memory = typeof memory === 'number' ? new SharedArrayBuffer(headBytes + memory) : memory
    this.#words = new Int32Array(this.memory, 0, words)
    this.#bytes = Buffer.from(this.memory, headBytes)
  }

  get used(): number {
    return Atomics.load(this.#words, used)
  }

  get size(): number {
    return this.#bytes.length
  }

  /** Requests of the instance that the trace does not have any more. */
  get dropped(): number {
    return Atomics.load(this.#words, dropped)
  }

  /** Whether the thread that read it needs it no more. */
  get isReleased(): boolean {
    return Atomics.load(this.#words, released) === 1
  }

  /** Lets the thread that wrote it use it for something else. */
  release(): void {
    Atomics.store(this.#words, released, 1)
  }

  /** Empty, as a new one is. */
  clear(): void {
    for (const word of [used, dropped, released]) Atomics.store(this.#words, word, 0)
  }

  noteDropped(requests: number): void {
    Atomics.store(this.#words, dropped, requests)
  }

  /** Adds a frame, if there is room. */
  append(kind: FrameKind, payload: string | Uint8Array): boolean {
    const start = this.used
    const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length
    const at = start + frameHeadBytes
    if (at + length > this.size) return false
    this.#bytes.writeUInt32LE(length, start)
    this.#bytes.writeUInt8(kind, start + 4)
    if (typeof payload === 'string') this.#bytes.write(payload, at, 'utf8')
    else this.#bytes.set(payload, at)
    Atomics.store(this.#words, used, at + length)
    return true
  }

  /** Adds the frames of another trace from one place to another. The caller has looked for room. */
  copy(from: TraceMemory, start: number, end: number): void {
    const at = this.used
    this.#bytes.set(from.#bytes.subarray(start, end), at)
    Atomics.store(this.#words, used, at + end - start)
  }

  *frames(): Generator<Frame> {
    const end = this.used
    for (let at = 0; at < end;) {
      const start = at + frameHeadBytes
      const next = start + this.#bytes.readUInt32LE(at)
      yield { kind: this.#bytes.readUInt8(at + 4), payload: this.#bytes.subarray(start, next) }
      at = next
    }
  }
}
