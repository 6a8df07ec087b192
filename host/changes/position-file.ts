import { access, constants, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describeSystemError } from '../config/plugin-files.ts'
import { ReportError } from '../exchange/errors.ts'
import { escapeText, type Log } from '../exchange/log.ts'
import { writeWhole } from '../record/whole-file.ts'

/** The first members of the file. */
const fileFormat = { format: 'orthanc-wasm changes', version: 1 } as const

/**
 * The sequence number of the last change that each plugin has received, kept in a file. It is written soon after a number has
 * changed: a host that is killed may send a few changes again, and leaves none out.
 */
export class PositionFile {
  readonly #path: string
  readonly #log: Log
  readonly #positions: Map<string, number>
  #isSaved = true
  #saving: Promise<void> | undefined
  #hasFailed = false

  private constructor(path: string, log: Log, positions: Map<string, number>) {
    this.#path = path
    this.#log = log
    this.#positions = positions
  }

  /** Opens the file, or begins without one. Rejects with `ReportError` for a file that is invalid or cannot be written. */
  static async open(path: string, log: Log): Promise<PositionFile> {
    try {
      await access(dirname(path), constants.W_OK)
      return new PositionFile(path, log, readPositions(await readText(path)))
    } catch (error) {
      const why = describeSystemError(error)
      throw new ReportError(`${escapeText(path)} (WebAssembly.Changes.State): ${why}`, {
        cause: error,
      })
    }
  }

  /** `undefined` for a plugin that has none yet. */
  get(plugin: string): number | undefined {
    return this.#positions.get(plugin)
  }

  set(plugin: string, position: number): void {
    this.#positions.set(plugin, position)
    this.#isSaved = false
    this.#saving ??= this.#save()
  }

  /** Resolves once the last position is written, or could not be. */
  async saved(): Promise<void> {
    await this.#saving
  }

  async #save(): Promise<void> {
    // The positions of one turn of the event loop are written once.
    await Promise.resolve()
    while (!this.#isSaved) {
      this.#isSaved = true
      await this.#write()
    }
    this.#saving = undefined
  }

  async #write(): Promise<void> {
    const content = { ...fileFormat, plugins: Object.fromEntries(this.#positions) }
    try {
      await writeWhole(this.#path, [`${JSON.stringify(content, undefined, 2)}\n`])
      this.#hasFailed = false
    } catch (error) {
      if (this.#hasFailed) return
      this.#hasFailed = true
      this.#log({
        level: 'error',
        message: `cannot write ${escapeText(this.#path)} (WebAssembly.Changes.State): ${describeSystemError(error)}: after a restart plugins receive changes again`,
      })
    }
  }
}

/** `undefined`: there is no file yet. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function readPositions(text: string | undefined): Map<string, number> {
  if (text === undefined) return new Map()
  const content = parseObject(text)
  const plugins = content && parsedObject(content['plugins'])
  const isKnown =
    content?.['format'] === fileFormat.format && content['version'] === fileFormat.version
  const entries = Object.entries(plugins ?? {})
  if (!isKnown || plugins === undefined || !entries.every(isPosition)) throw new Error(notPositions)
  return new Map(entries)
}

const notPositions =
  'not the positions of plugins in the changes of Orthanc. Without the file, plugins begin with the changes from now on: correct it, or remove it'

function isPosition(entry: [string, unknown]): entry is [string, number] {
  return Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parsedObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

function parsedObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
