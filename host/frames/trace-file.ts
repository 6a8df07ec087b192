import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs'
import type { Trace, TraceFrame } from '../exchange/trace.ts'

/** Kinds of frames in a trace. */
export const traceKinds = { event: 0, request: 1, body: 2, cut: 3 } as const

type TraceKind = (typeof traceKinds)[keyof typeof traceKinds]

/** First in the file: the number of earlier requests of the instance that were left out. */
const headBytes = 4
/** The head of a frame: the payload's length in four bytes, and its kind. */
const frameHeadBytes = 5

/** The payload of a frame, in pieces. */
type NewFrame = readonly [kind: TraceKind, payload: string | Uint8Array]

/** Bytes of a frame besides its payload. */
export const frameOverheadBytes = frameHeadBytes

/**
 * A trace in a file that the guest process writes and that outlives it: the supervisor has the same file open and reads it
 * once the guest has ended, for whatever reason.
 */
export class TraceFile {
  readonly #descriptor: number
  #used = headBytes
  #isFull = false

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** Length of its frames, in bytes. */
  get used(): number {
    return this.#used - headBytes
  }

  /** Appends frames, all or none. When the disk is full the trace ends here until it begins again. */
  append(...frames: readonly NewFrame[]): void {
    if (this.#isFull) return
    try {
      this.#used += write(this.#descriptor, Buffer.concat(frames.map(bytesOf)), this.#used)
    } catch {
      this.#cut()
    }
  }

  /** The bytes of the frames in a range of the file. */
  cutOut(from: number, to: number): Buffer {
    return read(this.#descriptor, headBytes + from, to - from)
  }

  /** Begins again with frames that were read before. */
  restart(frames: readonly Buffer[] = [], dropped = 0): void {
    const head = Buffer.allocUnsafe(headBytes)
    head.writeUInt32LE(dropped)
    this.#isFull = false
    this.#used = headBytes
    ftruncateSync(this.#descriptor, 0)
    try {
      this.#used = write(this.#descriptor, Buffer.concat([head, ...frames]), 0)
    } catch {
      // The disk is full: a file without frames is a valid trace.
      this.#isFull = true
      ftruncateSync(this.#descriptor, 0)
    }
  }

  #cut(): void {
    this.#isFull = true
    ftruncateSync(this.#descriptor, this.#used)
    try {
      this.#used += write(this.#descriptor, bytesOf([traceKinds.cut, '']), this.#used)
    } catch {
      // The disk is full: the trace ends here all the same.
    }
  }
}

/** The contents of a trace file when it was read. */
export class TraceSnapshot implements Trace {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Reads a whole file. */
  static read(descriptor: number): TraceSnapshot {
    return new TraceSnapshot(read(descriptor, 0, fstatSync(descriptor).size))
  }

  get dropped(): number {
    return this.#bytes.length < headBytes ? 0 : this.#bytes.readUInt32LE(0)
  }

  /** The complete frames: the last one may be cut because its process ended. */
  *frames(): Generator<TraceFrame> {
    const bytes = this.#bytes
    for (let at = headBytes; at + frameHeadBytes <= bytes.length;) {
      const start = at + frameHeadBytes
      const next = start + bytes.readUInt32LE(at)
      if (next > bytes.length) return
      yield { kind: bytes.readUInt8(at + 4), payload: bytes.subarray(start, next) }
      at = next
    }
  }
}

function bytesOf([kind, payload]: NewFrame): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  const frame = Buffer.allocUnsafe(frameHeadBytes + bytes.length)
  frame.writeUInt32LE(bytes.length, 0)
  frame.writeUInt8(kind, 4)
  frame.set(bytes, frameHeadBytes)
  return frame
}

function write(descriptor: number, bytes: Buffer, at: number): number {
  let done = 0
  while (done < bytes.length)
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done)
  return done
}

function read(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const got = readSync(descriptor, bytes, done, length - done, at + done)
    if (got === 0) break
    done += got
  }
  return bytes.subarray(0, done)
}
