import { shelvedBytes, type BufferShelf, noBytes, joinInTurns } from '../../exchange/bytes.ts'

/** Piece size of a body whose length was not announced. */
const pieceBytes = 1024 * 1024

/** Announced bodies up to this size get one buffer; copying a larger one as it grows would take too long. */
const largestBytes = 64 * 1024 * 1024

/** Growth factors of the buffer, up to the size of a piece and beyond. */
const smallGrowth = 4
const largeGrowth = 2

/**
 * The part of a body that has arrived. Chunks are copied at once: keeping them for a while makes the garbage collector scan
 * everything again and again. No step takes long, whatever the body's size, and the buffer grows with what has arrived,
 * whatever length a client announces.
 */
export class GrowingBody {
  /** The announced length if one buffer is enough for it; else 0. */
  readonly #announced: number
  readonly #shelf: BufferShelf
  /** Full pieces. */
  readonly #pieces: Uint8Array<ArrayBuffer>[] = []
  #room = noBytes
  #filled = 0

  /** `announced`: the announced length; 0 if the client announced none. */
  constructor(announced: number, shelf: BufferShelf) {
    this.#announced = announced <= largestBytes ? announced : 0
    this.#shelf = shelf
  }

  /** Returns the number of bytes that were allocated for the chunk. */
  add(chunk: Uint8Array): number {
    const taken = this.#filled + chunk.length > this.#room.length ? this.#makeRoom(chunk.length) : 0
    this.#room.set(chunk, this.#filled)
    this.#filled += chunk.length
    return taken
  }

  /** Passes the whole body, whose buffer may be longer, to `done`, and forgets it. */
  whole(done: (body: Uint8Array<ArrayBuffer>) => void): void {
    const last = this.#room.subarray(0, this.#filled)
    const pieces = this.#pieces.splice(0)
    this.#room = noBytes
    if (pieces.length === 0) return done(last)
    pieces.push(last)
    joinInTurns(pieces, (body) => {
      for (const { buffer } of pieces) this.#shelf.put(buffer)
      done(body)
    })
  }

  #makeRoom(length: number): number {
    const filled = this.#room.subarray(0, this.#filled)
    const needed = this.#filled + length
    if (needed > this.#announced && needed > pieceBytes) {
      if (filled.length > 0) this.#pieces.push(filled)
      this.#room = this.#shelf.take(Math.max(pieceBytes, length))
      this.#filled = 0
      return this.#room.buffer.byteLength
    }
    this.#room = this.#shelf.take(this.#roomFor(needed))
    this.#room.set(filled)
    this.#shelf.put(filled.buffer)
    return this.#room.buffer.byteLength - filled.buffer.byteLength
  }

  #roomFor(length: number): number {
    const announced = this.#announced
    if (announced < length) return Math.min(length * smallGrowth, pieceBytes)
    if (announced <= shelvedBytes) return announced
    if (length < pieceBytes) return Math.min(length * smallGrowth, pieceBytes, announced)
    return Math.min(length * largeGrowth, announced)
  }
}
