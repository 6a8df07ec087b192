import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { isNativeCode, parseWheelName, readWheel } from './wheel.ts'
import { findMissingPackages, isBuiltIn, requirementsFile, wheelsFolder } from './requirements.ts'

/** A file that a module of a script contains. */
export interface ScriptFile {
  /** The path below the folder of the script, with slashes. */
  readonly name: string
  readonly content: Uint8Array
}

/** A module that a file of the script imports, and what has it. */
export interface ImportedModule {
  readonly name: string
  readonly from: 'library' | 'script' | 'package' | 'nothing'
}

/** All that a script is made of. */
export interface ScriptFiles {
  /** The script is the first. */
  readonly files: readonly ScriptFile[]
  /** What the script and the files next to it import. */
  readonly modules: readonly ImportedModule[]
  /** The files that were read. */
  readonly inputs: readonly string[]
  readonly warnings: readonly string[]
  /** Why it cannot be made; none if it can. */
  readonly problems: readonly string[]
}

/** What a script is made from. */
export interface ScriptSources {
  readonly script: string
  /** Other files of the script's folder that it opens. */
  readonly others: readonly string[]
  /** Folders and wheels. */
  readonly pythonPath: readonly string[]
  /** The modules of the interpreter. */
  readonly library: ReadonlySet<string>
}

/** The folder of packages, as `guest/python/_orthanc_start.py` knows it. */
const packagesFolder = 'site-packages'

/**
 * Collects the files of a script: those next to it that it imports, directly or through others, those that it opens, the modules of the
 * Python path that these import, and all wheels. Lines that only look like imports, as in a text, add at most a file that is not needed.
 */
export function collectFiles(sources: ScriptSources): ScriptFiles {
  return new Collection(sources).collect()
}

/** The first names of the modules that a source in Python imports, such as `os` for `import os.path`. */
export function readImports(source: string): readonly string[] {
  const names = [
    ...source.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+(.+))/gmu),
  ]
  return names.flatMap(([, from, list = '']) =>
    [from ?? '', ...list.split(',')].flatMap(
      (part) => /^\s*([\p{L}_][\w]*)/u.exec(part)?.[1] ?? [],
    ),
  )
}

class Collection {
  readonly #sources: ScriptSources
  readonly #folder: string
  readonly #files = new Map<string, Uint8Array>()
  readonly #inputs = new Set<string>()
  readonly #warnings: string[] = []
  readonly #problems: string[] = []
  /** What has each module that any file imports. */
  readonly #origins = new Map<string, ImportedModule['from']>()
  /** Those that the script and the files next to it import. */
  readonly #own = new Set<string>()
  readonly #native: string[] = []
  /** Names of modules that wheels contain. */
  readonly #wheelModules = new Set<string>()
  /** Sources whose imports were not looked for. */
  readonly #waiting: { readonly text: string; readonly isOwn: boolean }[] = []

  constructor(sources: ScriptSources) {
    this.#sources = sources
    this.#folder = dirname(sources.script)
  }

