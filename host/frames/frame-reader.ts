import { FrameError, headBytes, type Frame } from './frame.ts'

const usualBytes = 128 * 1024

/** Returns a buffer for a large frame, of at least that length. */
export type TakeBuffer = (length: number) => Uint8Array<ArrayBuffer>

/**
 * Splits a stream of bytes into frames. The caller reads the stream, synchronously or not, into `space`. A frame that is
 * larger than the usual buffer gets a buffer of its own.
 */
export class FrameReader {
  readonly #largestBytes: number
  readonly #take: TakeBuffer
  readonly #usual = Buffer.allocUnsafeSlow(usualBytes)
  #at = 0
  #end = 0
  #large: Uint8Array<ArrayBuffer> | undefined
  #largeEnd = 0

  /** A frame longer than `largestBytes` is an error. */
  constructor(
    largestBytes: number,
    take: TakeBuffer = (length) => new Uint8Array(new ArrayBuffer(length)),
  ) {
    this.#largestBytes = largestBytes
    this.#take = take
  }

  /** Where the next bytes of the stream belong; never empty after `next` has returned `undefined`. */
  get space(): Uint8Array {
    if (this.#large !== undefined) return this.#large.subarray(this.#largeEnd)
    if (this.#at > 0) {
      this.#usual.copyWithin(0, this.#at, this.#end)
      this.#end -= this.#at
      this.#at = 0
    }
    return this.#usual.subarray(this.#end)
  }

  /** Reports that the caller wrote that many bytes to `space`. */
  commit(length: number): void {
    if (this.#large === undefined) this.#end += length
    else this.#largeEnd += length
  }

  /** The next frame; `undefined` until it is complete. Throws `FrameError` for a length out of range. */
  next(): Frame | undefined {
    if (this.#large !== undefined) return this.#nextLarge(this.#large)
    const available = this.#end - this.#at
    if (available < headBytes) return undefined
    const length = this.#usual.readUInt32LE(this.#at)
    if (length < headBytes || length > this.#largestBytes)
      throw new FrameError(`a frame of ${length} bytes`)
    if (length > usualBytes) return this.#beginLarge(length)
    if (available < length) return undefined
    const at = this.#at
    this.#at += length
    return frameIn(this.#usual, at, at + length)
  }

  /** Copies a chunk of the stream and calls `take` for each frame before it reads the next one. */
  push(chunk: Uint8Array, take: (frame: Frame) => void): void {
    for (let at = 0; at < chunk.length;) {
      const { space } = this
      const length = Math.min(space.length, chunk.length - at)
      space.set(length === chunk.length ? chunk : chunk.subarray(at, at + length))
      this.commit(length)
      at += length
      for (let frame = this.next(); frame !== undefined; frame = this.next()) take(frame)
    }
  }

  #beginLarge(length: number): undefined {
    const large = this.#take(length)
    large.set(this.#usual.subarray(this.#at, this.#end))
    this.#largeEnd = this.#end - this.#at
    this.#large = large.length === length ? large : large.subarray(0, length)
    this.#at = this.#end = 0
    return undefined
  }

  #nextLarge(large: Uint8Array<ArrayBuffer>): Frame | undefined {
    if (this.#largeEnd < large.length) return undefined
    this.#large = undefined
    const buffer = Buffer.from(large.buffer, large.byteOffset, large.length)
    return { ...frameIn(buffer, 0, large.length), owned: large }
  }
}

function frameIn(buffer: Buffer, at: number, end: number): Frame {
  return {
    kind: buffer.readUInt8(at + 4),
    flags: buffer.readUInt8(at + 5),
    code: buffer.readUInt16LE(at + 6),
    payload: buffer.subarray(at + headBytes, end),
    owned: undefined,
  }
}
