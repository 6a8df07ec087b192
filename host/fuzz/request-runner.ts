import { Worker } from 'node:worker_threads'
import { PluginLoadError } from '../exchange/errors.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import { TraceMemory } from '../exchange/trace-memory.ts'
import type { InstanceSettings } from '../worker/instance-settings.ts'
import type { TracedRequest } from '../worker/record-trace.ts'
import type {
  EndedRun,
  FromRequestThread,
  InstanceSetup,
  ToRequestThread,
} from './request-messages.ts'
import type { ExpectedEvents } from './trace-player.ts'

/** What a runner works with. */
export interface RunnerOptions {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly codecs: WebAssembly.Module
  readonly settings: InstanceSettings
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
  /** The compiled `request-thread.js`. */
  readonly entry?: URL
}

/** How a request ended: by itself, at its deadline, or with the whole thread. */
export type RunOutcome =
  | EndedRun
  | { readonly kind: 'deadline' }
  | { readonly kind: 'thread'; readonly message: string }

/** What a thread said in the end. */
type Reply = FromRequestThread | Exclude<RunOutcome, EndedRun>

const pageBytes = 65536

/** The memory of instances that are gone is given back late: a thread that has had so much is replaced. */
const mostUsedBytes = 2 ** 29

/**
 * Runs requests, one at a time, on an instance in a thread that it kills at the deadline and replaces. Closed with
 * `close`.
 */
export class RequestRunner {
  readonly #options: RunnerOptions
  #thread: Worker | undefined
  #reply: ((reply: Reply) => void) | undefined
  #trace = new TraceMemory(0)
  #divergence: string | undefined
  /** Memory of the instances that the thread has had, as far as it is known. */
  #usedBytes = 0
  #instanceBytes = 0

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  /** What the last instance did; complete once nothing runs. */
  get trace(): TraceMemory {
    return this.#trace
  }

  /** Where the last instance did something else than the record for the first time. */
  get divergence(): string | undefined {
    return this.#divergence
  }

  /** What an instance's memory may grow to. */
  get mostMemoryBytes(): number {
    return this.#options.settings.memoryPages * pageBytes
  }

  /** Makes a fresh instance. Rejects with `PluginLoadError` for a plugin that does not start. */
  async begin(setup: InstanceSetup): Promise<PluginDescription> {
    const { bytes, codecs, settings, initializeTimeoutMs } = this.#options
    this.#divergence = undefined
    this.#usedBytes += this.#instanceBytes
    this.#instanceBytes = 0
    if (this.#usedBytes > mostUsedBytes) await this.close()
    if (this.#thread === undefined) {
      this.#thread = this.#start()
      const load = { kind: 'load', bytes, codecs, settings } as const
      const loaded = await this.#ask(load, initializeTimeoutMs)
      if (loaded.kind !== 'loaded') throw notStarted(loaded, initializeTimeoutMs)
    }
    const begun = await this.#ask({ kind: 'begin', setup }, initializeTimeoutMs)
    if (begun.kind === 'begun') return begun.description
    throw notStarted(begun, initializeTimeoutMs)
  }

  /** Runs a request on the instance. After a death the next one needs a fresh instance. */
  async run(
    traced: TracedRequest,
    body: Uint8Array<ArrayBuffer>,
    expected?: ExpectedEvents,
  ): Promise<RunOutcome> {
    const reply = await this.#ask({ kind: 'run', traced, body, expected }, this.#options.timeoutMs)
    if (reply.kind === 'ended') this.#instanceBytes = reply.memoryBytes ?? 0
    if (reply.kind === 'ended' || reply.kind === 'deadline' || reply.kind === 'thread') return reply
    throw notStarted(reply, this.#options.timeoutMs)
  }

  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    this.#usedBytes = 0
    await thread?.terminate()
  }

  /** Sends a message and waits for its answer; at the deadline the thread is killed. */
  async #ask(message: ToRequestThread, withinMs: number): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined
    const reply = await new Promise<Reply>((resolve) => {
      this.#reply = resolve
      timer = setTimeout(() => resolve({ kind: 'deadline' }), withinMs)
      this.#thread?.postMessage(message)
    })
    clearTimeout(timer)
    this.#reply = undefined
    if (reply.kind === 'deadline' || reply.kind === 'thread') await this.close()
    return reply
  }

  #start(): Worker {
    const { entry = new URL('./request-thread.js', import.meta.url) } = this.#options
    const thread = new Worker(entry, { stdout: true, stderr: true })
    const ended = (message: string): void => {
      if (this.#thread === thread) this.#reply?.({ kind: 'thread', message })
    }
    thread.on('message', (message: FromRequestThread) => this.#receive(message))
    thread.on('error', (error) => ended(`its thread failed: ${error.message}`))
    thread.on('exit', () => ended('its thread ended'))
    return thread
  }

  #receive(message: FromRequestThread): void {
    if (message.kind === 'trace') this.#trace = new TraceMemory(message.memory)
    else if (message.kind === 'diverged') this.#divergence ??= message.where
    else this.#reply?.(message)
  }
}

function notStarted(reply: Reply, withinMs: number): PluginLoadError {
  if (reply.kind === 'refused') return new PluginLoadError(reply.reasons)
  if (reply.kind === 'thread') return new PluginLoadError([reply.message])
  return new PluginLoadError([`it did not start within ${withinMs} ms`])
}
