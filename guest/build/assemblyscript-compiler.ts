import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { findReplacement } from './missing-syntax.ts'
import { findPackageRoot } from './package-root.ts'
import { findPlace, frameLines } from './code-frame.ts'
import { importOptional } from './toolchain.ts'

/** The part of the AssemblyScript compiler (`assemblyscript/asc`) that the build uses. */
export interface Compiler {
  readonly main: (
    commandLine: string[],
    options: {
      readonly readFile: (name: string, folder: string) => string | null
      readonly writeFile: (name: string, contents: Uint8Array | string, folder: string) => void
      readonly listFiles: (folder: string) => string[]
      readonly reportDiagnostic: (diagnostic: Diagnostic) => void
    },
  ) => Promise<{ readonly error: Error | null }>
  /** The compiler's own library: texts by their paths without `.ts`. */
  readonly libraryFiles: Record<string, string>
}

/** One message of the compiler. */
export interface Diagnostic {
  readonly code: number
  readonly category: number
  readonly message: string
  readonly range: SourceRange | null
  /** Another place that the message is about. */
  readonly relatedRange: SourceRange | null
}

/** A part of a source. */
export interface SourceRange {
  /** Index of the first character in the text of the source. */
  readonly start: number
  readonly end: number
  readonly source: { readonly normalizedPath: string }
}

/** The compiler's number for an error among its categories of messages. */
export const errorCategory = 3

/** The compiler, or `undefined` if the optional dependency is not installed. */
export async function importCompiler(): Promise<Compiler | undefined> {
  const compiler = await importOptional<Compiler>('assemblyscript/asc')
  if (compiler !== undefined) {
    // `console`, `Date`, `performance` and `crypto` import from here.
    const system = join(findPackageRoot(), 'guest/assembly/system.ts')
    compiler.libraryFiles['bindings/dom'] = readFileSync(system, 'utf8')
  }
  return compiler
}

/** How the compiler names a file inside a package, in place of the folders before it. */
const libraryPrefix = '~lib/'

const sdk = /(?:^|\/)node_modules\/orthanc-wasm\/assembly\/(.+)$/

/**
 * The files that a compilation reads, as the compiler names them: paths from the folder of the plugin's main file.
 * Besides the author's own there are the SDK, which is this package's wherever the plugin lies, the compiler's
 * options, and an entry of its own with what the host asks for, so that an author exports nothing.
 */
export class SourceFiles {
  static readonly exports = 'orthanc-wasm-exports.ts'
  static readonly config = 'orthanc-wasm-asconfig.json'

  /** The folder of the plugin's main file. */
  readonly folder: string
  /** The name of the plugin's main file. */
  readonly main: string
  private readonly root: string
  private readonly texts = new Map<string, string>()
  private readonly asked = new Set<string>()

  constructor(root: string, source: string) {
    this.root = root
    this.folder = dirname(resolve(source))
    this.main = basename(source)
  }

  /** The author's files that the compiler asked for, those that do not exist included. */
  get inputs(): readonly string[] {
    return [...this.asked]
  }

  /** The text of a file, or `null` if there is none. */
  read(name: string): string | null {
    const path = name.replaceAll('\\', '/')
    if (!isOurs(path)) this.asked.add(this.locate(path))
    const text = path === SourceFiles.exports ? exportsText : readText(this.locate(path))
    if (text !== null) this.texts.set(path.replace(/^.*node_modules\//, libraryPrefix), text)
    return text
  }

  private locate(path: string): string {
    if (path === SourceFiles.config) return join(this.root, 'asconfig.json')
    const sdkFile = sdk.exec(path)?.[1]
    if (sdkFile !== undefined) return join(this.root, 'guest/assembly', sdkFile)
    return resolve(this.folder, path)
  }

  /** Lines for the author: file, line and column with the compiler's words, and the line of the source. */
  describe({ range, relatedRange, message, code, category }: Diagnostic): readonly string[] {
    const kind = category === errorCategory ? 'error' : 'warning'
    // What ERROR() of a library says.
    const said = message.replace(/^User-defined: '(.*)'$/, '$1')
    const what = `${kind} AS${code}: ${said}`
    if (range === null) return [what]
    if (relatedRange === null)
      return [...this.describePlace(range, what), ...this.describeHelp(range, said)]
    const isInside = !this.isAuthors(range.source.normalizedPath)
    const [first, second] = isInside ? [relatedRange, range] : [range, relatedRange]
    const note = isInside ? 'note: the library refuses it here' : 'note: related to this'
    return [...this.describePlace(first, what), ...this.describePlace(second, note)]
  }

  /** What an author who knows TypeScript can write instead, as rustc shows its help. */
  private describeHelp({ start, source }: SourceRange, message: string): readonly string[] {
    const text = this.texts.get(source.normalizedPath)
    if (text === undefined || !this.isAuthors(source.normalizedPath)) return []
    const instead = findReplacement(message, text.slice(start, start + 20))
    return instead === undefined ? [] : [`      = help: ${instead}`]
  }

  /** A message about a part of a source; of the author's own the line is shown. */
  describePlace({ start, end, source }: SourceRange, what: string): readonly string[] {
    const path = source.normalizedPath
    const text = this.texts.get(path)
    if (text === undefined) return [`${this.show(path)}: ${what}`]
    const place = findPlace(text, start, end)
    const { line, column } = place
    const message = `${this.show(path)}:${line}:${column}: ${what}`
    return this.isAuthors(path) ? [message, ...frameLines(text, place)] : [message]
  }

  /** True for the path of a file of the author's, as the compiler writes it. */
  isAuthors(path: string): boolean {
    return !path.startsWith(libraryPrefix) && path !== SourceFiles.exports
  }

  /** A path as the author knows it: from the current folder, or from a package. */
  private show(path: string): string {
    if (path.startsWith(libraryPrefix)) return path.slice(libraryPrefix.length)
    return relative('', resolve(this.folder, path))
  }
}

const exportsText = 'export * from "orthanc-wasm/assembly/exports"\n'

/** True for names that lead into this package. */
function isOurs(path: string): boolean {
  const { exports, config } = SourceFiles
  return path === exports || path === config || /(?:^|\/)node_modules\/orthanc-wasm\//.test(path)
}

function readText(file: string): string | null {
  try {
    // A pipe or a device may have no end.
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : null
  } catch {
    // Whatever the reason is: the compiler tries several places and says itself which file it misses.
    return null
  }
}