  collect(): ScriptFiles {
    const { script, others, pythonPath } = this.#sources
    for (const file of [script, ...others]) this.#addFile(this.#folder, file, '')
    const folders = pythonPath.filter((path) => !isWheel(path))
    this.#addWheels([...pythonPath.filter(isWheel), ...folders.flatMap(listWheels)])
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      for (const name of readImports(next.text)) this.#import(name, next.isOwn, folders)
    return {
      files: [...this.#files].map(([name, content]) => ({ name, content })),
      modules: [...this.#own].map((name) => ({
        name,
        from: this.#origins.get(name) ?? 'nothing',
      })),
      inputs: [...this.#inputs],
      warnings: [...this.#warnings, ...this.#describeNative()],
      problems: this.#problems,
    }
  }

  /** Adds the wheels of the Python path, and those next to a script that lists its requirements. */
  #addWheels(given: readonly string[]): void {
    const requirements = join(this.#folder, requirementsFile)
    const isListed = existsSync(requirements)
    const files = [...given, ...(isListed ? listWheels(join(this.#folder, wheelsFolder)) : [])]
    for (const file of files) this.#addWheel(file)
    if (!isListed) return
    this.#inputs.add(requirements)
    const wheels = files.flatMap((file) => parseWheelName(file) ?? [])
    this.#warnings.push(...findMissingPackages(requirements, wheels, this.#sources.library))
  }

  #addWheel(file: string): void {
    const { project = '' } = parseWheelName(file) ?? {}
    if (isBuiltIn(project, this.#sources.library)) return
    this.#inputs.add(file)
    const content = readWheel(file)
    if (content.kind === 'refused') this.#problems.push(content.reason)
    else
      for (const [name, bytes] of content.files) {
        this.#wheelModules.add(name.split('/')[0]?.replace(/\.py$/, '') ?? '')
        this.#add(`${packagesFolder}/${name}`, bytes, false)
      }
  }

  #import(name: string, isOwn: boolean, folders: readonly string[]): void {
    // Packages try imports that they can do without.
    if (isOwn) this.#own.add(name)
    if (!this.#origins.has(name)) this.#origins.set(name, this.#find(name, folders))
  }

  #describeNative(): readonly string[] {
    const [first, ...others] = this.#native
    if (first === undefined) return []
    const more = others.length === 0 ? '' : ` and ${others.length} more files`
    return [`native code cannot run here and is left out: ${first}${more}`]
  }

  #find(name: string, folders: readonly string[]): ImportedModule['from'] {
    if (this.#sources.library.has(name)) return 'library'
    const own = findModule(this.#folder, name)
    if (own.length > 0) {
      this.#addModule(this.#folder, own, '')
      return 'script'
    }
    for (const folder of folders) {
      const found = findModule(folder, name)
      if (found.length === 0) continue
      this.#addModule(folder, found, `${packagesFolder}/`)
      return 'package'
    }
    return this.#wheelModules.has(name) ? 'package' : 'nothing'
  }

  #addModule(folder: string, files: readonly string[], prefix: string): void {
    for (const file of files) this.#addFile(folder, file, prefix)
  }

  #addFile(folder: string, file: string, prefix: string): void {
    const name = prefix + relative(folder, file).split(sep).join('/')
    if (this.#files.has(name)) return
    this.#inputs.add(file)
    if (isNativeCode(name)) this.#native.push(file)
    else this.#add(name, readFileSync(file), prefix === '' && !name.includes('/'))
  }

  #add(name: string, content: Uint8Array, isOwn: boolean): void {
    if (this.#files.has(name)) return
    this.#files.set(name, content)
    if (extname(name) === '.py')
      this.#waiting.push({ text: Buffer.from(content).toString(), isOwn })
  }
}

function isWheel(path: string): boolean {
  return extname(path) === '.whl'
}

function listWheels(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(isWheel)
    .toSorted()
    .map((name) => join(folder, name))
}

/** The files of a module in a folder: those of a package with the description of what has installed it; none: it is not there. */
function findModule(folder: string, name: string): readonly string[] {
  const packageFolder = join(folder, name)
  const file = join(folder, `${name}.py`)
  if (existsSync(join(packageFolder, '__init__.py')))
    return [...listFolder(packageFolder), ...findDescription(folder, name)]
  return existsSync(file) ? [file, ...findDescription(folder, name)] : []
}

/** The description of the installed project that contains a module: packages read their version there. */
function findDescription(folder: string, name: string): readonly string[] {
  return readdirSync(folder)
    .filter((entry) => entry.endsWith('.dist-info'))
    .filter((entry) => {
      const record = join(folder, entry, 'RECORD')
      const starts = [`${name}/`, `${name}.py`]
      return (
        existsSync(record) &&
        readFileSync(record, 'utf8')
          .split('\n')
          .some((line) => starts.some((start) => line.startsWith(start)))
      )
    })
    .map((entry) => join(folder, entry, 'METADATA'))
    .filter((file) => existsSync(file))
}

/** A file, or all files in a folder and its folders, but hidden ones and what Python has compiled. */
export function listFiles(path: string): readonly string[] {
  return statSync(path).isDirectory() ? listFolder(path) : [path]
}

function listFolder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) => !/(?:^|[\\/])(?:\.[^.\\/]|__pycache__(?:[\\/]|$))/.test(path.slice(folder.length)),
    )
    .toSorted()
}
