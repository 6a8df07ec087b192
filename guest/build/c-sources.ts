import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const include = /(?:#\s*(?:include|embed)\s*|__has_(?:include|embed)\s*\(\s*)"([^"\n]+)"/g

/**
 * The files of a plugin in C: its sources, and what they include with quotes, found from the file that includes it. A
 * compiler runs in `folder` and knows all of them by names relative to it.
 */
export class CSources {
  /** The nearest folder that has all files in it. */
  readonly folder: string
  /** The sources, in their order. */
  readonly names: readonly string[]
  /** Every file by its name. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Sources that cannot be read, as they were given. */
  readonly missing: readonly string[]

  constructor(sources: readonly string[]) {
    const found = new Map<string, Uint8Array>()
    for (const source of sources) collect(resolve(source), found)
    this.missing = sources.filter((source) => !found.has(resolve(source)))
    this.folder = commonFolder([...found.keys()])
    this.names = sources.map((source) => this.#nameOf(resolve(source)))
    this.files = new Map([...found].map(([file, bytes]) => [this.#nameOf(file), bytes]))
  }

  /** A file as the author knows it: from the current folder. */
  show(name: string): string {
    return relative('', join(this.folder, name))
  }

  #nameOf(file: string): string {
    return relative(this.folder, file).replaceAll(sep, '/')
  }
}

function collect(file: string, found: Map<string, Uint8Array>): void {
  if (found.has(file)) return
  const bytes = read(file)
  if (bytes === undefined) return
  found.set(file, bytes)
  for (const [, name = ''] of Buffer.from(bytes).toString('latin1').matchAll(include))
    collect(resolve(dirname(file), Buffer.from(name, 'latin1').toString()), found)
}

function read(file: string): Uint8Array | undefined {
  try {
    // A pipe or a device may have no end.
    return statSync(file).isFile() ? readFileSync(file) : undefined
  } catch {
    // Whatever the reason is: the compiler says itself which file it misses, and where.
    return undefined
  }
}

function commonFolder(files: readonly string[]): string {
  const [first = resolve('x')] = files
  let folder = dirname(first)
  while (!files.every((file) => isInside(folder, file)) && folder !== dirname(folder))
    folder = dirname(folder)
  return folder
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
