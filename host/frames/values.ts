import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { FrameError, headBytes, writeHead } from './frame.ts'

/*
 * The values in frames between a guest and the native plugin, one after the other: docs/decisions/009-bridge.md.
 */

/** An `OrthancPluginHttpRequest`. */
export interface NativeRequest {
  readonly method: number
  readonly groups: readonly ByteString[]
  readonly getKeys: readonly ByteString[]
  readonly getValues: readonly ByteString[]
  readonly headersKeys: readonly ByteString[]
  readonly headersValues: readonly ByteString[]
  readonly body: Uint8Array
}

/** The length that stands for NULL. */
const nullLength = 0xffffffff

/** Most frames are shorter. */
const usualBytes = 1024

/** Longer bytes become a piece of their own: cheaper than a copy. */
const copiedBytes = 16 * 1024

/** Writes values. Long bytes are not copied: they must not change until the frame is sent. */
export class ValueWriter {
  /** The pieces before `#buffer`, which begins with the head of the frame if there are none. */
  readonly #pieces: Buffer[] = []
  #buffer: Buffer = Buffer.allocUnsafe(usualBytes)
  #end = headBytes

  number(value: number | bigint): this {
    const at = this.#take(8)
    if (typeof value === 'bigint') this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at)
    else {
      this.#buffer.writeUInt32LE(value >>> 0, at)
      this.#buffer.writeInt32LE(Math.floor(value / 2 ** 32) | 0, at + 4)
    }
    return this
  }

  float(value: number): this {
    const at = this.#take(8)
    this.#buffer.writeFloatLE(value, at)
    this.#buffer.writeUInt32LE(0, at + 4)
    return this
  }

  /** `undefined` is NULL. */
  bytes(value: Uint8Array | undefined): this {
    this.#writeU32(value?.length ?? nullLength)
    if (value === undefined) return this
    if (value.length > copiedBytes) this.#append(value)
    else {
      const at = this.#take(value.length)
      this.#buffer.set(value, at)
    }
    const end = this.#take(1)
    this.#buffer[end] = 0
    return this
  }

  /** `undefined` is NULL. */
  text(value: ByteString | undefined): this {
    if (value === undefined) return this.bytes(undefined)
    if (value.length > copiedBytes) return this.bytes(bytesOf(value))
    this.#writeU32(value.length)
    const at = this.#take(value.length + 1)
    this.#buffer.write(value, at, 'latin1')
    this.#buffer[at + value.length] = 0
    return this
  }

  texts(values: readonly ByteString[]): this {
    this.#writeU32(values.length)
    for (const value of values) this.text(value)
    return this
  }

  request(value: NativeRequest): this {
    return this.number(value.method)
      .texts(value.groups)
      .texts(value.getKeys)
      .texts(value.getValues)
      .texts(value.headersKeys)
      .texts(value.headersValues)
      .bytes(value.body)
  }

  /** The values as the payload of a frame of that kind, in pieces to write in order. */
  frame(head: {
    readonly kind: number
    readonly flags?: number
    readonly code?: number
  }): readonly Uint8Array[] {
    const pieces = this.#all()
    const [first] = pieces
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (first !== undefined) writeHead(first, 0, { ...head, length })
    return pieces
  }

  /** A copy of the values. */
  payload(): Buffer {
    return Buffer.concat(this.#all()).subarray(headBytes)
  }

  #all(): readonly Buffer[] {
    return [...this.#pieces, this.#buffer.subarray(0, this.#end)]
  }

  #writeU32(value: number): void {
    const at = this.#take(4)
    this.#buffer.writeUInt32LE(value, at)
  }

  /** Makes room for that many bytes and returns where they belong in `#buffer`. */
  #take(length: number): number {
    if (this.#end + length > this.#buffer.length) this.#begin(length)
    const at = this.#end
    this.#end += length
    return at
  }

  #append(piece: Uint8Array): void {
    this.#begin(0)
    this.#pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length))
  }

  /** Continues in another buffer. */
  #begin(length: number): void {
    this.#pieces.push(this.#buffer.subarray(0, this.#end))
    this.#buffer = Buffer.allocUnsafe(Math.max(usualBytes, length))
    this.#end = 0
  }
}

/** Reads values. Each method throws `FrameError` where the payload does not hold such a value. */
export class ValueReader {
  readonly #payload: Buffer
  #at = 0

  constructor(payload: Buffer) {
    this.#payload = payload
  }

  /** A number of at most 4 bytes, signed or not. */
  number(): number {
    const at = this.#take(8)
    const low = this.#payload.readUInt32LE(at)
    const high = this.#payload.readInt32LE(at + 4)
    if (high === 0) return low
    if (high === -1 && low >= 2 ** 31) return low | 0
    throw new FrameError('a number of more than 4 bytes')
  }

  /** A number that may have 8 bytes, unsigned. */
  wideNumber(): bigint {
    return this.#payload.readBigUInt64LE(this.#take(8))
  }

  float(): number {
    return this.#payload.readFloatLE(this.#take(8))
  }

  /** A view of the payload; `undefined` is NULL. */
  bytes(): Buffer | undefined {
    const length = this.#readU32()
    if (length === nullLength) return undefined
    const at = this.#take(length + 1)
    if (this.#payload[at + length] !== 0) throw new FrameError('bytes without a NUL after them')
    return this.#payload.subarray(at, at + length)
  }

  /** `undefined` is NULL. A NUL in a text is an error: for the other side the text would end there. */
  text(): ByteString | undefined {
    const bytes = this.bytes()
    if (bytes?.includes(0) === true) throw new FrameError('a text with a NUL in it')
    return bytes?.toString('latin1')
  }

  texts(): readonly ByteString[] {
    const count = this.#readU32()
    // Before memory is allocated: each text has its length.
    if (count > (this.#payload.length - this.#at) / 4) throw new FrameError(`${count} texts`)
    return Array.from({ length: count }, () => this.#requiredText())
  }

  request(): NativeRequest {
    return {
      method: this.number(),
      groups: this.texts(),
      getKeys: this.texts(),
      getValues: this.texts(),
      headersKeys: this.texts(),
      headersValues: this.texts(),
      body: this.bytes() ?? noBody,
    }
  }

  /** Requires that no bytes are left. */
  end(): void {
    const left = this.#payload.length - this.#at
    if (left > 0) throw new FrameError(`${left} bytes after the last value`)
  }

  #requiredText(): ByteString {
    const text = this.text()
    if (text === undefined) throw new FrameError('NULL in a list of texts')
    return text
  }

  #readU32(): number {
    return this.#payload.readUInt32LE(this.#take(4))
  }

  /** Steps over that many bytes and returns where they are. */
  #take(length: number): number {
    const at = this.#at
    if (length > this.#payload.length - at)
      throw new FrameError('a value that is longer than its frame')
    this.#at += length
    return at
  }
}

const noBody = new Uint8Array(0)
