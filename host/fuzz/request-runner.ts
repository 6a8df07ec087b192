import { PluginLoadError } from '../exchange/errors.ts'
import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import type { Trace, TracedRequest } from '../exchange/trace.ts'
import { encodeFrame, frameKinds, splitPayload, type Frame } from '../frames/frame.ts'
import { decodeRefused, encodeLoad, type Load, type ModuleBytes } from '../frames/messages.ts'
import { TraceSnapshot } from '../frames/trace-file.ts'
import type { GuestProcess } from '../pool/guest-process.ts'
import { ProcessSupply } from '../pool/process-supply.ts'
import {
  requestCodes,
  type BeginRequest,
  type EndedRun,
  type InstanceSetup,
  type RequestReply,
  type RunRequest,
} from './request-messages.ts'
import type { ExpectedEvents } from './trace-player.ts'
import { readModuleBytes } from '../pool/component-process.ts'

/** How long a process may take to end once it is killed. */
const endMs = 1000

/** Prepares the file of a plugin for the process of a runner. Rejects with `PluginLoadError`. */
export async function readSubject(
  bytes: Uint8Array<ArrayBuffer>,
  { initializeTimeoutMs }: { readonly initializeTimeoutMs: number },
): Promise<ModuleBytes> {
  const processes = new ProcessSupply()
  try {
    return await readModuleBytes(bytes, {
      processes,
      processMiB: processMiBOf(defaultLimits),
      timeoutMs: initializeTimeoutMs,
    })
  } finally {
    await processes.close(endMs)
  }
}

/** Options of a runner. */
export interface RunnerOptions {
  readonly load: Load
  readonly timeoutMs: number
  readonly initializeTimeoutMs: number
  /** The bundled `request-guest.js`. */
  readonly entry?: URL
}

/** How a request ended: by itself, at its deadline, or with the whole process. */
export type RunOutcome =
  | EndedRun
  | { readonly kind: 'deadline' }
  | { readonly kind: 'process'; readonly message: string }

/** How a call of the process ended. */
type Reply = RequestReply | Exclude<RunOutcome, EndedRun>

const pageBytes = 65536
const pagesPerMiB = 16

/** V8 releases the memory of old instances late: a process whose instances used this much is replaced. */
const mostUsedBytes = 2 ** 29

/** The limit of a frame of the process. Descriptions of plugins are the largest. */
const frameBytes = 64 * 1024 * 1024

/**
 * Runs requests, one at a time, on an instance in a process that it kills at the deadline and replaces. Closed with
 * `close`.
 */
export class RequestRunner {
  readonly #options: RunnerOptions
  readonly #processes: ProcessSupply
  #process: GuestProcess | undefined
  #reply: ((reply: Reply) => void) | undefined
  /** The trace of the last process that has ended. */
  #lastTrace: Trace = new TraceSnapshot(Buffer.alloc(0))
  #divergence: string | undefined
  /** Memory of all instances of the process, as far as it is known. */
  #usedBytes = 0
  #instanceBytes = 0

  constructor(options: RunnerOptions) {
    this.#options = options
    const { entry = new URL('../request-guest.js', import.meta.url) } = options
    this.#processes = new ProcessSupply(entry)
  }

  /** The trace of the last instance; complete while nothing runs. */
  get trace(): Trace {
    return this.#process?.readTrace() ?? this.#lastTrace
  }

  /** Where the last instance first differed from its record. */
  get divergence(): string | undefined {
    return this.#divergence
  }

  /** The limit of an instance's memory. */
  get mostMemoryBytes(): number {
    return this.#options.load.settings.memoryPages * pageBytes
  }

  /** Makes a fresh instance. Rejects with `PluginLoadError` for a plugin that does not start. */
  async begin(setup: InstanceSetup): Promise<PluginDescription> {
    const { initializeTimeoutMs } = this.#options
    this.#divergence = undefined
    this.#usedBytes += this.#instanceBytes
    this.#instanceBytes = 0
    if (this.#usedBytes > mostUsedBytes) await this.#end()
    this.#process ??= await this.#start()
    const begin: BeginRequest = { setup }
    const begun = await this.#ask(
      encodeFrame(frameKinds.call, begin, { code: requestCodes.begin }),
      initializeTimeoutMs,
    )
    if (begun.kind === 'begun') return begun.description
    throw notStarted(begun, initializeTimeoutMs)
  }

  /** Runs a request on the instance. After a death the next one needs a fresh instance. */
  async run(
    traced: TracedRequest,
    body: Uint8Array<ArrayBuffer>,
    expected?: ExpectedEvents,
  ): Promise<RunOutcome> {
    const run: RunRequest = { traced, expected }
    const pieces = encodeFrame(frameKinds.call, run, { code: requestCodes.run, bytes: body })
    const reply = await this.#ask(pieces, this.#options.timeoutMs)
    if (reply.kind === 'ended') this.#instanceBytes = reply.memoryBytes ?? 0
    if (reply.kind === 'begun' || reply.kind === 'refused')
      throw notStarted(reply, this.#options.timeoutMs)
    return reply
  }

  async close(): Promise<void> {
    await this.#end()
    await this.#processes.close(endMs)
  }

  async #end(): Promise<void> {
    const ended = this.#process
    if (ended === undefined) return
    this.#process = undefined
    this.#usedBytes = 0
    ended.kill()
    await ended.exited
    this.#lastTrace = ended.readTrace()
    ended.release()
  }

  /** Sends a call and waits for its result; at the deadline the process is killed. */
  async #ask(pieces: readonly Uint8Array[], withinMs: number): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined
    const reply = await new Promise<Reply>((resolve) => {
      this.#reply = resolve
      timer = setTimeout(() => resolve({ kind: 'deadline' }), withinMs)
      this.#process?.sendControl(pieces)
    })
    clearTimeout(timer)
    this.#reply = undefined
    if (reply.kind === 'deadline' || reply.kind === 'process') await this.#end()
    else this.#divergence ??= reply.divergence
    return reply
  }

  async #start(): Promise<GuestProcess> {
    const { load } = this.#options
    const { memoryPages } = load.settings
    const guest = await this.#processes.take({
      isTraced: true,
      processMiB: processMiBOf({ processMiB: undefined, memoryMiB: memoryPages / pagesPerMiB }),
    })
    guest.listen(
      {
        onControl: (frame) => this.#receive(frame),
        onFront: () => undefined,
        onEnd: (message) => {
          if (this.#process === guest) this.#reply?.({ kind: 'process', message })
        },
      },
      {
        controlBytes: frameBytes,
        frontBytes: frameBytes,
        take: (length) => new Uint8Array(length),
      },
    )
    guest.sendControl(encodeLoad(load))
    return guest
  }

  #receive(frame: Frame): void {
    if (frame.kind === frameKinds.refused)
      return this.#reply?.({ kind: 'refused', reasons: decodeRefused(frame) })
    const reply: RequestReply = JSON.parse(splitPayload(frame).text)
    this.#reply?.(reply)
  }
}

function notStarted(reply: Reply, withinMs: number): PluginLoadError {
  if (reply.kind === 'refused') return new PluginLoadError(reply.reasons)
  if (reply.kind === 'process') return new PluginLoadError([reply.message])
  return new PluginLoadError([`it did not start within ${withinMs} ms`])
}
