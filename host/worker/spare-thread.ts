import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { defaultLimits } from '../exchange/limits.ts'

/** Of JavaScript's memory, what a thread may have for itself; the guest's linear memory and the bodies do not count here. */
const ownHeapMiB = 64

/**
 * The bound of JavaScript's memory. V8 collects garbage at each growth of a linear memory beyond half of it, and a plugin may
 * grow page by page.
 */
function heapMiBFor(memoryMiB: number): number {
  return ownHeapMiB + 2 * memoryMiB
}

/**
 * Of which objects are born in so much. All that lives of it may move over in one step, and Node lends a thread that has
 * reached its limit 16 MiB to end with: what needs more ends the process. V8's own choice grows with its versions.
 */
const youngMiB = 12

/** How long after one was taken the next spare is started: first things first. */
const restockMs = 100

/** A thread that is started, or about to be. */
interface Starting {
  readonly thread: Worker
  /** Rejects if it ends before it has started. */
  readonly started: Promise<Worker>
}

/**
 * Keeps one thread started and without a plugin, so that one that was killed is replaced at once. All plugins of a host
 * share it.
 */
export class SpareThread {
  readonly #entry: URL
  #spare: Starting | undefined
  #restock: NodeJS.Timeout | undefined
  /** All that have not ended, whoever owns them. */
  readonly #running = new Set<Worker>()
  #hasStarted = false
  #isKeeping = false
  #isClosed = false

  /** `entry` is the compiled `thread.js`. */
  constructor(entry = new URL('./thread.js', import.meta.url)) {
    this.#entry = entry
  }

  /** Whether there ever was a thread. */
  get hasStarted(): boolean {
    return this.#hasStarted
  }

  /** Starts a thread before anybody needs it. */
  prepare(): void {
    if (this.#isClosed) return
    if (this.#spare !== undefined) return
    const spare = this.#start()
    this.#spare = spare
    // One that could not start, for want of a file descriptor say, is not what the next one gets: that tries anew.
    spare.started.catch(() => {
      if (this.#spare === spare) this.#spare = undefined
    })
  }

  /** From now on one that was taken is replaced: until all plugins run, a spare would only slow them down. */
  keep(): void {
    this.#isKeeping = true
    this.#restockLater()
  }

  /**
   * A started thread for a plugin that may have so much memory, which the caller owns from here on. Rejects if it ends before
   * it has started.
   */
  take(memoryMiB: number): Promise<Worker> {
    if (memoryMiB > defaultLimits.memoryMiB) return this.#start(memoryMiB).started
    const { started } = this.#spare ?? this.#start()
    this.#spare = undefined
    if (this.#isKeeping) this.#restockLater()
    return started
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#restock)
    await this.#spare?.thread.terminate()
  }

  /** Kills every thread. Gives whether they ended within that time. */
  async endAll(withinMs: number): Promise<boolean> {
    const ended = Promise.all([...this.#running].map((thread) => thread.terminate()))
    return Promise.race([ended.then(() => true), sleep(withinMs, false, { ref: false })])
  }

  #restockLater(): void {
    this.#restock ??= setTimeout(() => {
      this.#restock = undefined
      this.prepare()
    }, restockMs).unref()
  }

  #start(memoryMiB = defaultLimits.memoryMiB): Starting {
    const thread = new Worker(this.#entry, {
      resourceLimits: {
        maxOldGenerationSizeMb: heapMiBFor(memoryMiB),
        maxYoungGenerationSizeMb: youngMiB,
      },
      stdout: true,
      stderr: true,
    })
    this.#hasStarted = true
    this.#running.add(thread)
    thread.once('exit', () => this.#running.delete(thread))
    return { thread, started: startOf(thread) }
  }
}

function startOf(thread: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const ended = (code: unknown) =>
      reject(new Error(`a guest thread ended before it started: ${String(code)}`))
    thread.once('error', ended)
    thread.once('exit', ended)
    // The first message is `started`.
    thread.once('message', () => {
      thread.off('error', ended)
      thread.off('exit', ended)
      resolve(thread)
    })
  })
}
