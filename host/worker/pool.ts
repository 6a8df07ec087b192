import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { fixedLimits, type PluginLimits } from '../exchange/limits.ts'
import type { Client, Log } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import type { Request } from '../exchange/request.ts'
import { GuestWorker, type Job, type Loaded } from './guest-worker.ts'
import type { InstanceSettings, ModuleSource } from './messages.ts'
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
  readonly log: Log
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

/** The workers of one plugin: queue, deadline, kill and replace. Closed with `close`. */
export class Pool {
  readonly description: PluginDescription
  readonly limits: PluginLimits
  readonly #options: PoolOptions
  readonly #module: WebAssembly.Module
  readonly #workers = new Set<GuestWorker>()
  readonly #queue: Job[] = []
  #failures = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  private constructor(options: PoolOptions, loaded: Loaded) {
    this.#options = options
    this.limits = options.limits
    this.description = loaded.description
    this.#module = loaded.module
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
  get isServing(): boolean {
    return this.#workers.size > 0 || this.#failures === 0
  }

  /** Has a request answered. Never rejects. */
  answer(
    request: Request,
    route: number,
    groups: readonly ByteString[],
    client: Client,
  ): Promise<Answer> {
    if (!this.isServing)
      return Promise.resolve(this.#unavailable('the plugin does not start any more'))
    if (this.#queue.length >= this.limits.maxQueue) this.#dropAbandoned()
    if (this.#queue.length >= this.limits.maxQueue)
      return Promise.resolve(
        this.#unavailable(`${this.limits.maxQueue} requests wait for this plugin`),
      )
    return new Promise((settle) => {
      this.#queue.push({ request, route, groups, client, settle })
      this.#feed()
    })
  }

  /** Finalizes the plugin and ends its threads. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#refuseQueue('the server stops')
    await Promise.all([...this.#workers].map((worker) => worker.close(this.limits.drainMs)))
  }

  #feed(): void {
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

  /** Requests whose clients have left need no answer. */
  #dropAbandoned(): void {
    for (const job of this.#queue.splice(0))
      if (job.client.hasLeft) job.settle({ kind: 'nothing' })
      else this.#queue.push(job)
  }

  #unavailable(details: string): Answer {
    const headers = [['Retry-After', '1']] as const
    return errorAnswer(errorCodes.Plugin, { status: 503, details, headers })
  }

  #refuseQueue(why: string): void {
    for (const { settle } of this.#queue.splice(0)) settle(this.#unavailable(why))
  }

  /** For its workers: one has ended. What it had not begun goes first in the queue, and another one is started. */
  onEnd(worker: GuestWorker, reason: string, unstarted: readonly Job[]): void {
    this.#workers.delete(worker)
    this.#queue.unshift(...unstarted)
    if (this.#isClosed) return this.#refuseQueue('the server stops')
    this.#log('warning', `worker replaced: ${reason}`)
    void this.#addWorker()
  }

  /** Never rejects: what does not start is tried again later, with growing pauses. */
  async #addWorker(): Promise<void> {
    try {
      const source = { kind: 'module', module: this.#module } as const
      const { worker, loaded } = await startWorker(this.#options, source, () => this)
      if (this.#isClosed) return await worker.close(this.limits.drainMs)
      this.#requireSameRoutes(loaded.description)
      this.#failures = 0
      this.#workers.add(worker)
      this.#feed()
    } catch (error) {
      this.#startFailed(error instanceof Error ? error.message : String(error))
    }
  }

  #startFailed(why: string): void {
    if (this.#isClosed) return
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs)
    this.#failures++
    this.#log('error', `does not start again (next attempt in ${pauseMs} ms): ${why}`)
    if (!this.isServing) this.#refuseQueue('the plugin does not start any more')
    this.#retry = setTimeout(() => void this.#addWorker(), pauseMs)
  }

  /** The route table was made from the first instance: another one must mean the same by the same position. */
  #requireSameRoutes({ routes }: PluginDescription): void {
    const same =
      routes.length === this.description.routes.length &&
      routes.every(({ pattern }, i) => pattern === this.description.routes[i]?.pattern)
    if (!same) throw new Error('it registered other routes than at first')
  }

  #log(level: 'warning' | 'error', message: string): void {
    this.#options.log({ level, message, plugin: this.description.name })
  }

  /** For its workers: one has room. */
  onRoom(): void {
    this.#feed()
  }
}

/** Starts one worker; its events go to the pool, which need not exist before the first worker has started. */
async function startWorker(
  options: PoolOptions,
  source: ModuleSource,
  pool: () => Pool | undefined,
): Promise<{ worker: GuestWorker; loaded: Loaded }> {
  const { limits, log, file } = options
  const worker: GuestWorker = new GuestWorker(await options.threads.take(), limits, {
    onRoom: () => pool()?.onRoom(),
    onEnd: (reason, unstarted) => pool()?.onEnd(worker, reason, unstarted),
    onLog: (level, message, request) =>
      log({
        level,
        message,
        plugin: pool()?.description.name ?? file,
        ...(request === undefined ? {} : { request }),
      }),
  })
  return { worker, loaded: await worker.start(source, options.codecs, instanceSettings(options)) }
}

function instanceSettings({ limits, sdkVersion, configuration }: PoolOptions): InstanceSettings {
  return {
    sdkVersion,
    configuration,
    pngEffort: efforts[limits.pngEffort],
    maxAnswerBytes: limits.maxAnswerMiB * bytesPerMiB,
    memoryPages: limits.memoryMiB * pagesPerMiB,
    tableEntries: fixedLimits.tableEntries,
  }
}
