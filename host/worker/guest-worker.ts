import type { Worker } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { Client, LogLevel } from '../exchange/ports.ts'
import type { PluginDescription, Route } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import { CallGate } from './call-gate.ts'
import { Deadline } from './deadline.ts'
import type { FromThread, InstanceSettings, PluginSource, ThreadJob, ToThread } from './messages.ts'

/** A request that waits for its answer. */
export interface Job {
  readonly request: Request
  readonly route: number
  readonly groups: readonly ByteString[]
  readonly client: Client
  readonly settle: (answer: Answer | Passed) => void
}

interface Flight {
  readonly job: Job
  readonly ordinal: number
  /** Its body was handed over, so it cannot be sent to another thread any more. */
  readonly isTransferred: boolean
  isStreamed: boolean
}

/** What a worker tells the pool. */
export interface GuestWorkerEvents {
  /** There is room for another request. */
  onRoom(): void
  /** The thread is gone, or its plugin does not start again. `unstarted` have not touched the plugin. */
  onEnd(unstarted: readonly Job[]): void
  onLog(level: LogLevel, message: string, request: string | undefined): void
}

interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** From this size on a body is handed over to the thread; smaller ones are copied. */
const transferredBytes = 64 * 1024

/** One thread with one plugin: requests go in, answers come out in order, and a deadline kills. */
export class GuestWorker {
  readonly #thread: Worker
  readonly #gate = new CallGate()
  readonly #times: Times
  readonly #deadline = new Deadline(() => this.#expire())
  readonly #events: GuestWorkerEvents
  readonly #flights: Flight[] = []
  readonly #outbox: ThreadJob[] = []
  #lastOrdinal = 0
  #isStarting = false
  #isOver = false
  #routes: readonly Route[] | undefined
  #loading: { resolve(loaded: Loaded): void; reject(error: Error): void } | undefined
  #finalized: (() => void) | undefined

  /** Owns the thread from here on. */
  constructor(thread: Worker, times: Times, events: GuestWorkerEvents) {
    this.#thread = thread
    this.#times = times
    this.#events = events
    thread.on('message', (message: FromThread) => this.#receive(message))
    thread.on('error', (error) => this.#end(`its thread failed: ${error.message}`))
    thread.on('exit', () => this.#end('its thread ended'))
  }

  /** Requests under way. */
  get load(): number {
    return this.#flights.length
  }

  /** Whether a request may be sent: some wait in the thread for their turn, but not with a large body. */
  hasRoomFor({ request }: Job, window: number): boolean {
    const most = request.body.length >= transferredBytes ? 1 : window
    return !this.#isOver && this.#flights.length < most
  }

  /** Loads the plugin and initialises it. Rejects with `PluginLoadError`; the worker is over then. */
  start({ source, codecs, settings, routes }: StartOptions): Promise<Loaded> {
    this.#routes = routes
    this.#isStarting = true
    this.#begin()
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject }
      this.#post({ kind: 'load', source, codecs, settings, gate: this.#gate.memory })
    })
  }

  send(job: Job): void {
    const ordinal = ++this.#lastOrdinal
    const { request, route, groups } = job
    const isTransferred = request.body.length >= transferredBytes
    this.#flights.push({ job, ordinal, isTransferred, isStreamed: false })
    if (this.#flights.length === 1 && !this.#isStarting) this.#begin()
    const { body, ...head } = request
    const sent = body.length === 0 ? head : request
    this.#outbox.push({ ordinal, request: sent, route, groups })
    if (this.#outbox.length === 1) setImmediate(() => this.#flush())
  }

  /** What came in together goes over together. */
  #flush(): void {
    if (this.#isOver) return
    const jobs = this.#outbox.splice(0)
    const bodies = jobs.flatMap(({ request }) => request.body ?? [])
    const transfer = bodies.filter(({ length }) => length >= transferredBytes)
    this.#post(
      { kind: 'requests', jobs },
      transfer.map(({ buffer }) => buffer),
    )
  }

  /** Runs `OrthancPluginFinalize`, if that ends within the time, and ends the thread. What still runs is cut. */
  async close(withinMs: number): Promise<void> {
    if (!this.#isOver) await this.#finalize(withinMs)
    this.#isOver = true
    this.#deadline.stop()
    const [head] = this.#flights
    if (head !== undefined)
      this.#events.onLog('warning', 'stopped while it answered a request', head.job.request.id)
    const stopped = errorAnswer(errorCodes.Plugin, { status: 503, details: 'the server stops' })
    for (const { job, isStreamed } of this.#flights.splice(0))
      job.settle(isStreamed ? { kind: 'streamed', complete: false } : stopped)
    await this.#thread.terminate()
  }

  #finalize(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs)
      this.#finalized = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#thread.once('exit', this.#finalized)
      this.#post({ kind: 'finalize' })
    })
  }

