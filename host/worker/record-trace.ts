import { randomFillSync } from 'node:crypto'
import { CallError } from '../exchange/errors.ts'
import type { AnswerSink, OutsideCall, OutsideReply } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import {
  systemClock,
  traceValue,
  writeReply,
  type InputSource,
  type InstanceInputs,
  type InstanceWatch,
  type TraceEvent,
  type WatchedInputs,
} from '../exchange/trace.ts'
import { frameKinds, frameOverheadBytes, TraceMemory } from '../exchange/trace-memory.ts'

const MiB = 1024 * 1024

/** What bounds a trace. */
export interface TraceLimits {
  /** All of it, unless one request needs more. */
  readonly bytes: number
  /** The calls of one callback, and what it got from outside. */
  readonly callBytes: number
  readonly inputBytes: number
  /** The requests before it that are kept when the room is used up. */
  readonly earlierBytes: number
}

const usualLimits: TraceLimits = {
  bytes: 16 * MiB,
  callBytes: MiB,
  inputBytes: 8 * MiB,
  earlierBytes: 4 * MiB,
}

/** Memories that are kept for later. */
const formerKept = 2

/** A request as a trace keeps it. */
export interface TracedRequest {
  readonly request: Omit<Request, 'body'>
  readonly route: number
  readonly groups: readonly string[]
}

/**
 * What happens in one instance after the other, written where the main thread finds it when this thread is killed. Each
 * memory that it begins goes to `share`; the one before is left as it is.
 */
export class InstanceTrace implements InstanceWatch {
  readonly #share: (memory: SharedArrayBuffer) => void
  readonly #limits: TraceLimits
  #memory = new TraceMemory(0)
  /** Those before it, for when the main thread has released them. */
  #former: TraceMemory[] = []
  /** Bytes that the callback may still take. */
  #left = { call: 0, input: 0 }
  #isCut = false
  #startEnd: number | undefined
  /** Where the requests of the instance begin in the memory. */
  #requests: number[] = []

  constructor(share: (memory: SharedArrayBuffer) => void, limits = usualLimits) {
    this.#share = share
    this.#limits = limits
  }

  /** An instance is about to be made. */
  begin(): void {
    this.#use(this.#take(this.#limits.bytes))
    this.#startEnd = undefined
    this.#requests = []
    this.#allowCalls()
  }

  /** A request is about to be answered. */
  request(traced: TracedRequest, body: Uint8Array): void {
    this.#startEnd ??= this.#memory.used
    // A body in JSON would take many times its size, and with it all that the thread may have.
    const head = JSON.stringify({ ...traced, request: { ...traced.request, body: undefined } })
    const frames = Buffer.byteLength(head) + body.length + 3 * frameOverheadBytes
    const needed = frames + this.#limits.callBytes + this.#limits.inputBytes
    if (this.#memory.used + needed > this.#memory.size) this.#renew(this.#startEnd, needed)
    this.#requests.push(this.#memory.used)
    this.#memory.append(frameKinds.request, head)
    this.#memory.append(frameKinds.body, body)
    this.#allowCalls()
  }

  call(name: string, values: readonly unknown[], make: () => unknown): unknown {
    this.#add({ kind: 'call', name, values: values.map(traceValue) })
    const value = make()
    this.#add({ kind: 'return', value: traceValue(value) })
    return value
  }

  /** The environment with what it gives to an instance noted down. */
  record<T extends InstanceInputs>(environment: T): T & WatchedInputs {
    const { uuid, random, ask, clock = systemClock, fillRandom = randomFillSync } = environment
    return {
      ...environment,
      watch: this,
      uuid: () => this.#noted('uuid', uuid(), String),
      random: () => this.#noted('random', random(), String),
      clock: (monotonic: boolean) => this.#noted('clock', clock(monotonic), String),
      ask: ask && ((call: OutsideCall) => this.#notedReply(ask(call))),
      fillRandom: (bytes: Uint8Array) => {
        fillRandom(bytes)
        this.#noted('bytes', bytes, (value) => Buffer.from(value).toString('base64'))
      },
    }
  }

  /** The sink, with it noted when the client turns out to have left. */
  sink(sink: AnswerSink): AnswerSink {
    return {
      begin: (head) => sink.begin(head),
      write: (bytes) => {
        try {
          sink.write(bytes)
        } catch (error) {
          if (error instanceof CallError) this.#noted('clientLeft', error.message, String)
          throw error
        }
      },
    }
  }

  /** A large reply is not even written as text. */
  #notedReply(reply: OutsideReply): OutsideReply {
    if (reply.kind === 'answered' && reply.body.length > this.#left.input) this.#cut()
    return this.#noted('outside', reply, writeReply)
  }

  #noted<T>(source: InputSource, value: T, write: (value: T) => string): T {
    if (this.#isCut) return value
    this.#add({ kind: 'input', source, value: write(value) })
    return value
  }

  #add(event: TraceEvent): void {
    if (this.#isCut) return
    const text = JSON.stringify(event)
    const kind = event.kind === 'input' ? 'input' : 'call'
    this.#left[kind] -= Buffer.byteLength(text) + frameOverheadBytes
    if (this.#left[kind] >= 0 && this.#memory.append(frameKinds.event, text)) return
    this.#cut()
  }

  #cut(): void {
    if (this.#isCut) return
    this.#isCut = true
    this.#memory.append(frameKinds.cut, '')
  }

  #allowCalls(): void {
    this.#isCut = false
    const { callBytes, inputBytes } = this.#limits
    this.#left = { call: callBytes, input: inputBytes }
  }

  /** Goes on in a new memory, with how the instance started and its latest requests. */
  #renew(startEnd: number, needed: number): void {
    const before = this.#memory
    const end = before.used
    const { bytes, earlierBytes } = this.#limits
    const kept = this.#requests.findIndex((at) => end - at <= earlierBytes)
    const from = kept === -1 ? end : (this.#requests[kept] ?? end)
    const size = Math.max(bytes, startEnd + end - from + needed)
    const memory = this.#take(size)
    memory.copy(before, 0, startEnd)
    memory.copy(before, from, end)
    memory.noteDropped(before.dropped + (kept === -1 ? this.#requests.length : kept))
    const moved = from - startEnd
    this.#requests = kept === -1 ? [] : this.#requests.slice(kept).map((at) => at - moved)
    this.#use(memory)
  }

  /** Garbage of this kind puts no pressure on V8: it would be collected gigabytes too late. */
  #take(size: number): TraceMemory {
    const memory = this.#former.find((former) => former.isReleased && former.size >= size)
    if (memory === undefined) return new TraceMemory(size)
    this.#former = this.#former.filter((former) => former !== memory)
    memory.clear()
    return memory
  }

  #use(memory: TraceMemory): void {
    this.#former = [this.#memory, ...this.#former].slice(0, formerKept)
    this.#memory = memory
    this.#share(memory.memory)
  }
}
