import { setTimeout as sleep } from 'node:timers/promises'
import type { TransferListItem, Worker } from 'node:worker_threads'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { LogLevel, Outside } from '../exchange/ports.ts'
import type { PluginDescription, Route } from '../exchange/registrations.ts'
import { FailureTrace, type RequestFailure } from './failure-trace.ts'
import type { Flight, Job } from './flights.ts'
import { GuestTime, type Times } from './guest-time.ts'
import type { InstanceSettings } from './instance-settings.ts'
import { settleLost, type Ending } from './lost-requests.ts'
import type { FromThread, PluginSource, ToThread } from './messages.ts'
import { RequestLine } from './request-line.ts'
import { SyncCalls, type CallMessage } from './sync-call.ts'

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

/** What the plugin of a worker is known as, and may do. */
interface GuestWorkerOptions {
  readonly settings: InstanceSettings
  readonly times: Times
  /** What the first worker of the plugin said; `undefined` for that one. */
  readonly description: PluginDescription | undefined
  /** Sends what the plugin asks others; absent: such calls fail. */
  readonly outside: Outside | undefined
}

/** A plugin that has started. */
export interface Loaded {
  readonly compiled: CompiledPlugin
  readonly description: PluginDescription
}

/** How long the end of a thread is waited for. */
const endMs = 1000

/** One thread with one plugin: starts it, has it answer requests, and ends the thread when its time is over. */
export class GuestWorker {
  readonly #thread: Worker
  readonly #options: GuestWorkerOptions
  readonly #events: GuestWorkerEvents
  readonly #line: RequestLine
  readonly #time: GuestTime
  readonly #calls: SyncCalls
  readonly #trace: FailureTrace
  #description: PluginDescription | undefined
  #loading: { resolve(loaded: Loaded): void; reject(error: Error): void } | undefined

