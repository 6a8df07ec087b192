import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs'
import type { Trace, TraceFrame } from '../exchange/trace.ts'

/** What a frame of a trace holds. */
export const traceKinds = { event: 0, request: 1, body: 2, cut: 3 } as const

type TraceKind = (typeof traceKinds)[keyof typeof traceKinds]

/** At the beginning of the file: how many requests of the instance, before the first of these, are not in it. */
const headBytes = 4
/** Before the payload of a frame: its length in four bytes, and its kind. */
const frameHeadBytes = 5

/** What a frame is made of. */
type NewFrame = readonly [kind: TraceKind, payload: string | Uint8Array]

/** What a frame takes besides its payload. */
export const frameOverheadBytes = frameHeadBytes

/**
 * A trace in a file that the process of the instance writes, and that outlives it: another process has it open as well, and
 * reads it once the first has ended, however that was.
 */
export class TraceFile {
  readonly #descriptor: number
  #used = headBytes
  #isFull = false

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** Bytes of its frames. */
  get used(): number {
    return this.#used - headBytes
  }

  /** Appends frames, all or none. On a full disk the trace is cut here, and has nothing more until it begins again. */
  append(...frames: readonly NewFrame[]): void {
    if (this.#isFull) return
    try {
      this.#used += write(this.#descriptor, Buffer.concat(frames.map(bytesOf)), this.#used)
    } catch {
      this.#cut()
    }
  }

  /** The frames of some places of `used`, as bytes. */
  cutOut(from: number, to: number): Buffer {
    return read(this.#descriptor, headBytes + from, to - from)
  }

  /** Begins again, with frames that were cut out. */
  restart(frames: readonly Buffer[] = [], dropped = 0): void {
    const head = Buffer.allocUnsafe(headBytes)
    head.writeUInt32LE(dropped)
    this.#isFull = false
    this.#used = headBytes
    ftruncateSync(this.#descriptor, 0)
    try {
      this.#used = write(this.#descriptor, Buffer.concat([head, ...frames]), 0)
    } catch {
      // A full disk: a file without frames is a trace as well.
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
      // Not even room for that: the trace ends here all the same.
    }
  }
}

/** What a trace file held when it was read. */
export class TraceSnapshot implements Trace {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Reads all of a file. */
  static read(descriptor: number): TraceSnapshot {
    return new TraceSnapshot(read(descriptor, 0, fstatSync(descriptor).size))
  }

  get dropped(): number {
    return this.#bytes.length < headBytes ? 0 : this.#bytes.readUInt32LE(0)
  }

  /** The frames that are whole: the last one may have been cut by the end of its process. */
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
