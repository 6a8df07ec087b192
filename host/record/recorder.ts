import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../exchange/log.ts'
import type { RequestFailure, Trace } from '../exchange/trace.ts'
import { hasRequest } from './bundle.ts'
import { writeBundle, type RecordedPlugin } from './bundle-file.ts'
import { makeFolder, openFolder, requireOwnFolder } from './record-folder.ts'
import { RecordQuota } from './record-quota.ts'

/** The most bundles that wait to be written. */
const mostWaiting = 8
/** How long `close` waits after its deadline for the removal of an incomplete file. */
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
 * Writes a bundle for each failed request, one after the other, while requests are served. Errors of files are only logged.
 * Closed with `close`.
 */
export class Recorder {
  readonly #folder: string
  readonly #log: Log
  readonly #quota: RecordQuota
  readonly #waiting: Waiting[] = []
  #hasReportedFull = false
  #writing: Promise<void> | undefined
  readonly #late = new AbortController()

  private constructor(folder: string, log: Log, quota: RecordQuota) {
    this.#folder = folder
    this.#log = log
    this.#quota = quota
  }

  /**
   * Opens the recorder of a folder, which is created if it is missing. Rejects with the system's error if that fails, and for a
   * folder of another user. A folder that cannot be written to is logged, and nothing is recorded.
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

  /** Records a failure, unless there are enough of its kind. */
  record(plugin: RecordedPlugin, failure: RequestFailure): void {
    // All deadlines of a plugin have the same message: those of one route must not hide those of another.
    const key = JSON.stringify([plugin.name, failure.route, failure.kind, failure.message])
    const isEnough = this.#quota.hasEnough(key) || this.#waiting.length >= mostWaiting
    if (isEnough) return
    if (this.#quota.isFull) return this.#reportFull()
    this.#quota.count(key)
    this.#waiting.push({ plugin, failure, key, trace: failure.readTrace() })
    this.#writing ??= this.#writeAll()
  }

  /** Resolves once all waiting bundles are written; those that are not written within `mostMs` are left out. */
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

  #reportFull(): void {
    if (this.#hasReportedFull) return
    this.#hasReportedFull = true
    const message = `${this.#folder} has ${this.#quota.most} records: no more are written`
    this.#log({ level: 'warning', message })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