  /** Owns the thread from here on. */
  constructor(thread: Worker, options: GuestWorkerOptions, events: GuestWorkerEvents) {
    this.#thread = thread
    this.#options = options
    this.#events = events
    this.#line = new RequestLine((message, transfer) => this.#post(message, transfer), {
      onTurn: () => this.#time.turn(),
      onRoom: () => events.onRoom(),
    })
    this.#time = new GuestTime(options.times, this.#line, (reason) =>
      this.#end({ kind: 'deadline', reason }),
    )
    this.#description = options.description
    this.#calls = new SyncCalls(options.outside)
    this.#trace = new FailureTrace((failure) => events.onFailure(failure))
    thread.on('message', (message: FromThread) => this.#receive(message))
    thread.on('error', (error) => this.#fail(`its thread failed: ${error.message}`))
    thread.on('exit', () => this.#fail('its thread ended'))
  }

  /** Requests under way. */
  get load(): number {
    return this.#line.load
  }

  /** Whether a request may be sent; `most` may be under way. */
  hasRoomFor(job: Job, most: number): boolean {
    return this.#line.hasRoomFor(job, most)
  }

  /** Loads the plugin and initialises it. Rejects with `PluginLoadError`; the worker is over then. */
  start(source: PluginSource, codecs: WebAssembly.Module): Promise<Loaded> {
    this.#time.start()
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject }
      const { settings } = this.#options
      const replies = this.#calls.wire
      const load = { kind: 'load', source, codecs, settings, ...this.#line.wire, replies } as const
      this.#post(load, [replies.port])
    })
  }

  send(job: Job): void {
    this.#line.send(job)
  }

  /** Runs `OrthancPluginFinalize`, if that ends within the time, and ends the thread. What still runs is cut. */
  async close(withinMs: number): Promise<void> {
    if (!this.#isOver) await this.#finalize(withinMs)
    const { head } = this.#line
    if (head !== undefined)
      this.#events.onLog('warning', 'stopped while it answered a request', head.job.request.id)
    settleLost(this.#stop(), { kind: 'stop', reason: 'the server stops' })
    // One that cannot be ended at once does not hold up the others.
    await Promise.race([this.#thread.terminate(), sleep(endMs, undefined, { ref: false })])
  }

  async #finalize(withinMs: number): Promise<void> {
    const finalized = isFinalized(this.#thread, withinMs)
    this.#post({ kind: 'finalize' })
    this.#line.dismiss()
    // Of a request that still runs there is a line of its own.
    if (!(await finalized) && this.#line.head === undefined)
      this.#events.onLog('warning', finalizeLate(withinMs), undefined)
  }

  get #isOver(): boolean {
    return this.#line.isClosed
  }

  #post(message: ToThread, transfer: readonly TransferListItem[] = []): void {
    this.#thread.postMessage(message, transfer)
  }

  #receive(message: FromThread): void {
    if (this.#isOver) return
    // What comes as a message comes behind what was put on the page before.
    this.#line.readPage()
    switch (message.kind) {
      case 'started':
      case 'answers':
      case 'finalized':
        return
      case 'loaded':
        return this.#loaded(message)
      case 'refused':
        return this.#fail(message.reasons.join('; '), message.reasons)
      case 'trace':
        return this.#trace.begin(message.memory)
      case 'answer':
        return this.#answered(message)
      case 'streamBegin':
      case 'streamPart':
        return this.#line.takePart(message)
      case 'log':
        return this.#events.onLog(message.level, message.message, message.request)
      case 'call':
        return void this.#called(message)
    }
  }

  #loaded({ compiled, description }: Loaded): void {
    // The route table was made from those of the first instance.
    this.#description ??= description
    if (!haveSamePatterns(description.routes, this.#description.routes))
      return this.#fail('it registered other routes than at first')
    this.#time.started()
    this.#loading?.resolve({ compiled, description })
    this.#loading = undefined
    this.#events.onRoom()
  }

  #answered(message: Extract<FromThread, { kind: 'answer' }>): void {
    if (message.death !== undefined) this.#died(message.death)
    this.#line.take(message)
  }

  /** The request that is answered next ended its instance; the thread makes a fresh one. */
  #died(death: string): void {
    const job = this.#line.head?.job
    this.#time.start()
    this.#events.onLog('error', death, job?.request.id)
    if (job !== undefined) this.#failed(job, 'trap', death)
  }

  /** The guest calls from the request that it is at, or while it starts or stops. */
  async #called(message: CallMessage): Promise<void> {
    const job = this.#time.isStarting ? undefined : this.#line.head?.job
    await this.#calls.answer(message, {
      plugin: this.#description?.name ?? '',
      request: job?.request.id,
      maxAnswerBytes: this.#options.settings.maxAnswerBytes,
      client: job?.client.signal,
    })
  }

  #fail(reason: string, reasons?: readonly string[]): void {
    this.#end({ kind: 'thread', reason }, reasons)
  }

  /** Ends the worker: what it was at is answered, what it had not begun goes back, and the thread is killed last. */
  #end(ending: Ending & Pick<RequestFailure, 'kind'>, reasons?: readonly string[]): void {
    if (this.#isOver) return
    this.#line.readPage()
    const { kind, reason } = ending
    const { head, isAtHead } = this.#line
    const job = head?.job
    const wasRunning = isAtHead && !this.#time.isStarting
    const unstarted = settleLost(this.#stop(), ending, this.#line.lastBegun)
    if (this.#loading !== undefined) this.#loading.reject(new PluginLoadError(reasons ?? [reason]))
    else {
      this.#events.onLog('error', `${reason}; another worker takes over`, job?.request.id)
      this.#events.onEnd(unstarted, this.#line.lastBegun > 0)
    }
    void this.#thread.terminate().then(() => {
      if (wasRunning && job !== undefined) this.#failed(job, kind, reason)
    })
  }

  #failed({ request, route }: Job, kind: RequestFailure['kind'], message: string): void {
    this.#trace.fail({ kind, message, request: request.id, route })
  }

  /** From here on it is over. Gives the requests that have no answer. */
  #stop(): readonly Flight[] {
    this.#calls.stop()
    this.#time.stop()
    return this.#line.close()
  }
}

function haveSamePatterns(routes: readonly Route[], others: readonly Route[]): boolean {
  return (
    routes.length === others.length &&
    routes.every(({ pattern }, i) => pattern === others[i]?.pattern)
  )
}

/** Whether the thread says that the plugin is finalized, or ends, within the time. */
function isFinalized(thread: Worker, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), withinMs)
    const done = (): void => {
      clearTimeout(late)
      resolve(true)
    }
    thread.once('exit', done)
    thread.on('message', ({ kind }: FromThread) => {
      if (kind === 'finalized') done()
    })
  })
}

function finalizeLate(withinMs: number): string {
  return `OrthancPluginFinalize did not end in what was left of DrainMs (${Math.round(withinMs)} ms)`
}
