import { setTimeout as sleep } from 'node:timers/promises'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { guestBounds, type PluginLimits } from '../exchange/limits.ts'
import type { Client, Log, Outside } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import type { Job } from './flights.ts'
import type { ClaimName } from './guest-name.ts'
import { GuestWorker, type Loaded, type Times } from './guest-worker.ts'
import type { InstanceSettings, PluginSource } from './messages.ts'
import type { Recorder } from './record.ts'
import type { SpareThread } from './spare-thread.ts'

/** What a pool of one plugin needs. */
export interface PoolOptions {
  /** The plugin's file, for messages. */
  readonly file: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly codecs: WebAssembly.Module
  readonly threads: SpareThread
  readonly limits: PluginLimits
  readonly sdkVersion: string
  readonly configuration: string
  /** The name that the plugin gave when it was started with other limits; absent: it was not. */
  readonly name?: ByteString | undefined
  /** The times that a plugin of that name has from there on; absent: those of `limits`. */
  readonly timesOf?: (name: ByteString) => Times
  /** Absent: the plugin may have any name. */
  readonly claimName?: ClaimName
  /** Where components that were taken apart are kept; absent: nowhere. */
  readonly cacheFolder?: string
  readonly log: Log
  /** Sends what the plugin asks others; absent: such calls fail. */
  readonly outside?: Outside | undefined
  /** Keeps what is needed to replay a request that fails; absent: nothing is kept. */
  readonly recorder?: Recorder | undefined
}

/** Requests that one worker may have waiting, so that it need not wait for the next one. With several workers a
 * request should rather wait where the first free one takes it. */
const window = { one: 64, several: 2 }

const pagesPerMiB = 16
const bytesPerMiB = 1024 * 1024
const efforts = { fast: 0, balanced: 1, small: 2 } as const

/** Pause before the n-th attempt to start a plugin again. */
const firstPauseMs = 100
const longestPauseMs = 30_000

/** How often one that nobody asks any more looks whether all is answered. */
const retirePauseMs = 20

/** The workers of one plugin: queue, deadline, kill and replace. Closed with `close`. */
export class Pool {
  readonly description: PluginDescription
  readonly limits: PluginLimits
  readonly #options: PoolOptions
  readonly #compiled: CompiledPlugin
  readonly #workers = new Set<GuestWorker>()
  readonly #queue: Job[] = []
  /** How often in a row a worker did not start, or ended before its first request. */
  #failures = 0
  #earlyEnds = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false
  #isHeld = false
  #hasLooked = false

  private constructor(options: PoolOptions, loaded: Loaded) {
    this.#options = options
    this.limits = options.limits
    this.description = loaded.description
    this.#compiled = loaded.compiled
  }

  /** Starts a plugin and all its workers. Rejects with `PluginLoadError` if the first does not start. */
  static async start(options: PoolOptions): Promise<Pool> {
    let started: Pool | undefined
    const source = { kind: 'bytes', bytes: options.bytes } as const
    const { worker, loaded } = await startWorker(options, source, () => started)
    const pool = new Pool(options, loaded)
    started = pool
    pool.#workers.add(worker)
    const others = Array.from({ length: options.limits.workers - 1 }, () => pool.#addWorker())
    await Promise.all(others)
    return pool
  }

  /** Whether requests can be answered, now or as soon as a worker is replaced. */
  get #isServing(): boolean {
    return this.#workers.size > 0 || this.#failures === 0
  }

