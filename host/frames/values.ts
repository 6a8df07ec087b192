import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { FrameError, headBytes, writeHead, type FrameHead } from './frame.ts'

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

/** Longer payloads are mostly bytes, and not texts. */
const wholeBytes = 4096

/** Longer bytes become a piece of their own: cheaper than a copy. */
const copiedBytes = 16 * 1024

/** Writes frames, value by value. Long bytes are not copied: they must not change until the frames are sent. */
export class ValueWriter {
  /** The pieces before `#buffer`. */
  readonly #pieces: Buffer[] = []
  #buffer: Buffer
  #end = 0
  /** The first buffer of the frame, and where its head belongs in it. */
  #head: Buffer
  #headAt = 0
  /** Bytes of the frame in the pieces before `#buffer`, less those of other frames in the first of them. */
  #lengthBefore = 0
  #isOpen = false

  /** `buffer` is filled first: it must not be used again before the frames are sent. */
  constructor(buffer: Buffer = Buffer.allocUnsafe(usualBytes)) {
    this.#buffer = this.#head = buffer
  }

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

  /** Ends a frame, whose payload is the values since the one before. Returns all frames as pieces to write in order. */
  frame({ kind, flags, code }: Omit<FrameHead, 'length'>): readonly Uint8Array[] {
    if (!this.#isOpen) this.#open()
    const length = this.#lengthBefore + this.#end
    writeHead(this.#head, this.#headAt, { length, kind, flags, code })
    this.#isOpen = false
    return this.#all()
  }

  /** A copy of the values. */
  payload(): Buffer {
    return Buffer.concat(this.#all()).subarray(headBytes)
  }

  #all(): readonly Buffer[] {
    const last = this.#buffer.subarray(0, this.#end)
    return this.#pieces.length === 0 ? [last] : [...this.#pieces, last]
  }

  #writeU32(value: number): void {
    const at = this.#take(4)
    this.#buffer.writeUInt32LE(value, at)
  }

  /** Makes room for that many bytes and returns where they belong in `#buffer`. */
  #take(length: number): number {
    if (!this.#isOpen) this.#open()
    return this.#reserve(length)
  }

  #open(): void {
    this.#isOpen = true
    this.#headAt = this.#reserve(headBytes)
    this.#head = this.#buffer
    this.#lengthBefore = -this.#headAt
  }

  #reserve(length: number): number {
    if (this.#end + length > this.#buffer.length) this.#begin(length)
    const at = this.#end
    this.#end += length
    return at
  }

  #append(piece: Uint8Array): void {
    this.#begin(0)
    this.#pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length))
    this.#lengthBefore += piece.length
  }

  /** Continues in another buffer. */
  #begin(length: number): void {
    this.#pieces.push(this.#buffer.subarray(0, this.#end))
    this.#lengthBefore += this.#end
    this.#buffer = Buffer.allocUnsafe(Math.max(usualBytes, length))
    this.#end = 0
  }
}

/** Reads values. Each method throws `FrameError` where the payload does not hold such a value. */
export class ValueReader {
  readonly #payload: Buffer
  /** A short payload as one text: a part of it is cheaper than a conversion of each text. */
  readonly #whole: ByteString | undefined
  #at = 0

  constructor(payload: Buffer) {
    this.#payload = payload
    this.#whole = payload.length <= wholeBytes ? payload.toString('latin1') : undefined
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
    const length = this.#readLength()
    if (length === undefined) return undefined
    const at = this.#takeTerminated(length)
    return this.#payload.subarray(at, at + length)
  }

  /** `undefined` is NULL. A NUL in a text is an error: for the other side the text would end there. */
  text(): ByteString | undefined {
    const length = this.#readLength()
    if (length === undefined) return undefined
    const at = this.#takeTerminated(length)
    const text =
      this.#whole?.slice(at, at + length) ?? this.#payload.toString('latin1', at, at + length)
    if (text.includes('\0')) throw new FrameError('a text with a NUL in it')
    return text
  }

  texts(): readonly ByteString[] {
    const count = this.#readU32()
    // Before memory is allocated: each text has its length.
    if (count > (this.#payload.length - this.#at) / 4) throw new FrameError(`${count} texts`)
    const texts: ByteString[] = []
    for (let i = 0; i < count; i++) texts.push(this.#requiredText())
    return texts
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

  /** `undefined` is the length of NULL. */
  #readLength(): number | undefined {
    const length = this.#readU32()
    return length === nullLength ? undefined : length
  }

  /** Steps over that many bytes and the NUL after them, and returns where they are. */
  #takeTerminated(length: number): number {
    const at = this.#take(length + 1)
    if (this.#payload[at + length] !== 0) throw new FrameError('bytes without a NUL after them')
    return at
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
