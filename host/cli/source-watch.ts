import { dirname, extname, join, resolve } from 'node:path'
import { watchFolder } from '../watch.ts'

/** How long the sources must be unchanged: an editor may write a file in two steps, and several files one after the other. */
const quietMs = 50

/** Watches the sources of a plugin, which differ from build to build. Closed with `close`. */
export class SourceWatch {
  readonly #changed: () => void
  readonly #folders = new Map<string, AbortController>()
  #files: ReadonlySet<string> = new Set()
  #extensions: ReadonlySet<string> = new Set()
  #timer: NodeJS.Timeout | undefined

  /** `changed` is called once after each group of changes. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /**
   * Watches these files, and in their folders all others of the same kind: a new file may be the one that an import does not
   * find.
   */
  update(files: readonly string[]): void {
    this.#files = new Set(files.map((file) => resolve(file)))
    this.#extensions = new Set(files.map((file) => extname(file)))
    const folders = new Set([...this.#files].map((file) => dirname(file)))
    for (const folder of folders) this.#add(folder)
    for (const folder of this.#folders.keys()) if (!folders.has(folder)) this.#remove(folder)
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const folder of this.#folders.keys()) this.#remove(folder)
  }

  #add(folder: string): void {
    if (this.#folders.has(folder)) return
    const watching = new AbortController()
    this.#folders.set(folder, watching)
    const see = (name?: string): void => {
      if (name === undefined || this.#isSource(join(folder, name))) this.#settle()
    }
    watchFolder(folder, see, watching.signal)
  }

  #remove(folder: string): void {
    this.#folders.get(folder)?.abort()
    this.#folders.delete(folder)
  }

  #isSource(file: string): boolean {
    return this.#files.has(file) || this.#extensions.has(extname(file))
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#changed, quietMs)
  }
}
