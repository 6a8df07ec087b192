import { readSync, writeSync, writevSync } from 'node:fs'
import type { ByteString } from '../exchange/byte-string.ts'

/**
 * The unit of the protocol between a guest process, its supervisor and its front. All numbers are little-endian:
 *
 *     u32 length of the whole frame | u8 kind | u8 flags | u16 code | payload
 *
 * docs/decisions/007-guest-processes.md describes the conversation.
 */
export interface Frame {
  readonly kind: number
  readonly flags: number
  readonly code: number
  /** A view of the reader's buffer, valid until the next frame is read. */
  readonly payload: Buffer
  /** The whole frame in a buffer of its own, which the receiver owns; large frames only. */
  readonly owned: Uint8Array<ArrayBuffer> | undefined
}

/** A part of a frame. A text is bytes, too. */
export type Piece = Uint8Array | ByteString

export const headBytes = 8

export const frameKinds = {
  /** Supervisor → guest, on the control socket: the module and its settings. Answered by REFUSED if it does not compile, else not at all. */
  load: 1,
  /** Supervisor → guest: makes an instance. Answered by STARTED or REFUSED. */
  start: 2,
  /** Supervisor → guest: runs `OrthancPluginFinalize`. Answered by FINALIZED. */
  finalize: 3,
  /** Supervisor → guest, in place of START: runs the part of the start that is the same for all instances. Answered by PREPARED or REFUSED. */
  prepare: 4,
  /** Guest → supervisor: the process is ready. */
  ready: 16,
  /** Guest → supervisor: name, version and routes of an instance that initialised. */
  started: 17,
  /** Guest → supervisor: an image of the memory after PREPARE. */
  prepared: 23,
  /** Guest → supervisor: the reasons why no instance could be made. */
  refused: 18,
  /** Guest → supervisor: a trap ended the instance; STARTED or REFUSED of the next one follows. */
  died: 19,
  finalized: 20,
  /** Guest → supervisor: a log line. */
  log: 21,
  /** Guest → supervisor: metrics that the plugin has set. */
  metrics: 22,
  /** Guest → supervisor, after a callback or a start: when the plugin's timers are to run, if that has changed. */
  timer: 24,
  /** Front → guest: a callback. One without the flag `nested` waits until the callbacks before it have returned. */
  callback: 32,
  /** Front → guest: nothing to do. A debugger is heard only while JavaScript runs, and not while the guest waits. */
  wake: 34,
  /** Guest → front: the answer of a callback. */
  return: 33,
  /** Guest → supervisor or front: a call that blocks the guest until its RESULT. `code` is one of `callCodes`. */
  call: 48,
  /** The reply to a CALL, on the same socket. */
  result: 49,
  /** Guest → native plugin: a call of the SDK that blocks the guest until its INVOKED. `code` is the number of the service. */
  invoke: 50,
  invoked: 51,
  /** As INVOKE, without a reply. */
  quiet: 52,
} as const

/** Codes of CALL frames. */
export const callCodes = {
  /** On the control socket: a request to Orthanc's REST API or to another server. */
  outbound: 1,
  /** On the control socket: the instance has died and its trace is complete. */
  traced: 2,
  /** On the front socket: the head of an answer that is sent in parts. */
  streamBegin: 3,
  /** On the front socket: a part. Its result says whether the client is still there. */
  streamPart: 4,
} as const

/** The other side violated the protocol. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

/** Writes the head of a frame of that length. */
export function writeHead(
  to: Buffer,
  at: number,
  { length, kind, flags = 0, code = 0 }: FrameHead,
): void {
  to.writeUInt32LE(length, at)
  to[at + 4] = kind
  to[at + 5] = flags
  to.writeUInt16LE(code, at + 6)
}

export interface FrameHead {
  /** Length of the whole frame, head included. */
  readonly length: number
  readonly kind: number
  readonly flags?: number | undefined
  readonly code?: number | undefined
}

/** A frame whose payload is the length of a JSON text, the text, and bytes; returned as pieces to write in order. */
export function encodeFrame(
  kind: number,
  value?: unknown,
  { code = 0, bytes }: { readonly code?: number; readonly bytes?: Uint8Array } = {},
): readonly Uint8Array[] {
  const text = value === undefined ? '' : JSON.stringify(value)
  const textBytes = Buffer.byteLength(text)
  const head = Buffer.allocUnsafe(headBytes + 4 + textBytes)
  writeHead(head, 0, { length: head.length + (bytes?.length ?? 0), kind, code })
  head.writeUInt32LE(textBytes, headBytes)
  head.write(text, headBytes + 4, 'utf8')
  return bytes === undefined || bytes.length === 0 ? [head] : [head, bytes]
}

/** The text and the bytes of such a payload; the bytes are a view of the frame. Throws `FrameError`. */
export function splitPayload({ payload }: Frame): {
  readonly text: string
  readonly bytes: Buffer
} {
  if (payload.length < 4) throw new FrameError('a payload that is too short')
  const end = 4 + payload.readUInt32LE(0)
  if (end > payload.length) throw new FrameError('a text that is longer than its frame')
  return { text: payload.toString('utf8', 4, end), bytes: payload.subarray(end) }
}

/** Maximum length of a guest's JSON; the script of a component is the longest. */
const longestText = 24 * 1024 * 1024

/** The JSON value of such a payload; `undefined` if the text is empty. Throws `FrameError`. */
export function readValue(frame: Frame): unknown {
  const { text } = splitPayload(frame)
  if (text === '') return undefined
  if (text.length > longestText) throw new FrameError('a text that is too long')
  try {
    return JSON.parse(text)
  } catch {
    throw new FrameError('a text that is not JSON')
  }
}

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
    if (first !== undefined && others.length === 0) return this.sendFrom(first)
    let written = writevSync(this.#descriptor, pieces)
    for (const piece of pieces) {
      if (written < piece.length) this.sendFrom(piece.subarray(written))
      written = Math.max(0, written - piece.length)
    }
  }

  /** Sends the first `length` bytes: a whole frame, or the rest of one. */
  sendFrom(bytes: Uint8Array, length = bytes.length): void {
    for (let at = 0; at < length;) at += writeSync(this.#descriptor, bytes, at, length - at)
  }
}
