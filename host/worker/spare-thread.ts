import { Worker } from 'node:worker_threads'

/** JavaScript memory of one thread; the guest's linear memory and the bodies do not count here. */
const heapMiB = 256

/** How long after one was taken the next spare is started: first things first. */
const restockMs = 100

/**
 * Keeps one thread started and without a plugin, so that one that was killed is replaced at once. All plugins of a host
 * share it.
 */
export class SpareThread {
  readonly #entry: URL
  #spare: Promise<Worker> | undefined
  #restock: NodeJS.Timeout | undefined
  #closed = false

  /** `entry` is the compiled `thread.js`. */
  constructor(entry: URL) {
    this.#entry = entry
  }

  /** A started thread, which the caller owns from here on. Rejects if it ends before it has started. */
  take(): Promise<Worker> {
    const thread = this.#spare ?? this.#start()
    this.#spare = undefined
    this.#restock ??= setTimeout(() => this.#stock(), restockMs).unref()
    return thread
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#restock)
    const spare = await this.#spare?.catch(() => undefined)
    await spare?.terminate()
  }

  #stock(): void {
    this.#restock = undefined
    if (this.#closed) return
    this.#spare ??= this.#start()
    // A spare that cannot start is found out by whoever takes it.
    this.#spare.catch(() => undefined)
  }

  #start(): Promise<Worker> {
    const thread = new Worker(this.#entry, {
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      stdout: true,
      stderr: true,
    })
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
}
