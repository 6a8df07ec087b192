import { readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'

const include =
  /(?:#\s*(?:include|embed)\s*|__has_(?:include|embed)\s*\(\s*)(?:"([^"\n]+)"|<([^>\n]+)>)/g

/** Where the files of a plugin in C are, besides its sources. */
export interface IncludePaths {
  /** The folders in which included files are looked up. */
  readonly folders: readonly string[]
  /** Files that every source includes first. */
  readonly forced: readonly string[]
}

/**
 * The files of a plugin in C: its sources and the files that they include, found from the file that includes them or in
 * the include folders. A compiler runs in the current folder and gets the names of the sources relative to it.
 */
export class CSources {
  /** The sources, in their order. */
  readonly names: readonly string[]
  readonly includes: IncludePaths
  /** Every file by its absolute path. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The absolute paths of all files, and those at which an included file was looked for in vain. */
  readonly inputs: readonly string[]
  /** Files that cannot be read, as they were passed. */
  readonly missing: readonly string[]

  constructor(sources: readonly string[], includes: IncludePaths) {
    const asked = new Map<string, Uint8Array | undefined>()
    const folders = includes.folders.map((folder) => resolve(folder))
    const first = [...sources, ...includes.forced]
    for (const file of first) collect(resolve(file), folders, asked)
    this.inputs = [...asked.keys()]
    this.missing = first.filter((file) => asked.get(resolve(file)) === undefined)
    this.names = sources.map((source) => relative('', source))
    this.includes = includes
    this.files = new Map(
      [...asked].filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined),
    )
  }

  /** A file as the author knows it: from the current folder. */
  show(name: string): string {
    return this.files.has(resolve(name)) ? relative('', name) : name
  }
}

function collect(
  file: string,
  folders: readonly string[],
  asked: Map<string, Uint8Array | undefined>,
): void {
  if (asked.has(file)) return
  const bytes = read(file)
  asked.set(file, bytes)
  if (bytes === undefined) return
  for (const [, quoted, angled = ''] of Buffer.from(bytes).toString('latin1').matchAll(include)) {
    const name = Buffer.from(quoted ?? angled, 'latin1').toString()
    const from = quoted === undefined ? folders : [dirname(file), ...folders]
    for (const folder of from) collect(resolve(folder, name), folders, asked)
  }
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
