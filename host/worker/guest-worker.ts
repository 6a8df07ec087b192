import type { TransferListItem, Worker } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { Client, LogLevel, Outside } from '../exchange/ports.ts'
import type { PluginDescription, Route } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import { AnswerPage } from './answer-page.ts'
import { CallGate } from './call-gate.ts'
import { Deadline } from './deadline.ts'
import type { FromThread, InstanceSettings, PluginSource, ThreadJob, ToThread } from './messages.ts'
import { SyncCalls, type CallMessage } from './sync-call.ts'

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
  isTransferred: boolean
  isStreamed: boolean
}

/** What a worker tells the pool. */
export interface GuestWorkerEvents {
  /** There is room for another request. */
  onRoom(): void
  /** The thread is gone, or its plugin does not start again. `unstarted` have not touched the plugin. */
  onEnd(unstarted: readonly Job[], hasBegun: boolean): void
  onLog(level: LogLevel, message: string, request: string | undefined): void
  /** A request ended the instance, or was ended with it. Only told where a trace is kept. */
  onFailure(failure: RequestFailure): void
}

/** Requests that went over together. */
interface Batch {
  /** The place of the page that their short answers come back on. */
  readonly page: number
  /** How many have no answer yet. */
  left: number
}

/** A request that failed, and what its instance did up to then. */
export interface RequestFailure {
  readonly kind: 'trap' | 'deadline' | 'thread'
  readonly message: string
  readonly request: string
  /** The memory of `TraceMemory`; nobody writes it any more. */
  readonly trace: SharedArrayBuffer
}

interface Times {
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
}

/** From this size on a body is handed over to the thread; smaller ones are copied. */
const transferredBytes = 64 * 1024

/** How long a short answer may wait behind a slow callback of its batch. */
const longestWaitMs = 5

/** Of answers larger than that one is made at a time. */
const largeAnswerBytes = 1024 * 1024
/** Requests at a time, before the first answer, and after some small ones. */
const firstWindow = 4
const largestWindow = 64

/** One thread with one plugin: requests go in, answers come out in order, and a deadline kills. */
export class GuestWorker {
  readonly #thread: Worker
  readonly #gate = new CallGate()
  readonly #pages = [new AnswerPage(), new AnswerPage()]
  readonly #times: Times
  readonly #deadline = new Deadline(() => this.#expire())
  readonly #events: GuestWorkerEvents
  readonly #flights: Flight[] = []
  /** Those that were sent: the first flights, in order. The others wait for a page that is free. */
  readonly #batches: Batch[] = []
  readonly #freePages = [...this.#pages.keys()]
  #willSend = false
  #lookout: NodeJS.Timeout | undefined
  #lastOrdinal = 0
  /** Requests that it may have at a time, by what its answers were like. */
  #window = firstWindow
  #isStarting = false
  #isOver = false
  #routes: readonly Route[] | undefined
  #loading: { resolve(loaded: Loaded): void; reject(error: Error): void } | undefined
  #finalized: (() => void) | undefined
  readonly #calls: SyncCalls
  #name: ByteString = ''
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

