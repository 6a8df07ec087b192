import { textOf } from '../exchange/byte-string.ts'
import { processMiBOf, type PluginLimits } from '../exchange/limits.ts'
import type { Log, Outbound } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import { instanceSettings } from '../exchange/instance-settings.ts'
import type { RequestFailure } from '../exchange/trace.ts'
import type { Load, ModuleBytes } from '../frames/messages.ts'
import type { Job } from './in-flight-requests.ts'
import type { ProcessSupply } from './process-supply.ts'
import { Worker, type WorkerEvents } from './worker.ts'

/** What the workers of one plugin need. */
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
  /** Whether passwords of clients are the host's matter alone. */
  readonly hidesCredentials?: boolean
  readonly log: Log
  /** Sends what the plugin asks others; absent: such calls fail. */
  readonly outbound?: Outbound | undefined
  /** Gets what is needed to replay a request that fails; absent: no trace is kept. */
  readonly onFailure?: ((failure: RequestFailure) => void) | undefined
}

/** Whose workers they are: the pool. */
export interface WorkerOwner {
  /** What the plugin said when it was started first. */
  readonly description: PluginDescription
  onRoom(): void
  onEnd(worker: Worker, unstarted: readonly Job[], hasBegun: boolean): void
}

/** A larger module takes long to send and to compile: a process that has done so stands by. */
const largeBytes = 1024 * 1024

/** How long after a worker has started the next standby is made: what it was started for comes first. */
const restockMs = 100

/** Deadlines are off while a guest may stand in a debugger. */
const noDeadlines = { timeoutMs: 2 ** 31 - 1, initializeTimeoutMs: 2 ** 31 - 1 }

/** Makes the workers of one plugin, and keeps one that has compiled a large module. Closed with `close`. */
export class WorkerSupply {
  readonly load: Load
  readonly #options: PluginOptions
  readonly #owner: () => WorkerOwner | undefined
  readonly #isLarge: boolean
  #standby: Promise<Worker> | undefined
  #restock: NodeJS.Timeout | undefined
  #isClosed = false

  /** The owner need not exist before the first worker has started. */
  constructor(options: PluginOptions, owner: () => WorkerOwner | undefined) {
    this.#options = options
    this.#owner = owner
    const { module, codecs } = options
    this.load = { module, codecs, settings: instanceSettings(options) }
    this.#isLarge = sizeOf(module) > largeBytes
  }

  /** Starts a worker. Rejects with `PluginLoadError` if the plugin does not start. */
  async start(): Promise<{ worker: Worker; description: PluginDescription }> {
    const standby = await this.#takeStandby()
    const worker = standby ?? (await this.#make())
    const description = await worker.start(this.#owner()?.description)
    if (this.#isLarge) this.#restockLater()
    return { worker, description }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#restock)
    const standby = await this.#takeStandby()
    await standby?.close(0)
  }

  /** `undefined` also where it could not be made, or has ended meanwhile. */
  async #takeStandby(): Promise<Worker | undefined> {
    const taken = this.#standby
    this.#standby = undefined
    const standby = await taken?.catch(() => undefined)
    return standby?.isOver === false ? standby : undefined
  }

  #restockLater(): void {
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
    const times = processes.inspects ? noDeadlines : limits
    const worker: Worker = new Worker(
      guest,
      { load: this.load, times, processMiB, isTraced, outbound },
      {
        onRoom: () => this.#owner()?.onRoom(),
        onEnd: (unstarted, hasBegun) => this.#owner()?.onEnd(worker, unstarted, hasBegun),
        onLog: (level, message, request) => this.#log(level, message, request),
        onFailure: (failure) => onFailure?.(failure),
      },
    )
    worker.compile()
    return worker
  }

  /** Log lines name the plugin, or its file until it has said its name. */
  #log(...[level, message, request]: Parameters<WorkerEvents['onLog']>): void {
    const { file, log } = this.#options
    const name = this.#owner()?.description.name
    const plugin = name === undefined ? file : textOf(name)
    log({ level, message, plugin, ...(request === undefined ? {} : { request }) })
  }
}

function sizeOf(module: ModuleBytes): number {
  if (module.kind === 'core') return module.bytes.length
  return [...module.cores.values()].reduce((sum, { length }) => sum + length, 0)
}
