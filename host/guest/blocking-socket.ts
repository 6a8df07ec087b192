import { readSync, writeSync, writevSync } from 'node:fs'
import { FrameReader, type Frame, type TakeBuffer } from '../frames/frame.ts'

/** The supervisor is trusted, and the limits of modules and bodies bound what it sends. */
const largestBytes = 2 ** 32 - 1

/** A socket that this process reads and writes without an event loop: both calls block. */
export class BlockingSocket {
  readonly #descriptor: number
  readonly #reader: FrameReader

  /** `take` returns buffers for large frames. */
  constructor(descriptor: number, take?: TakeBuffer) {
    this.#descriptor = descriptor
    this.#reader = new FrameReader(largestBytes, take)
  }

  /** The next frame, which is valid until the next call; `undefined` at the end of the stream. */
  receive(): Frame | undefined {
    for (;;) {
      const frame = this.#reader.next()
      if (frame !== undefined) return frame
      const { space } = this.#reader
      const length = readSync(this.#descriptor, space, 0, space.length, null)
      if (length === 0) return undefined
      this.#reader.commit(length)
    }
  }

  /** Sends a frame. */
  send(pieces: readonly Uint8Array[]): void {
    const [first, ...others] = pieces
    if (first !== undefined && others.length === 0) return this.#write(first)
    let written = writevSync(this.#descriptor, pieces)
    for (const piece of pieces) {
      if (written < piece.length) this.#write(piece.subarray(written))
      written = Math.max(0, written - piece.length)
    }
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;)
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at)
  }
}
