import { randomFillSync } from 'node:crypto'
import { CallError } from '../exchange/errors.ts'
import type { AnswerSink, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import {
  systemClock,
  traceValue,
  writeReply,
  type InputSource,
  type InstanceInputs,
  type InstanceWatch,
  type TraceEvent,
  type TracedRequest,
  type WatchedInputs,
} from '../exchange/trace.ts'
import { frameOverheadBytes, traceKinds, type TraceFile } from '../frames/trace-file.ts'
import { MiB } from '../exchange/limits.ts'

/** Limits of a trace, in bytes. */
export interface TraceLimits {
  /** The whole trace, unless one request needs more. */
  readonly bytes: number
  /** Calls of one callback, and its inputs from outside. */
  readonly callBytes: number
  readonly inputBytes: number
  /** Earlier requests that are kept when the trace is full. */
  readonly earlierBytes: number
}

const usualLimits: TraceLimits = {
  bytes: 16 * MiB,
  callBytes: MiB,
  inputBytes: 8 * MiB,
  earlierBytes: 4 * MiB,
}

/** Records what happens in each instance to a file that outlives this process. */
export class InstanceTrace implements InstanceWatch {
  readonly #file: TraceFile
  readonly #limits: TraceLimits
  /** Bytes left for the current callback. */
  #left = { call: 0, input: 0 }
  #isCut = false
  #startEnd: number | undefined
  /** Where the instance's requests begin in the file, and how many were dropped. */
  #requests: number[] = []
  #dropped = 0

  constructor(file: TraceFile, limits = usualLimits) {
    this.#file = file
    this.#limits = limits
  }

  /** Begins the trace of an instance; that of the one before is deleted. */
  begin(): void {
    this.#file.restart()
    this.#startEnd = undefined
    this.#requests = []
    this.#dropped = 0
    this.#allowCalls()
  }

  /** Begins the trace of a request. */
  request(traced: TracedRequest, body: Uint8Array): void {
    this.#startEnd ??= this.#file.used
    // A body in JSON would take many times its size.
    const head = JSON.stringify({ ...traced, request: { ...traced.request, body: undefined } })
    const frames = Buffer.byteLength(head) + body.length + 3 * frameOverheadBytes
    const needed = frames + this.#limits.callBytes + this.#limits.inputBytes
    if (this.#file.used + needed > this.#limits.bytes) this.#forget(this.#startEnd)
    this.#requests.push(this.#file.used)
    this.#file.append([traceKinds.request, head], [traceKinds.body, body])
    this.#allowCalls()
  }

  call(name: string, values: readonly unknown[], make: () => unknown): unknown {
    this.#add({ kind: 'call', name, values: values.map(traceValue) })
    const value = make()
    this.#add({ kind: 'return', value: traceValue(value) })
    return value
  }

  /** The environment, with everything recorded that it returns to an instance. */
  record<T extends InstanceInputs>(environment: T): T & WatchedInputs {
    const { uuid, random, ask, clock = systemClock, fillRandom = randomFillSync } = environment
    return {
      ...environment,
      watch: this,
      uuid: () => this.#recordInput('uuid', uuid(), String),
      random: () => this.#recordInput('random', random(), String),
      clock: (monotonic: boolean) => this.#recordInput('clock', clock(monotonic), String),
      ask: ask && ((call: OutboundCall) => this.#recordReply(ask(call))),
      fillRandom: (bytes: Uint8Array) => {
        fillRandom(bytes)
        this.#recordInput('bytes', bytes, (value) => Buffer.from(value).toString('base64'))
      },
    }
  }

  /** The sink; records when the client has left. */
  sink(sink: AnswerSink): AnswerSink {
    return {
      begin: (head) => sink.begin(head),
      write: (bytes) => {
        try {
          sink.write(bytes)
        } catch (error) {
          if (error instanceof CallError) this.#recordInput('clientLeft', error.message, String)
          throw error
        }
      },
    }
  }

  /** A reply that is too large is not converted to text. */
  #recordReply(reply: OutboundReply): OutboundReply {
    if (reply.kind === 'answered' && reply.body.length > this.#left.input) this.#cut()
    return this.#recordInput('outside', reply, writeReply)
  }

  #recordInput<T>(source: InputSource, value: T, write: (value: T) => string): T {
    if (this.#isCut) return value
    this.#add({ kind: 'input', source, value: write(value) })
    return value
  }

  #add(event: TraceEvent): void {
    if (this.#isCut) return
    const text = JSON.stringify(event)
    const kind = event.kind === 'input' ? 'input' : 'call'
    this.#left[kind] -= Buffer.byteLength(text) + frameOverheadBytes
    if (this.#left[kind] >= 0) this.#file.append([traceKinds.event, text])
    else this.#cut()
  }

  #cut(): void {
    if (this.#isCut) return
    this.#isCut = true
    this.#file.append([traceKinds.cut, ''])
  }

  #allowCalls(): void {
    this.#isCut = false
    const { callBytes, inputBytes } = this.#limits
    this.#left = { call: callBytes, input: inputBytes }
  }

  /** Drops all but the instance's start and its latest requests. */
  #forget(startEnd: number): void {
    const end = this.#file.used
    const found = this.#requests.findIndex((at) => end - at <= this.#limits.earlierBytes)
    const kept = found === -1 ? this.#requests.length : found
    const from = this.#requests[kept] ?? end
    this.#dropped += kept
    const frames = [this.#file.cutOut(0, startEnd), this.#file.cutOut(from, end)]
    this.#file.restart(frames, this.#dropped)
    const moved = from - startEnd
    this.#requests = this.#requests.slice(kept).map((at) => at - moved)
  }
}
