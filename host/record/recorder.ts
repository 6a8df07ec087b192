import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../exchange/ports.ts'
import type { RequestFailure, Trace } from '../exchange/trace.ts'
import { hasRequest } from './bundle.ts'
import { writeBundle, type RecordedPlugin } from './bundle-file.ts'
import { makeFolder, openFolder, requireOwnFolder } from './record-folder.ts'
import { RecordQuota } from './record-quota.ts'

/** Bundles that wait to be written, at most. */
const mostWaiting = 8
/** How long the file in hand may take to be taken away, once there is no time for it. */
const cleanUpMs = 100

/** A bundle that waits to be written. */
interface Waiting {
  readonly plugin: RecordedPlugin
  readonly failure: Omit<RequestFailure, 'readTrace'>
  readonly trace: Trace
  /** The same for all failures of its kind. */
  readonly key: string
}

/**
 * Writes a bundle for each request that failed, one after the other, beside what is served. Whatever goes wrong with the
 * files is a log line and nothing else. Closed with `close`.
 */
export class Recorder {
  readonly #folder: string
  readonly #log: Log
  readonly #quota: RecordQuota
  readonly #waiting: Waiting[] = []
  #isFullTold = false
  #writing: Promise<void> | undefined
  readonly #late = new AbortController()

  private constructor(folder: string, log: Log, quota: RecordQuota) {
    this.#folder = folder
    this.#log = log
    this.#quota = quota
  }

  /**
   * The recorder of a folder, which is made if it is not there. Rejects with the system's error if that fails, and for a
   * folder of another user. A folder that cannot be written to is a log line; nothing is recorded then.
   */
  static async open(folder: string, log: Log): Promise<Recorder | undefined> {
    await makeFolder(folder)
    await requireOwnFolder(folder, process.getuid?.())
    try {
      const { names, isOpenToOthers } = await openFolder(folder)
      const message = `${folder}: others may enter it; requests are kept there`
      if (isOpenToOthers) log({ level: 'warning', message })
      const bundles = names.filter((name) => name.endsWith('.json'))
      return new Recorder(folder, log, new RecordQuota(bundles.length))
    } catch (error) {
      const message = `nothing is recorded in ${folder}: ${messageOf(error)}`
      log({ level: 'error', message })
      return undefined
    }
  }

  /** Has a failure written down, unless enough of its kind are there. */
  record(plugin: RecordedPlugin, failure: RequestFailure): void {
    // All deadlines of a plugin have the same words: those of one route must not hide those of another.
    const key = JSON.stringify([plugin.name, failure.route, failure.kind, failure.message])
    const isEnough = this.#quota.hasEnough(key) || this.#waiting.length >= mostWaiting
    if (isEnough) return
    if (this.#quota.isFull) return this.#tellFull()
    this.#quota.count(key)
    this.#waiting.push({ plugin, failure, key, trace: failure.readTrace() })
    this.#writing ??= this.#writeAll()
  }

  /** Resolves once all that waits is written; what is not within `mostMs` is left out, for a disk may be slow. */
  async close(mostMs: number): Promise<void> {
    const late = setTimeout(() => this.#late.abort(new Error('the server stops')), mostMs)
    const over = once(this.#late.signal, 'abort').then(() => sleep(cleanUpMs))
    await Promise.race([this.#writing, over])
    clearTimeout(late)
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      await this.#write(next)
    this.#writing = undefined
  }

  async #write({ plugin, failure, key, trace }: Waiting): Promise<void> {
    const about = { plugin: plugin.name, request: failure.request }
    try {
      if (!hasRequest(trace, failure.request)) throw new Error('its trace was not complete')
      const file = await writeBundle(this.#folder, plugin, failure, trace, this.#late.signal)
      const message = `recorded: "orthanc-wasm fuzz --replay ${file}" does it again`
      this.#log({ level: 'info', message, ...about })
    } catch (error) {
      this.#quota.discount(key)
      const message = `not recorded in ${this.#folder}: ${messageOf(error)}`
      this.#log({ level: 'error', message, ...about })
    }
  }

  #tellFull(): void {
    if (this.#isFullTold) return
    this.#isFullTold = true
    const message = `${this.#folder} has ${this.#quota.most} records: no more are written`
    this.#log({ level: 'warning', message })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
