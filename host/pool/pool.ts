import { setTimeout as sleep } from 'node:timers/promises'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import { textOf } from '../exchange/byte-string.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import type { PluginLimits } from '../exchange/limits.ts'
import type { Metric } from '../exchange/metrics.ts'
import type { Client, Job } from '../exchange/ports.ts'
import { refuse } from '../exchange/refusals.ts'
import { withoutCredentials } from '../exchange/request.ts'
import type { Load, ModuleBytes } from '../frames/messages.ts'
import { RestartPause } from './restart-pause.ts'
import { WorkerSupply, type PluginOptions } from './worker-supply.ts'
import type { Worker } from './worker.ts'

/** Interval at which a retired pool checks whether all requests are answered. */
const retirePauseMs = 20

/** The workers of one plugin: sends them requests, and replaces workers that end. Closed with `close`. */
export class Pool {
  readonly description: PluginDescription
  readonly limits: PluginLimits
  readonly #options: PluginOptions
  readonly #supply: WorkerSupply
  readonly #workers = new Set<Worker>()
  readonly #queue = new JobQueue()
  readonly #pause = new RestartPause()
  /** Workers that are being started. */
  #starting = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false
  #isHeld = false

  private constructor(
    options: PluginOptions,
    supply: WorkerSupply,
    description: PluginDescription,
  ) {
    this.#options = options
    this.#supply = supply
    this.limits = options.limits
    this.description = description
  }

  /** Starts a plugin and all its workers. Rejects with `PluginLoadError` if the first one does not start. */
  static async start(options: PluginOptions): Promise<Pool> {
    let pool: Pool | undefined
    // The pool exists once its first worker has started.
    const supply = new WorkerSupply(options, {
      description: () => pool?.description,
      onRoom: () => {
        if (pool !== undefined) pool.#dispatch()
      },
      onEnd: (...end) => {
        if (pool !== undefined) pool.#replace(...end)
      },
    })
    const { worker, description } = await supply.start()
    pool = new Pool(options, supply, description)
    pool.#workers.add(worker)
    const others = Array.from({ length: options.limits.workers - 1 }, () => pool.#addWorker())
    await Promise.all(others)
    return pool
  }

  /** What its instances are made of. */
  get load(): Load {
    return this.#supply.load
  }

  /** Makes further instances of another form of the same module. */
  useModule(module: ModuleBytes): Promise<void> {
    return this.#supply.useModule(module)
  }

  /** Whether workers that end are not replaced. */
  get #isOver(): boolean {
    return this.#isClosed || this.#options.processes.isClosed
  }

  /** Whether requests can be answered, now or once a worker is replaced. */
  get isServing(): boolean {
    return this.#workers.size > 0 || !this.#pause.hasFailed
  }

