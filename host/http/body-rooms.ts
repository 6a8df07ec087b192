/** Bodies that are smaller are copied faster than shared. */
const smallestBytes = 64 * 1024
const largestBytes = 8 * 1024 * 1024
/** What all rooms may take together. */
const mostBytes = 64 * 1024 * 1024

/**
 * Rooms that the bodies of requests are read into, for use again: memory that all threads see, so that a body is not
 * copied on its way to a plugin's thread. The garbage collector does not count such memory; what it counts brings it
 * nearer, and it looks at everything then. So there is a limit here; beyond it a body has a buffer of its own, which is
 * transferred.
 */
export class BodyRooms {
  readonly #free: SharedArrayBuffer[] = []
  #bytes = 0
  /** Of requests that nobody answered. */
  readonly #lost = new FinalizationRegistry<number>((bytes) => (this.#bytes -= bytes))

  /** So many bytes of anything, in a buffer that may be longer. */
  take(length: number): Uint8Array {
    if (length < smallestBytes || length > largestBytes) return new Uint8Array(length)
    const size = 2 ** Math.ceil(Math.log2(length))
    const at = this.#free.findIndex(({ byteLength }) => byteLength === size)
    const [free] = at < 0 ? [] : this.#free.splice(at, 1)
    if (free !== undefined) return new Uint8Array(free, 0, length)
    return this.#bytes + size > mostBytes ? new Uint8Array(length) : this.#make(size, length)
  }

  /** Takes a buffer back that nobody reads any more; the last one is the next that is given out: its bytes are near. */
  put(buffer: ArrayBufferLike): void {
    if (buffer instanceof SharedArrayBuffer) this.#free.unshift(buffer)
  }

  #make(size: number, length: number): Uint8Array {
    const made = new SharedArrayBuffer(size)
    this.#bytes += size
    this.#lost.register(made, size)
    return new Uint8Array(made, 0, length)
  }
}