  /** Has a request answered, or passes it on while the plugin is out of service and `OnFailure` says so. Never rejects. */
  answer(
    request: Request,
    route: number,
    groups: readonly ByteString[],
    client: Client,
  ): Promise<Answer | Passed> {
    if (this.#isClosed) return Promise.resolve(this.#unavailable('the server stops'))
    if (!this.#isServing) return Promise.resolve(this.#outOfService())
    if (client.mayWaitFor?.(this.description.name) === false)
      return Promise.resolve(errorAnswer(errorCodes.BadSequenceOfCalls))
    if (this.#isFull) this.#dropAbandoned()
    if (this.#isFull)
      return Promise.resolve(
        this.#unavailable(`${this.limits.maxQueue} requests wait for this plugin`),
      )
    return new Promise((settle) => {
      const job: Job = { request, route, groups, client, settle }
      this.#queue.push(job)
      this.#feed()
      if (this.#queue.at(-1) === job) this.#dropWhenLeft(job)
    })
  }

  /** Closes it once all is answered that it was asked, or after `DrainMs`. */
  async retire(): Promise<void> {
    const endMs = performance.now() + this.limits.drainMs
    while (this.#isBusy && performance.now() < endMs) await sleep(retirePauseMs)
    await this.close()
  }

  /** Finalizes the plugin and ends its threads, within that time. */
  async close(withinMs = this.limits.drainMs): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#endQueue(() => this.#unavailable('the server stops'))
    await Promise.all([...this.#workers].map((worker) => worker.close(withinMs)))
  }

  get #isBusy(): boolean {
    return this.#queue.length > 0 || [...this.#workers].some(({ load }) => load > 0)
  }

  /** Whether one more request would have to wait and may not: those in the threads wait as well, but for the first. */
  get #isFull(): boolean {
    let waiting = this.#queue.length
    for (const { load } of this.#workers) {
      if (load === 0 && waiting === 0) return false
      waiting += Math.max(0, load - 1)
    }
    return waiting >= this.limits.maxQueue
  }

  /** Keeps requests waiting, or lets them go on: its clients do not take their answers, or do so again. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return
    this.#isHeld = isHeld
    this.#feed()
  }

  #feed(): void {
    if (this.#isHeld) return
    for (let job = this.#queue[0]; job !== undefined; job = this.#queue[0]) {
      const worker = job.client.hasLeft ? undefined : this.#workerFor(job)
      if (worker === undefined && !job.client.hasLeft) return
      this.#queue.shift()
      if (worker === undefined) job.settle({ kind: 'nothing' })
      else worker.send(job)
    }
  }

  #workerFor(job: Job): GuestWorker | undefined {
    const most = this.limits.workers === 1 ? window.one : window.several
    let best: GuestWorker | undefined
    for (const worker of this.#workers)
      if (worker.hasRoomFor(job, most) && (best === undefined || worker.load < best.load))
        best = worker
    return best
  }

  /** What waits for a client that has left is forgotten, with its body. */
  #dropWhenLeft(job: Job): void {
    const drop = (): void => {
      const at = this.#queue.indexOf(job)
      if (at < 0) return
      this.#queue.splice(at, 1)
      job.settle({ kind: 'nothing' })
    }
    job.client.onLeave?.(drop)
    job.client.onDoubt?.(drop)
  }

  /** Requests whose clients have left need no answer. They are looked for once in a turn of the event loop. */
  #dropAbandoned(): void {
    if (this.#hasLooked) return
    this.#hasLooked = true
    setImmediate(() => (this.#hasLooked = false))
    for (const job of this.#queue.splice(0))
      if (job.client.hasLeft) job.settle({ kind: 'nothing' })
      else this.#queue.push(job)
  }

  #unavailable(details: string): Answer {
    const headers = [['Retry-After', '1']] as const
    return errorAnswer(errorCodes.Plugin, { status: 503, details, headers })
  }

  #outOfService(): Answer | Passed {
    if (this.limits.onFailure === 'open') return { kind: 'passed' }
    return this.#unavailable('the plugin does not start any more')
  }

  #endQueue(answer: () => Answer | Passed): void {
    for (const { settle } of this.#queue.splice(0)) settle(answer())
  }

  /**
   * For its workers: one has ended. What it had not begun goes first in the queue, and another one is started; after a pause
   * if it ended before it took any request.
   */
  onEnd(worker: GuestWorker, unstarted: readonly Job[], hasBegun: boolean): void {
    this.#workers.delete(worker)
    this.#queue.unshift(...unstarted)
    for (const job of unstarted) this.#dropWhenLeft(job)
    if (this.#isClosed) return this.#endQueue(() => this.#unavailable('the server stops'))
    this.#earlyEnds = hasBegun ? 0 : this.#earlyEnds + 1
    if (hasBegun) void this.#addWorker()
    else this.#startFailed('its thread ended before it took a request')
  }

  /** Never rejects: what does not start is tried again later, with growing pauses. */
  async #addWorker(): Promise<void> {
    if (this.#isClosed) return
    try {
      const source = { kind: 'compiled', compiled: this.#compiled } as const
      const { worker } = await startWorker(this.#options, source, () => this)
      if (this.#isClosed) return await worker.close(this.limits.drainMs)
      this.#failures = 0
      this.#workers.add(worker)
      this.#feed()
    } catch (error) {
      this.#startFailed(error instanceof Error ? error.message : String(error))
    }
  }

  #startFailed(why: string): void {
    if (this.#isClosed) return
    const pauseMs = Math.min(firstPauseMs * 2 ** (this.#failures + this.#earlyEnds), longestPauseMs)
    this.#failures++
    this.#options.log({
      level: 'error',
      message: `does not start again (next attempt in ${pauseMs} ms): ${why}`,
      plugin: textOf(this.description.name),
    })
    if (!this.#isServing) this.#endQueue(() => this.#outOfService())
    this.#retry = setTimeout(() => void this.#addWorker(), pauseMs)
  }

  /** For its workers: one has room. */
  onRoom(): void {
    this.#feed()
  }
}

/** Starts one worker; its events go to the pool, which need not exist before the first worker has started. */
async function startWorker(
  options: PoolOptions,
  source: PluginSource,
  pool: () => Pool | undefined,
): Promise<{ worker: GuestWorker; loaded: Loaded }> {
  const { limits, log, file, codecs } = options
  const settings = instanceSettings(options)
  const plugin = (): string => {
    const name = pool()?.description.name
    return name === undefined ? file : textOf(name)
  }
  const worker: GuestWorker = new GuestWorker(
    await options.threads.take(limits.memoryMiB),
    limits,
    {
      ...(options.timesOf === undefined ? {} : { timesOf: options.timesOf }),
      onRoom: () => pool()?.onRoom(),
      onEnd: (unstarted, hasBegun) => pool()?.onEnd(worker, unstarted, hasBegun),
      onLog: (level, message, request) =>
        log({ level, message, plugin: plugin(), ...(request === undefined ? {} : { request }) }),
      onFailure: (failure) =>
        options.recorder?.record({ ...options, name: plugin(), settings, limits }, failure),
    },
    options.outside,
  )
  const { name = options.name, routes } = pool()?.description ?? {}
  const { claimName } = options
  const loaded = await worker.start({ source, codecs, settings, routes, name, claimName })
  return { worker, loaded }
}

/** What its threads are told of a plugin's limits. */
export function instanceSettings(
  options: Pick<
    PoolOptions,
    'limits' | 'sdkVersion' | 'configuration' | 'cacheFolder' | 'recorder'
  >,
): InstanceSettings {
  const { limits, sdkVersion, configuration, cacheFolder } = options
  return {
    sdkVersion,
    configuration,
    cacheFolder,
    isTraced: options.recorder !== undefined,
    pngEffort: efforts[limits.pngEffort],
    maxAnswerBytes: limits.maxAnswerMiB * bytesPerMiB,
    memoryPages: limits.memoryMiB * pagesPerMiB,
    tableEntries: limits.maxTableEntries,
    bounds: guestBounds(limits),
  }
}
