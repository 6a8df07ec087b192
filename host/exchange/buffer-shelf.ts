/** From this size on a body's buffer is handed over and kept; smaller ones cost less to copy and to allocate. */
export const shelvedBytes = 64 * 1024
const largestBytes = 8 * 1024 * 1024
/** What is kept at most, all buffers together. */
const defaultBytes = 8 * 1024 * 1024

/**
 * A free list of buffers for large bodies. The system hands out a fresh buffer page by page, which takes longer than to fill
 * it, and each one that is dropped brings the next garbage collection nearer.
 */
export class BufferShelf {
  readonly #keptBytes: number
  readonly #buffers: ArrayBuffer[] = []
  #bytes = 0

  /** Keeps no more than `keptBytes`. */
  constructor(keptBytes = defaultBytes) {
    this.#keptBytes = keptBytes
  }

  /** So many bytes of anything, in a buffer that is nobody else's and may be longer. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const at = this.#buffers.findIndex(({ byteLength }) => fits(byteLength, length))
    const [buffer] = at < 0 ? [] : this.#buffers.splice(at, 1)
    if (buffer === undefined) return new Uint8Array(new ArrayBuffer(roundUp(length)), 0, length)
    this.#bytes -= buffer.byteLength
    return new Uint8Array(buffer, 0, length)
  }

  /** Bytes in a buffer of their own. */
  copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const copied = this.take(bytes.length)
    copied.set(bytes)
    return copied
  }

  /** Takes a buffer that nobody needs any more. The last one is the next that is given out: its bytes are near. */
  put(buffer: ArrayBuffer): void {
    const { byteLength } = buffer
    if (byteLength < shelvedBytes || byteLength > largestBytes) return
    this.#buffers.unshift(buffer)
    this.#bytes += byteLength
    while (this.#bytes > this.#keptBytes) this.#bytes -= this.#buffers.pop()?.byteLength ?? 0
  }

  /** All that are there, for another shelf. */
  takeAll(): ArrayBuffer[] {
    this.#bytes = 0
    return this.#buffers.splice(0)
  }
}

/** Not one that is much too large either: it would be missing where it is needed. */
function fits(byteLength: number, length: number): boolean {
  return byteLength >= length && byteLength <= roundUp(length)
}

/** To one of few sizes, so that a buffer fits more than one body. */
function roundUp(length: number): number {
  if (length < shelvedBytes || length > largestBytes) return length
  return 2 ** Math.ceil(Math.log2(length))
}
