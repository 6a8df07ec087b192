import { randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, utimes } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

const ownerAlone = 0o700
const fileOfOwner = 0o600
const writableByOthers = 0o022
const digestBytes = 32

/** Limit of all images together; the least recently used ones are removed. */
const mostBytes = 256 * 1024 * 1024

/** The folder for files that can be made again, as the XDG Base Directory Specification places it. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: given = '' } = environment
  return join(given === '' ? join(homedir(), '.cache') : given, 'orthanc-wasm')
}

/**
 * Files in a folder that only the user of this process can write, by names that say what they depend on. Each begins with the SHA-256 of
 * the rest. A folder or file of another user is not used.
 */
export class ImageCache {
  readonly #folder: string
  /** Called with what is wrong if nothing can be written. */
  readonly #onProblem: (problem: string) => void

  constructor(folder: string, onProblem: (problem: string) => void) {
    this.#folder = folder
    this.#onProblem = onProblem
  }

  /** The content that was written for a name; `undefined` if there is none, or if the file is damaged or not this user's. */
  async read(name: string): Promise<Uint8Array | undefined> {
    if ((await this.#findProblem()) !== undefined) return undefined
    const path = join(this.#folder, name)
    try {
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
      try {
        const stats = await file.stat()
        if (!stats.isFile() || !isOwn(stats)) return undefined
        const bytes = await file.readFile()
        const now = new Date()
        await utimes(path, now, now)
        const content = bytes.subarray(digestBytes)
        const digest = await digestOf(content)
        return digest.equals(bytes.subarray(0, digestBytes)) ? content : undefined
      } finally {
        await file.close()
      }
    } catch {
      // It does not exist, or another process has removed it meanwhile.
      return undefined
    }
  }

  /** Never rejects. Another process that reads the file sees all of it or none. */
  async write(name: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: ownerAlone })
      const problem = await this.#findProblem()
      if (problem !== undefined) return this.#onProblem(`${this.#folder}: ${problem}`)
      await this.#writeWhole(join(this.#folder, name), content)
      await this.#removeOldest()
    } catch (error) {
      this.#onProblem(error instanceof Error ? error.message : String(error))
    }
  }

  /** Leaves nothing if it fails: the disk may be full. */
  async #writeWhole(path: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const temporary = join(this.#folder, `.${randomUUID()}`)
    const file = await open(temporary, 'wx', fileOfOwner)
    try {
      await file.writeFile(await digestOf(content))
      await file.writeFile(content)
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    } finally {
      await file.close()
    }
  }

  /** Why the folder is not used; `undefined` if it is. */
  async #findProblem(): Promise<string | undefined> {
    const stats = await lstat(this.#folder).catch(() => undefined)
    if (stats === undefined || !stats.isDirectory()) return 'not a folder'
    if (!isOwn(stats)) return 'it belongs to another user, or others may write to it'
    return undefined
  }

  /** Removes what is beyond the limit; files that a killed process has left are among it in time. */
  async #removeOldest(): Promise<void> {
    const paths = (await readdir(this.#folder)).map((name) => join(this.#folder, name))
    const files = await Promise.all(
      paths.map(async (path) => ({ path, stats: await lstat(path).catch(() => undefined) })),
    )
    let sum = 0
    for (const { path, stats } of files.toSorted(
      (a, b) => (b.stats?.mtimeMs ?? 0) - (a.stats?.mtimeMs ?? 0),
    )) {
      sum += stats?.size ?? 0
      if (sum > mostBytes) await rm(path, { force: true })
    }
  }
}

/** Whether only the user of this process can write a file. */
function isOwn({ uid, mode }: Stats): boolean {
  // Windows has no such numbers; the folder of a user is that user's.
  const own = process.getuid?.()
  return own === undefined || (uid === own && (mode & writableByOthers) === 0)
}

/** Computed outside of the event loop. */
async function digestOf(content: Uint8Array<ArrayBuffer>): Promise<Buffer> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', content))
}
