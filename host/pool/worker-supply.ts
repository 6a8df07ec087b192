import { textOf } from '../exchange/byte-string.ts'
import { processMiBOf, type PluginLimits } from '../exchange/limits.ts'
import type { EndedInstance, Observer, Outbound } from '../exchange/ports.ts'
import type { Log } from '../exchange/log.ts'
import { type PluginDescription, instanceSettings } from '../exchange/instance.ts'
import type { RequestFailure } from '../exchange/trace.ts'
import type { Load, ModuleBytes } from '../frames/messages.ts'
import { PluginMetrics } from './plugin-metrics.ts'
import type { ProcessSupply } from './process-supply.ts'
import { Worker, type WorkerEvents } from './worker.ts'

/** Options of a plugin's workers. */
export interface PluginOptions {
  /** The plugin's file, for messages. */
  readonly file: string
  readonly module: ModuleBytes
  /** The module of the image encoders. */
  readonly codecs: Uint8Array<ArrayBuffer>
  readonly processes: ProcessSupply
  readonly limits: PluginLimits
  readonly sdkVersion: string
  readonly configuration: string
  /** Whether the native plugin inside Orthanc is the front. */
  readonly isInsideOrthanc?: boolean
  /** Whether it may register callbacks for changes of the upstream Orthanc. */
  readonly pollsChanges?: boolean
  /** Whether to hide the credentials of clients from the plugin. */
  readonly hidesCredentials?: boolean
  readonly log: Log
  readonly observer?: Observer | undefined
  /** Makes the plugin's outbound requests; absent: they fail. */
  readonly outbound?: Outbound | undefined
  /** Called for each worker that is about to start. */
  readonly onPrepare?: ((worker: Worker) => void) | undefined
  /** Called for each worker that has started. */
  readonly onStart?: ((worker: Worker) => void) | undefined
  /** Called for a worker of the native plugin whose plugin's timers are due. */
  readonly onTimer?: ((worker: Worker) => void) | undefined
  /** Receives what is needed to replay a failed request; absent: no trace is kept. */
  readonly onFailure?: ((failure: RequestFailure) => void) | undefined
}

/** The pool, as its workers see it. */
export interface WorkerOwner extends Pick<WorkerEvents, 'onRoom' | 'onEnd'> {
  /** The plugin's description from its first start; `undefined` until then. */
  readonly description: () => PluginDescription | undefined
}

/** A larger module takes long to send and to compile: a standby process has compiled it in advance. */
const largeBytes = 1024 * 1024

/** Delay between the start of a worker and that of the next standby, so that pending requests go first. */
const restockMs = 100

/** Deadlines while a guest may be paused in a debugger: none. */
const noDeadlines = { timeoutMs: 2 ** 31 - 1, initializeTimeoutMs: 2 ** 31 - 1 }

/** Makes the workers of one plugin; keeps a standby worker for a large module. Closed with `close`. */
export class WorkerSupply {
  readonly metrics = new PluginMetrics()
  readonly #options: PluginOptions
  readonly #owner: WorkerOwner
  readonly #isLarge: boolean
  #load: Load
  #standby: Promise<Worker> | undefined
  #restock: NodeJS.Timeout | undefined
  #isClosed = false
  /** Workers that have ended and are not replaced yet. */
  #lost = 0

  constructor(options: PluginOptions, owner: WorkerOwner) {
    this.#options = options
    this.#owner = owner
    const { module, codecs } = options
    this.#load = { module, codecs, settings: instanceSettings(options) }
    this.#isLarge = sizeOf(module) > largeBytes
  }

  /** What the next worker runs. */
  get load(): Load {
    return this.#load
  }

  /** Starts workers with another form of the same module from now on. */
  async useModule(module: ModuleBytes): Promise<void> {
    this.#load = { ...this.#load, module }
    const standby = await this.#takeStandby()
    if (standby === undefined) return
    this.#restockLater()
    await standby.close(0)
  }

  /** Starts a worker. Rejects with `PluginLoadError` if the plugin does not start. */
  async start(): Promise<{ worker: Worker; description: PluginDescription }> {
    const standby = await this.#takeStandby()
    const worker = standby ?? (await this.#make())
    this.#options.onPrepare?.(worker)
    const description = await worker.start(this.#owner.description())
    if (this.#lost > 0) {
      this.#lost--
      this.#options.observer?.onRestart?.(this.#name)
    }
    if (this.#isLarge) this.#restockLater()
    this.#options.onStart?.(worker)
    return { worker, description }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#restock)
    const standby = await this.#takeStandby()
    await standby?.close(0)
  }

  /** The standby; `undefined` if there is none, if it could not be made or if it has ended. */
  async #takeStandby(): Promise<Worker | undefined> {
    const taken = this.#standby
    this.#standby = undefined
    const standby = await taken?.catch(() => undefined)
    return standby?.isOver === false ? standby : undefined
  }

  #restockLater(): void {
    // A debugger attaches to the process that runs the plugin: a second one would be taken for it.
    if (this.#options.processes.inspects) return
    this.#restock ??= setTimeout(() => {
      this.#restock = undefined
      if (!this.#isClosed) this.#standby ??= this.#make()
    }, restockMs).unref()
  }

  /** A worker whose process compiles the module. */
  async #make(): Promise<Worker> {
    const { limits, processes, outbound, onFailure } = this.#options
    const processMiB = processMiBOf(limits)
    const isTraced = onFailure !== undefined
    const guest = await processes.take({ processMiB, isTraced })
    guest.servePlugin()
    const times = processes.inspects ? noDeadlines : limits
    const worker = new Worker(
      guest,
      { load: this.load, times, processMiB, isTraced, outbound, isDebugged: processes.inspects },
      {
        onRoom: this.#owner.onRoom,
        onEnd: this.#owner.onEnd,
        onLog: (level, message, request) => this.#log(level, message, request),
        onMetrics: (metrics) => {
          for (const metric of metrics) this.metrics.set(metric)
        },
        onTimer: (due) => this.#options.onTimer?.(due),
        onInstanceEnd: (ended) => this.#onInstanceEnd(ended),
        onInstanceRestart: () => this.#options.observer?.onRestart?.(this.#name),
        onFailure: (failure) => onFailure?.(failure),
      },
    )
    worker.compile()
    return worker
  }

  #onInstanceEnd(ended: Omit<EndedInstance, 'plugin'>): void {
    if (this.#options.processes.isClosed) return
    this.#options.observer?.onEnd?.({ ...ended, plugin: this.#name })
    if (ended.kind !== 'trap') this.#lost++
  }

  /** The name of the plugin, or that of its file until the name is known. */
  get #name(): string {
    const name = this.#owner.description()?.name
    return name === undefined ? this.#options.file : textOf(name)
  }

  #log(...[level, message, request]: Parameters<WorkerEvents['onLog']>): void {
    const { log, processes } = this.#options
    // All processes are being killed: their ends are expected.
    if (processes.isClosed) return
    log({ level, message, plugin: this.#name, ...(request === undefined ? {} : { request }) })
  }
}

function sizeOf(module: ModuleBytes): number {
  if (module.kind === 'core') return module.bytes.length
  return [...module.cores.values()].reduce((sum, { length }) => sum + length, 0)
}
