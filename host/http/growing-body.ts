import { shelvedBytes, type BufferShelf } from '../exchange/buffer-shelf.ts'
import { joinInTurns } from '../exchange/pieces.ts'

/** Of what was not announced, so much is one piece. */
const pieceBytes = 1024 * 1024

/** What was announced gets one buffer; the step by which more than that would grow takes too long. */
const largestBytes = 64 * 1024 * 1024

/** By how much room grows up to a piece, and beyond it. */
const smallGrowth = 4
const largeGrowth = 2

const nothing = new Uint8Array(0)

/**
 * The part of a body that has come. Chunks are copied at once: what is kept of them only for a while makes the garbage
 * collector look at all that there is, again and again. No step takes long, whatever the body's size, and as long as little
 * has come little room is made, whatever a client announces.
 */
export class GrowingBody {
  /** Bytes for which one buffer will do; 0 where nothing is known of them. */
  readonly #announced: number
  readonly #shelf: BufferShelf
  /** What is full and does not grow any more. */
  readonly #pieces: Uint8Array<ArrayBuffer>[] = []
  #room = nothing
  #filled = 0

  /** `announced`: as many bytes as the client said; 0 where it did not. */
  constructor(announced: number, shelf: BufferShelf) {
    this.#announced = announced <= largestBytes ? announced : 0
    this.#shelf = shelf
  }

  /** Gives how many bytes of memory more the body takes now. */
  add(chunk: Uint8Array): number {
    const taken = this.#filled + chunk.length > this.#room.length ? this.#makeRoom(chunk.length) : 0
    this.#room.set(chunk, this.#filled)
    this.#filled += chunk.length
    return taken
  }

  /** Gives the whole body, whose buffer may be longer. It is not kept here. */
  whole(done: (body: Uint8Array<ArrayBuffer>) => void): void {
    const last = this.#room.subarray(0, this.#filled)
    const pieces = this.#pieces.splice(0)
    this.#room = nothing
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
