/** Smaller buffers cost less to copy and to allocate than to keep. */
export const shelvedBytes = 64 * 1024
const largestBytes = 8 * 1024 * 1024
/** Limit of all kept buffers together. */
const defaultBytes = 8 * 1024 * 1024

/**
 * A free list of buffers for large bodies. The system allocates a new buffer page by page, which takes longer than filling it,
 * and each dropped buffer brings the next garbage collection nearer.
 */
export class BufferShelf {
  readonly #keptBytes: number
  readonly #buffers: ArrayBuffer[] = []
  #bytes = 0

  /** Keeps no more than `keptBytes`. */
  constructor(keptBytes = defaultBytes) {
    this.#keptBytes = keptBytes
  }

  /** Uninitialised bytes in an unshared buffer, which may be longer. */
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

  /** Returns an unused buffer. The last one returned is the first one taken, as its bytes are in the cache. */
  put(buffer: ArrayBuffer): void {
    const { byteLength } = buffer
    if (byteLength < shelvedBytes || byteLength > largestBytes) return
    this.#buffers.unshift(buffer)
    this.#bytes += byteLength
    while (this.#bytes > this.#keptBytes) this.#bytes -= this.#buffers.pop()?.byteLength ?? 0
  }

  /** Removes all buffers, for another shelf. */
  takeAll(): ArrayBuffer[] {
    this.#bytes = 0
    return this.#buffers.splice(0)
  }
}

/** A much larger buffer does not fit: a larger body may need it. */
function fits(byteLength: number, length: number): boolean {
  return byteLength >= length && byteLength <= roundUp(length)
}

/** To one of few sizes, so that a buffer fits more than one body. */
function roundUp(length: number): number {
  if (length < shelvedBytes || length > largestBytes) return length
  return 2 ** Math.ceil(Math.log2(length))
}

/** A body without bytes. */
export const noBytes = new Uint8Array(0)

/** Joins byte arrays into one that owns its buffer. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(pieces))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Bytes that are joined in one turn of the event loop. */
const bytesPerTurn = 4 * 1024 * 1024

/**
 * Joins pieces, each of them small, into one array that owns its buffer. A large one takes several turns of the event loop, so that
 * others run in between; a small one is passed to `done` before this returns.
 */
export function joinInTurns(
  pieces: readonly Uint8Array[],
  done: (whole: Uint8Array<ArrayBuffer>) => void,
): void {
  const length = lengthOf(pieces)
  if (length <= bytesPerTurn) return done(concatenate(pieces))
  const whole = new Uint8Array(length)
  let next = 0
  let at = 0
  const joinSome = (): void => {
    const end = at + bytesPerTurn
    for (; at < end; next++) {
      const piece = pieces[next]
      if (piece === undefined) return done(whole)
      whole.set(piece, at)
      at += piece.length
    }
    setImmediate(joinSome)
  }
  joinSome()
}

/** `joinInTurns` as a promise. */
export function joinPieces(pieces: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve) => joinInTurns(pieces, resolve))
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}