  #post(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.#thread.postMessage(message, transfer)
  }

  #receive(message: FromThread): void {
    if (this.#isOver) return
    switch (message.kind) {
      case 'started':
        return
      case 'loaded':
        return this.#loaded(message)
      case 'refused':
        return this.#end(message.reasons.join('; '), message.reasons)
      case 'answer':
        return this.#answered(message)
      case 'streamBegin':
      case 'streamPart':
        return this.#streamed(message)
      case 'log':
        return this.#events.onLog(message.level, message.message, message.request)
      case 'finalized':
        return this.#finalized?.()
    }
  }

  #loaded({ compiled, description }: Loaded): void {
    this.#routes ??= description.routes
    if (!areSame(this.#routes, description.routes))
      return this.#end('it registered other routes than at first')
    this.#isStarting = false
    this.#begin()
    this.#loading?.resolve({ compiled, description })
    this.#loading = undefined
    this.#events.onRoom()
  }

  #answered({ answer, death }: Extract<FromThread, { kind: 'answer' }>): void {
    const flight = this.#flights.shift()
    this.#isStarting = death !== undefined
    this.#begin()
    if (death !== undefined) this.#events.onLog('error', death, flight?.job.request.id)
    flight?.job.settle(answer)
    this.#events.onRoom()
  }

  #streamed(message: Extract<FromThread, { kind: 'streamBegin' | 'streamPart' }>): void {
    const [flight] = this.#flights
    if (flight === undefined) return
    const { target } = flight.job.client
    if (message.kind === 'streamBegin') {
      flight.isStreamed = true
      target.begin(message.head)
      return
    }
    const { length } = message.bytes
    target.write(message.bytes, (open) => {
      if (open) this.#gate.take(length)
      else this.#gate.leave(flight.ordinal)
    })
  }

  /** Begins the time of what runs now. */
  #begin(): void {
    const { timeoutMs, initializeTimeoutMs } = this.#times
    if (this.#isStarting) this.#deadline.begin(initializeTimeoutMs)
    else if (this.#flights.length > 0) this.#deadline.begin(timeoutMs)
    else this.#deadline.rest()
  }

  #expire(): 'expired' | 'wait' {
    const [head] = this.#flights
    // The thread is at a later request: the answer of this one is on its way.
    if (!this.#isStarting && head?.ordinal !== this.#gate.started) return 'wait'
    const { timeoutMs, initializeTimeoutMs } = this.#times
    const reason = this.#isStarting
      ? `it did not start within ${initializeTimeoutMs} ms (load and OrthancPluginInitialize)`
      : `a callback did not end within ${timeoutMs} ms`
    const timedOut = errorAnswer(errorCodes.Timeout, { status: 504, details: reason })
    this.#end(reason, [reason], timedOut)
    return 'expired'
  }

  /** Ends the worker: what it was at gets `answer`, what it had not begun goes back, and the thread is killed last. */
  #end(reason: string, reasons: readonly string[] = [reason], answer?: Answer): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#deadline.stop()
    const unstarted: Job[] = []
    const request = this.#flights[0]?.job.request.id
    const lost = answer ?? errorAnswer(errorCodes.Plugin, { details: reason })
    for (const { job, ordinal, isTransferred, isStreamed } of this.#flights.splice(0)) {
      if (ordinal > this.#gate.started && !isTransferred) unstarted.push(job)
      else job.settle(isStreamed ? { kind: 'streamed', complete: false } : lost)
    }
    const wasLoading = this.#loading !== undefined
    this.#loading?.reject(new PluginLoadError(reasons))
    this.#loading = undefined
    if (!wasLoading) {
      this.#events.onLog('error', `${reason}; another worker takes over`, request)
      this.#events.onEnd(unstarted)
    }
    void this.#thread.terminate()
  }
}

/** Whether a position means the same route in both. */
function areSame(routes: readonly Route[], others: readonly Route[]): boolean {
  return (
    routes.length === others.length &&
    routes.every(({ pattern }, i) => pattern === others[i]?.pattern)
  )
}

/** What a worker is started with. */
interface StartOptions {
  readonly source: PluginSource
  readonly codecs: WebAssembly.Module
  readonly settings: InstanceSettings
  /** The routes that the route table was made from; `undefined` for the first worker, which tells them. */
  readonly routes: readonly Route[] | undefined
}

/** A plugin that has started. */
export interface Loaded {
  readonly compiled: CompiledPlugin
  readonly description: PluginDescription
}
