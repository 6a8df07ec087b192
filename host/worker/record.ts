import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import type { PluginLimits } from '../exchange/limits.ts'
import type { Log, LogEvent } from '../exchange/ports.ts'
import { TraceMemory } from '../exchange/trace-memory.ts'
import type { RequestFailure } from './failure-trace.ts'
import type { InstanceSettings } from './instance-settings.ts'
import { bundlePieces, hasRequest, type BundleHead, type BundledFailure } from './record-bundle.ts'

/** What bounds the files. */
const limits = {
  /** Of the same failure of one plugin, while this process runs. */
  perFailure: 3,
  /** In the folder, with those that were there before. */
  bundles: 200,
  /** Waiting to be written. */
  waiting: 8,
}

const hashedBytes = 1024 * 1024
/** How long the file in hand may take to be taken away, once there is no time for it. */
const cleanUpMs = 100
/** Characters that are written at once, about. */
const writtenLength = 64 * 1024

/** Whose requests are recorded. */
export interface RecordedPlugin {
  readonly file: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly settings: InstanceSettings
  readonly limits: Pick<PluginLimits, 'timeoutMs' | 'initializeTimeoutMs'>
}

/** A bundle that waits to be written. */
interface Waiting {
  readonly plugin: RecordedPlugin
  readonly failure: RequestFailure
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
  readonly #counts = new Map<string, number>()
  readonly #waiting: Waiting[] = []
  #bundles: number
  #isFullTold = false
  #writing: Promise<void> | undefined
  readonly #late = new AbortController()

  private constructor(folder: string, log: Log, bundles: number) {
    this.#folder = folder
    this.#log = log
    this.#bundles = bundles
  }

  /**
   * The recorder of a folder, which is made if it is not there. Rejects with the system's error if that fails. A folder
   * that cannot be written to is a log line; nothing is recorded then.
   */
  static async open(folder: string, log: Log): Promise<Recorder | undefined> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
      const { mode } = await stat(folder)
      if ((mode & 0o077) !== 0)
        log({
          level: 'warning',
          message: `${folder}: others may enter it; requests are kept there`,
        })
      const names = await readdir(folder)
      return new Recorder(folder, log, names.filter((name) => name.endsWith('.json')).length)
    } catch (error) {
      const message = `nothing is recorded in ${folder}: ${messageOf(error)}`
      log({ level: 'error', message })
      return undefined
    }
  }

  /** Has a failure written down, unless enough of its kind are there. */
  record(plugin: RecordedPlugin, failure: RequestFailure): void {
    const key = JSON.stringify([plugin.name, failure.kind, failure.message])
    const count = this.#counts.get(key) ?? 0
    const isEnough = count >= limits.perFailure || this.#waiting.length >= limits.waiting
    if (isEnough || this.#bundles >= limits.bundles) {
      new TraceMemory(failure.trace).release()
      return isEnough ? undefined : this.#tellFull()
    }
    this.#counts.set(key, count + 1)
    this.#bundles++
    this.#waiting.push({ plugin, failure, key })
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

  async #write({ plugin, failure, key }: Waiting): Promise<void> {
    const about = { plugin: plugin.name, request: failure.request }
    const trace = new TraceMemory(failure.trace)
    try {
      if (!hasRequest(trace, failure.request)) throw new Error('its trace was not complete')
      const file = await writeBundle(this.#folder, plugin, failure, trace, this.#late.signal)
      const message = `recorded: "orthanc-wasm fuzz --replay ${file}" does it again`
      this.#say({ level: 'info', message, ...about })
    } catch (error) {
      this.#forget(key)
      const message = `not recorded in ${this.#folder}: ${messageOf(error)}`
      this.#say({ level: 'error', message, ...about })
    } finally {
      trace.release()
    }
  }

  /** One that is not there may be tried again, and nothing is kept of failures without a file. */
  #forget(key: string): void {
    this.#bundles--
    const count = (this.#counts.get(key) ?? 1) - 1
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
  }

  #tellFull(): void {
    if (this.#isFullTold) return
    this.#isFullTold = true
    const message = `${this.#folder} has ${limits.bundles} records: no more are written`
    this.#say({ level: 'warning', message })
  }

  #say(event: LogEvent): void {
    this.#log(event)
  }
}

/**
 * Writes a bundle, and the module beside it unless it is there; gives the path of the bundle: by `name`, or by time,
 * plugin and request.
 */
export async function writeBundle(
  folder: string,
  plugin: RecordedPlugin,
  failure: BundledFailure & { readonly request: string; readonly name?: string },
  trace: TraceMemory,
  signal?: AbortSignal,
): Promise<string> {
  signal?.throwIfAborted()
  const sha256 = await hashInTurns(plugin.bytes)
  const module = { sha256, file: `${sha256}.wasm` }
  await writeModule(folder, module.file, plugin)
  const head = headOf(plugin, failure, module)
  const name = failure.name ?? `${head.time}-${plugin.name}-${failure.request}`
  const file = await freeName(join(folder, fileName(name)))
  await writePieces(file, joinedTexts(bundlePieces(head, trace, failure.request)), signal)
  return file
}

/** The SHA-256 of a module, of which no turn of the event loop hashes much. */
async function hashInTurns(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += hashedBytes) {
    hash.update(bytes.subarray(at, at + hashedBytes))
    await turn()
  }
  return hash.digest('hex')
}

function fileName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9-]+/g, '-').slice(0, longestName)
}

/** The first of `PATH.json`, `PATH-2.json` and so on that is not there. */
async function freeName(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = `${path}${number === 1 ? '' : `-${number}`}.json`
    if (!(await exists(file))) return file
  }
}

/** Characters of a file's name, of which the plugin's is a part. */
const longestName = 120

function headOf(
  plugin: RecordedPlugin,
  { kind, message }: BundledFailure,
  module: BundleHead['module'],
): BundleHead {
  const { cacheFolder: _, isTraced: __, ...settings } = plugin.settings
  const { timeoutMs, initializeTimeoutMs } = plugin.limits
  return {
    time: new Date().toISOString(),
    plugin: { name: plugin.name, file: plugin.file },
    module,
    settings,
    timeoutMs,
    initializeTimeoutMs,
    failure: { kind, message },
  }
}

/** The module, and the map to its source if the compiler wrote one. */
async function writeModule(folder: string, name: string, plugin: RecordedPlugin): Promise<void> {
  const file = join(folder, name)
  if (await exists(file)) return
  await writePieces(file, [plugin.bytes])
  // Without a map the places in the source are missing, and nothing else.
  const map = await readFile(`${plugin.file}.map`).catch(() => undefined)
  if (map !== undefined) await writePieces(`${file}.map`, [map])
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** A file that is there as a whole or not at all. */
async function writePieces(
  file: string,
  pieces: Iterable<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const part = `${file}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    for (const piece of pieces) {
      signal?.throwIfAborted()
      await handle.appendFile(piece)
    }
    await handle.close()
    await rename(part, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  }
}

/** Texts of some length each: a trace may have tens of thousands of requests, and each write takes its time. */
function* joinedTexts(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < writtenLength) continue
    yield text
    text = ''
  }
  yield text
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
