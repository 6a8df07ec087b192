import { setTimeout as sleep } from 'node:timers/promises'
import type { TransferListItem, Worker } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { LogLevel, Outside } from '../exchange/ports.ts'
import type { PluginDescription, Route } from '../exchange/registrations.ts'
import { TraceMemory } from '../exchange/trace-memory.ts'
import { CallGate } from './call-gate.ts'
import { Deadline } from './deadline.ts'
import { asMessage, Doorbell } from './doorbell.ts'
import { Flights, type Flight, type Job } from './flights.ts'
import { GuestName, type ClaimName } from './guest-name.ts'
import type { FromThread, InstanceSettings, PluginSource, ToThread } from './messages.ts'
import { StreamRelay, type StreamMessage } from './stream-relay.ts'
import { SyncCalls, type CallMessage } from './sync-call.ts'

/** What a worker tells the pool. */
export interface GuestWorkerEvents {
  /** There is room for another request. */
  onRoom(): void
  /** The thread is gone, or its plugin does not start again. `unstarted` have not touched the plugin. */
  onEnd(unstarted: readonly Job[], hasBegun: boolean): void
  onLog(level: LogLevel, message: string, request: string | undefined): void
  /** The times of a plugin with that name; absent: those that it was started with. */
  timesOf?(name: ByteString): Times
  /** A request ended the instance, or was ended with it. Only told where a trace is kept. */
  onFailure(failure: RequestFailure): void
}

/** A request that failed, and what its instance did up to then. */
export interface RequestFailure {
  readonly kind: 'trap' | 'deadline' | 'thread'
  readonly message: string
  readonly request: string
  /** The memory of `TraceMemory`; nobody writes it until it is released. */
  readonly trace: SharedArrayBuffer
}

export interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** How long a short answer may wait behind a slow callback of its batch. */
const longestWaitMs = 5

/** How long the end of a thread is waited for. */
const endMs = 1000

/** One thread with one plugin: requests go in, answers come out in order, and a deadline kills. */
export class GuestWorker {
  readonly #thread: Worker
  readonly #gate = new CallGate()
  readonly #bell = new Doorbell()
  #times: Times
  readonly #deadline = new Deadline(() => this.#expire())
  readonly #events: GuestWorkerEvents
  readonly #flights = new Flights()
  #willSend = false
  #lookout: NodeJS.Timeout | undefined
  #isStarting = false
  #isOver = false
  #routes: readonly Route[] | undefined
  #loading: { resolve(loaded: Loaded): void; reject(error: Error): void } | undefined
  #finalized: (() => void) | undefined
  readonly #calls: SyncCalls
  readonly #streams = new StreamRelay(this.#gate)
  #name = this.#nameOf(undefined)
  #maxAnswerBytes = 0
  #trace: SharedArrayBuffer | undefined