  /**
   * Whether a request may be sent: some wait in the thread for their turn, but not with a large body, nor where answers are
   * large: they would all be there before their clients have taken the first.
   */
  hasRoomFor({ request }: Job, window: number): boolean {
    const most = request.body.length >= transferredBytes ? 1 : Math.min(window, this.#window)
    return !this.#isOver && this.#flights.length < most
  }

  /** Loads the plugin and initialises it. Rejects with `PluginLoadError`; the worker is over then. */
  start({ source, codecs, settings, routes }: StartOptions): Promise<Loaded> {
    this.#routes = routes
    this.#isStarting = true
    this.#maxAnswerBytes = settings.maxAnswerBytes
    this.#begin()
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject }
      const replies = this.#calls.wire
      const gate = this.#gate.memory
      const pages = this.#pages.map(({ memory }) => memory)
      this.#post({ kind: 'load', source, codecs, settings, gate, pages, replies }, [replies.port])
    })
  }

  send(job: Job): void {
    const ordinal = ++this.#lastOrdinal
    this.#flights.push({ job, ordinal, isTransferred: false, isStreamed: false })
    if (this.#flights.length === 1 && !this.#isStarting) this.#begin()
    job.client.onLeave?.(() => this.#gate.leave(ordinal))
    this.#sendSoon()
  }

  /**
   * What came in together goes over together. Two batches are under way, so that the thread need not wait for the next one;
   * what comes meanwhile makes the third.
   */
  #sendSoon(): void {
    if (this.#freePages.length === 0 || this.#willSend) return
    this.#willSend = true
    setImmediate(() => this.#sendBatch())
  }

  #sendBatch(): void {
    this.#willSend = false
    if (this.#isOver) return
    this.#dropAbandoned()
    const waiting = this.#flights.slice(this.#underWay)
    const page = waiting.length === 0 ? undefined : this.#freePages.shift()
    if (page === undefined) return this.#events.onRoom()
    this.#batches.push({ page, left: waiting.length })
    this.#pages[page]?.clear()
    const transfer = handOver(waiting)
    this.#post({ kind: 'requests', page, jobs: waiting.map(threadJob) }, transfer)
    if (this.#underWay > 1) this.#lookOut()
  }

  /** Requests that were sent and have no answer yet. */
  get #underWay(): number {
    return this.#batches.reduce((sum, { left }) => sum + left, 0)
  }

  /** Requests that wait, and whose clients have left, need no answer. */
  #dropAbandoned(): void {
    if (!this.#flights.some(({ job }) => job.client.hasLeft)) return
    for (const flight of this.#flights.splice(this.#underWay))
      if (flight.job.client.hasLeft) flight.job.settle({ kind: 'nothing' })
      else this.#flights.push(flight)
    if (this.#flights.length === 0) this.#begin()
  }

  /** Nobody tells of an answer that waits behind a slow callback, so it is looked for. */
  #lookOut(): void {
    this.#lookout ??= setTimeout(() => {
      this.#lookout = undefined
      this.#readPage()
      if (this.#underWay > 0) this.#lookOut()
    }, longestWaitMs)
  }

  /** Runs `OrthancPluginFinalize`, if that ends within the time, and ends the thread. What still runs is cut. */
  async close(withinMs: number): Promise<void> {
    if (!this.#isOver) await this.#finalize(withinMs)
    this.#isOver = true
    this.#calls.stop()
    this.#deadline.stop()
    clearTimeout(this.#lookout)
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

  #post(message: ToThread, transfer: TransferListItem[] = []): void {
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
        return this.#loaded(message)
      case 'refused':
        return this.#end(message.reasons.join('; '), message.reasons)
      case 'trace':
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
        this.#name = message.name
        return
      case 'call':
        return this.#called(message)
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

  /** Takes the short answers that are there. */
  #readPage(): void {
    const before = this.#underWay
    for (let some = this.#nextOnPage(); some !== undefined; some = this.#nextOnPage())
      this.#settle(some)
    if (this.#underWay < before) this.#goOn()
  }

  #nextOnPage(): Answer | undefined {
    const [head] = this.#flights
    const [batch] = this.#batches
    return head && batch && this.#pages[batch.page]?.read(head.ordinal)
  }

  #settle(answer: Answer): Flight | undefined {
    const flight = this.#flights.shift()
    const isLarge = answer.kind === 'complete' && answer.body.length > largeAnswerBytes
    this.#window = isLarge ? 1 : Math.min(largestWindow, this.#window * 2)
    const [batch] = this.#batches
    if (batch !== undefined && --batch.left === 0) {
      this.#batches.shift()
      this.#freePages.push(batch.page)
    }
    flight?.job.settle(answer)
    return flight
  }

  /** After some answers: the time of the next one begins, and the next batch may go. */
  #goOn(): void {
    this.#begin()
    if (this.#flights.length > 0) this.#sendSoon()
    this.#events.onRoom()
  }

  #answered({ answer, death }: Extract<FromThread, { kind: 'answer' }>): void {
    const flight = this.#settle(answer)
    this.#isStarting = death !== undefined
    if (death !== undefined) {
      this.#events.onLog('error', death, flight?.job.request.id)
      this.#tellFailure('trap', death, flight)
    }
    this.#goOn()
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

  #tellFailure(kind: RequestFailure['kind'], message: string, flight: Flight | undefined): void {
    const trace = this.#trace
    if (trace === undefined || flight === undefined) return
    this.#events.onFailure({ kind, message, request: flight.job.request.id, trace })
  }

  /** The guest calls from the request that it is at, or while it starts or stops. */
  #called(message: CallMessage): void {
    const job = this.#isStarting ? undefined : this.#flights[0]?.job
    void this.#calls.answer(message, {
      plugin: this.#name,
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
    const [head] = this.#flights
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
    const [head] = this.#flights
    const request = head?.job.request.id
    const wasRunning = !this.#isStarting && head?.ordinal === this.#gate.started
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
      this.#events.onEnd(unstarted, this.#gate.started > 0)
    }
    void this.#thread.terminate().then(() => {
      const kind = answer === undefined ? 'thread' : 'deadline'
      if (wasRunning) this.#tellFailure(kind, reason, head)
    })
  }
}

/** The large bodies of a batch, which are the thread's from now on. */
function handOver(flights: readonly Flight[]): ArrayBuffer[] {
  const large = flights.filter(({ job }) => job.request.body.length >= transferredBytes)
  for (const flight of large) flight.isTransferred = true
  return large.map(({ job }) => job.request.body.buffer)
}

/** A request as it crosses: an empty body is left behind, as an array of no bytes is dear to send. */
function threadJob({ ordinal, job: { request, route, groups } }: Flight): ThreadJob {
  const { body, ...head } = request
  return { ordinal, request: body.length === 0 ? head : request, route, groups }
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