  /** Requests that wait. Those in flight do, too, except the first of each process. */
  get waiting(): number {
    let waiting = this.#queue.length
    for (const { load } of this.#workers) waiting += Math.max(0, load - 1)
    return waiting
  }

  /** Whether its instances run timers. */
  get hasTimers(): boolean {
    return [...this.#workers].some((worker) => worker.hasTimers)
  }

  /** The resident memory of its processes. */
  get residentBytes(): number {
    return [...this.#workers].reduce((sum, worker) => sum + worker.residentBytes, 0)
  }

  /** What its instances have set with `OrthancPluginSetMetricsValue`. */
  get metrics(): readonly Metric[] {
    return this.#supply.metrics.all
  }

  /** Answers a request, or passes it on if the plugin is out of service and `OnFailure` is `open`. */
  answer(asked: Job): void {
    const refusal = this.#refusalTo(asked.client)
    if (refusal !== undefined) return asked.settle(refusal)
    const hides = this.#options.hidesCredentials === true
    const job = hides ? { ...asked, request: withoutCredentials(asked.request) } : asked
    this.#queue.add(job)
    this.#dispatch()
    this.#queue.wait(job)
  }

  /** Closes the pool once all its requests are answered, or after `DrainMs`. */
  async retire(): Promise<void> {
    const endMs = performance.now() + this.limits.drainMs
    while (this.#isBusy && performance.now() < endMs) await sleep(retirePauseMs)
    await this.close()
  }

  /** Finalizes the plugin and ends its processes within that time. */
  async close(withinMs = this.limits.drainMs): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#queue.settleAll(refuse('server-stopping'))
    const closings = [...this.#workers].map((worker) => worker.close(withinMs))
    await Promise.all([...closings, this.#supply.close()])
  }

  /** The answer to a request that is not accepted; `undefined` if it is accepted. */
  #refusalTo(client: Client): Answer | Passed | undefined {
    if (this.#isClosed) return refuse('server-stopping')
    if (!this.isServing) return this.#outOfService()
    if (client.mayWaitFor?.(this.description.name) === false)
      return errorAnswer(errorCodes.BadSequenceOfCalls)
    if (this.#isFull) this.#queue.dropAbandoned()
    if (!this.#isFull) return undefined
    return refuse('queue-full', { requests: this.limits.maxQueue })
  }

  get #isBusy(): boolean {
    return this.#queue.length > 0 || [...this.#workers].some(({ load }) => load > 0)
  }

  /** True if one more request would exceed `MaxQueue`. */
  get #isFull(): boolean {
    if (this.waiting < this.limits.maxQueue) return false
    return this.#queue.length > 0 || [...this.#workers].every(({ load }) => load > 0)
  }

  /** Holds requests back while clients do not read their answers. */
  setBackpressure(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return
    this.#isHeld = isHeld
    this.#dispatch()
  }

  #dispatch(): void {
    if (this.#isHeld) return
    for (let job = this.#queue.next(); job !== undefined; job = this.#queue.next()) {
      const worker = this.#freeWorker()
      if (worker === undefined) return
      this.#queue.shift()
      worker.send(job)
    }
  }

  /**
   * The worker with the fewest requests in flight, if any has room: no worker gets a second request while another one is idle
   * or starting.
   */
  #freeWorker(): Worker | undefined {
    const most = this.#starting > 0 ? 1 : Number.POSITIVE_INFINITY
    const isShared = this.limits.workers > 1
    let best: Worker | undefined
    for (const worker of this.#workers)
      if (
        worker.load < most &&
        worker.hasRoom({ isShared }) &&
        (best === undefined || worker.load < best.load)
      )
        best = worker
    return best
  }

  #outOfService(): Answer | Passed {
    if (this.limits.onFailure === 'open') return { kind: 'passed' }
    return refuse('plugin-unavailable')
  }

  /**
   * Replaces a worker that has ended. Requests that it had not begun go to the front of the queue, and another worker is
   * started: at once, or after a pause if it ended before it began any request.
   */
  #replace(worker: Worker, unstarted: readonly Job[], hasBegun: boolean): void {
    this.#workers.delete(worker)
    this.#queue.putBack(unstarted)
    if (this.#isOver) return this.#queue.settleAll(refuse('server-stopping'))
    if (this.#pause.noteEnd(hasBegun)) void this.#addWorker()
    else this.#startFailed('its processes end before they take a request')
  }

  /** Never rejects: a worker that does not start is started again after a growing pause. */
  async #addWorker(): Promise<void> {
    if (this.#isOver) return
    this.#starting++
    try {
      const { worker } = await this.#supply.start()
      if (this.#isClosed) return await worker.close(this.limits.drainMs)
      this.#pause.noteStart()
      this.#workers.add(worker)
    } catch (error) {
      this.#startFailed(error instanceof Error ? error.message : String(error))
    } finally {
      this.#starting--
      this.#dispatch()
    }
  }

  #startFailed(why: string): void {
    if (this.#isOver) return
    const pauseMs = this.#pause.fail()
    this.#options.log({
      level: 'error',
      message: `does not start again (next attempt in ${pauseMs} ms): ${why}`,
      plugin: textOf(this.description.name),
    })
    if (!this.isServing) this.#queue.settleAll(this.#outOfService())
    this.#retry = setTimeout(() => void this.#addWorker(), pauseMs)
  }
}

/** Requests that wait for a worker. Those whose clients have left are dropped. */
export class JobQueue {
  readonly #jobs: Job[] = []
  #hasDropped = false

  get length(): number {
    return this.#jobs.length
  }

  /** The first request, which stays in the queue. Drops those before it whose clients have left. */
  next(): Job | undefined {
    while (this.#jobs[0]?.client.hasLeft === true) this.#jobs.shift()?.settle({ kind: 'nothing' })
    return this.#jobs[0]
  }

  add(job: Job): void {
    this.#jobs.push(job)
  }

  /** Puts requests back to the front that a worker had and did not begin. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs)
    for (const job of jobs) this.#dropWhenLeft(job)
  }

  /** Removes the first request. */
  shift(): void {
    this.#jobs.shift()
  }

  /** Drops that job when its client leaves, if it still waits: one that was sent at once needs no listener. */
  wait(job: Job): void {
    if (this.#jobs.at(-1) === job) this.#dropWhenLeft(job)
  }

  /** Drops requests whose clients have left; at most once per turn of the event loop. */
  dropAbandoned(): void {
    if (this.#hasDropped) return
    this.#hasDropped = true
    setImmediate(() => (this.#hasDropped = false))
    for (const job of this.#jobs.splice(0))
      if (job.client.hasLeft) job.settle({ kind: 'nothing' })
      else this.#jobs.push(job)
  }

  /** Settles all requests with the same answer. */
  settleAll(answer: Answer | Passed): void {
    for (const { settle } of this.#jobs.splice(0)) settle(answer)
  }

  /** Drops a request, with its body, when its client leaves. */
  #dropWhenLeft(job: Job): void {
    const drop = (): void => {
      const at = this.#jobs.indexOf(job)
      if (at < 0) return
      this.#jobs.splice(at, 1)
      job.settle({ kind: 'nothing' })
    }
    job.client.onLeave?.(drop)
    job.client.onHalfClose?.(drop)
  }
}