  /** Owns the thread from here on. */
  constructor(thread: Worker, times: Times, events: GuestWorkerEvents, outside?: Outside) {
    this.#thread = thread
    this.#calls = new SyncCalls(outside)
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

  /** Whether a request may be sent; `most` may be under way. */
  hasRoomFor(job: Job, most: number): boolean {
    return !this.#isOver && this.#flights.hasRoomFor(job, most)
  }

  /** Loads the plugin and initialises it. Rejects with `PluginLoadError`; the worker is over then. */
  start({ source, codecs, settings, routes, name, claimName }: StartOptions): Promise<Loaded> {
    this.#routes = routes
    this.#name = this.#nameOf(name, claimName)
    this.#isStarting = true
    this.#maxAnswerBytes = settings.maxAnswerBytes
    this.#begin()
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject }
      const replies = this.#calls.wire
      const gate = this.#gate.memory
      const bell = this.#bell.memory
      const { pages } = this.#flights
      this.#post({ kind: 'load', source, codecs, settings, gate, bell, pages, replies }, [
        replies.port,
      ])
    })
  }

  send(job: Job): void {
    const { ordinal } = this.#flights.add(job)
    if (this.#flights.length === 1 && !this.#isStarting) this.#begin()
    job.client.onLeave?.(() => this.#gate.leave(ordinal))
    job.client.onDoubt?.(() => {
      if (this.#flights.head?.ordinal !== ordinal) this.#gate.leave(ordinal)
    })
    this.#sendSoon()
  }

  #sendSoon(): void {
    if (!this.#flights.hasFreePlace || this.#willSend) return
    this.#willSend = true
    setImmediate(() => this.#sendBatch())
  }

  #sendBatch(): void {
    this.#willSend = false
    if (this.#isOver) return
    this.#flights.dropAbandoned()
    if (this.#flights.length === 0) this.#begin()
    const batch = this.#flights.nextBatch()
    if (batch === undefined) return this.#events.onRoom()
    if (batch.kind === 'message') this.#post(batch.message, batch.transfer)
    if (!this.#bell.ring(batch.kind === 'message' ? asMessage : batch.place))
      this.#post({ kind: 'look' })
    if (this.#flights.underWay > 1) this.#lookOut()
  }

  /** Nobody tells of an answer that waits behind a slow callback, so it is looked for. */
  #lookOut(): void {
    this.#lookout ??= setTimeout(() => {
      this.#lookout = undefined
      this.#readPage()
      if (this.#flights.underWay > 0) this.#lookOut()
    }, longestWaitMs)
  }

  /** Runs `OrthancPluginFinalize`, if that ends within the time, and ends the thread. What still runs is cut. */
  async close(withinMs: number): Promise<void> {
    if (!this.#isOver) await this.#finalize(withinMs)
    this.#isOver = true
    this.#calls.stop()
    this.#deadline.stop()
    clearTimeout(this.#lookout)
    const { head } = this.#flights
    if (head !== undefined)
      this.#events.onLog('warning', 'stopped while it answered a request', head.job.request.id)
    const stopped = errorAnswer(errorCodes.Plugin, { status: 503, details: 'the server stops' })
    for (const { job, isStreamed } of this.#flights.takeAll())
      job.settle(isStreamed ? { kind: 'streamed', complete: false } : stopped)
    // One that cannot be ended at once does not hold up the others.
    await Promise.race([this.#thread.terminate(), sleep(endMs, undefined, { ref: false })])
  }

  #finalize(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        // Of a request that still runs there is a line of its own.
        if (this.#flights.head === undefined)
          this.#events.onLog('warning', finalizeLate(withinMs), undefined)
        resolve()
      }, withinMs)
      this.#finalized = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#thread.once('exit', this.#finalized)
      this.#post({ kind: 'finalize' })
      this.#bell.dismiss()
    })
  }

  #post(message: ToThread, transfer: readonly TransferListItem[] = []): void {
    this.#thread.postMessage(message, transfer)
  }

  #receive(message: FromThread): void {
    if (this.#isOver) return
    // What comes as a message comes behind what was put on the page before.
    this.#readPage()
    switch (message.kind) {
      case 'started':
      case 'answers':
        return
      case 'loaded':
        return void this.#loaded(message)
      case 'refused':
        return this.#end(message.reasons.join('; '), message.reasons)
      case 'trace':
        this.#releaseTrace()
        this.#trace = message.memory
        return
      case 'answer':
        return this.#answered(message)
      case 'streamBegin':
      case 'streamPart':
        return this.#streamed(message)
      case 'log':
        return this.#events.onLog(message.level, message.message, message.request)
      case 'named':
        return this.#named(message.name)
      case 'call':
        return void this.#called(message)
      case 'finalized':
        return this.#finalized?.()
    }
  }

  #nameOf(known: ByteString | undefined, claim?: ClaimName): GuestName {
    return new GuestName(known, claim, (reason) => this.#end(reason))
  }

  #named(name: ByteString): void {
    this.#name.give(name)
    const own = this.#events.timesOf?.(name)
    if (own === undefined || this.#isOver) return
    this.#times = own
    this.#begin()
  }

  /** Waits until it is known whether the name is its own: that depends on others, and takes nothing of its time. */
  async #nameSettles(): Promise<void> {
    this.#deadline.rest()
    await this.#name.settling
    if (!this.#isOver) this.#begin()
  }

  async #loaded({ compiled, description }: Loaded): Promise<void> {
    if (this.#name.settling !== undefined) await this.#nameSettles()
    if (this.#isOver) return
    this.#routes ??= description.routes
    if (!areSame(this.#routes, description.routes))
      return this.#end('it registered other routes than at first')
    this.#isStarting = false
    this.#begin()
    this.#loading?.resolve({ compiled, description })
    this.#loading = undefined
    this.#events.onRoom()
  }

  /** Takes the short answers that are there. */
  #readPage(): void {
    const flights = this.#flights
    const before = flights.underWay
    for (let some = flights.nextOnPage(); some !== undefined; some = flights.nextOnPage())
      flights.settle(some)
    if (flights.underWay < before) this.#goOn()
  }

  /** After some answers: the time of the next one begins, and the next batch may go. */
  #goOn(): void {
    this.#begin()
    if (this.#flights.length > 0) this.#sendSoon()
    this.#events.onRoom()
  }

  #answered({ answer, body, death }: Extract<FromThread, { kind: 'answer' }>): void {
    const flight = this.#flights.settle(answer)
    if (body !== undefined) flight?.job.client.takeBack?.(body)
    this.#isStarting = death !== undefined
    if (death !== undefined) {
      this.#events.onLog('error', death, flight?.job.request.id)
      this.#tellFailure('trap', death, flight)
    }
    this.#goOn()
  }

  #streamed(message: StreamMessage): void {
    const { head } = this.#flights
    if (head !== undefined) this.#streams.pass(message, head)
  }

  #tellFailure(kind: RequestFailure['kind'], message: string, flight: Flight | undefined): void {
    const trace = this.#trace
    if (trace === undefined || flight === undefined) return
    this.#trace = undefined
    this.#events.onFailure({ kind, message, request: flight.job.request.id, trace })
  }

  /** What the instance does is written elsewhere from here on. */
  #releaseTrace(): void {
    if (this.#trace !== undefined) new TraceMemory(this.#trace).release()
  }

  /** The guest calls from the request that it is at, or while it starts or stops. */
  async #called(message: CallMessage): Promise<void> {
    if (this.#name.settling !== undefined) await this.#nameSettles()
    const job = this.#isStarting ? undefined : this.#flights.head?.job
    await this.#calls.answer(message, {
      plugin: this.#name.value,
      request: job?.request.id,
      maxAnswerBytes: this.#maxAnswerBytes,
      client: job?.client.signal,
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
    this.#readPage()
    const { head } = this.#flights
    if (!this.#isStarting && head === undefined) return 'wait'
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
    this.#readPage()
    this.#isOver = true
    this.#calls.stop()
    this.#deadline.stop()
    clearTimeout(this.#lookout)
    const unstarted: Job[] = []
    const { head } = this.#flights
    const request = head?.job.request.id
    const wasRunning = !this.#isStarting && head?.ordinal === this.#gate.started
    const lost = answer ?? errorAnswer(errorCodes.Plugin, { details: reason })
    for (const { job, ordinal, isTransferred, isStreamed } of this.#flights.takeAll()) {
      if (ordinal > this.#gate.started && !isTransferred) unstarted.push(job)
      else job.settle(isStreamed ? { kind: 'streamed', complete: false } : lost)
    }
    const wasLoading = this.#loading !== undefined
    this.#loading?.reject(new PluginLoadError(reasons))
    this.#loading = undefined
    if (!wasLoading) {
      this.#events.onLog('error', `${reason}; another worker takes over`, request)
      this.#events.onEnd(unstarted, this.#gate.started > 0)
    }
    void this.#thread.terminate().then(() => {
      const kind = answer === undefined ? 'thread' : 'deadline'
      if (wasRunning) this.#tellFailure(kind, reason, head)
    })
  }
}

function finalizeLate(withinMs: number): string {
  return `OrthancPluginFinalize did not end in what was left of DrainMs (${Math.round(withinMs)} ms)`
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
  /** The name that it gave before; `undefined` where it was not asked yet. */
  readonly name: ByteString | undefined
  readonly claimName: ClaimName | undefined
}

/** A plugin that has started. */
export interface Loaded {
  readonly compiled: CompiledPlugin
  readonly description: PluginDescription
}
