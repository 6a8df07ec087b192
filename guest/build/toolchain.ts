import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { fixedLimits } from '../../host/exchange/limits.ts'
import { readExports, readInterface } from '../../host/wasm/module-interface.ts'
import { findPackageRoot } from './package-root.ts'
import { createTemporaryFolder } from './temporary-folder.ts'

/** A module, or what is wrong: lines for the author. */
export type BuildResult = Built | BuildFailure

/** A module. */
export interface Built {
  readonly kind: 'built'
  readonly wasm: Uint8Array<ArrayBuffer>
  /** JSON, without the text of the sources; absent for languages without one. */
  readonly sourceMap?: string
  readonly warnings: readonly string[]
  /** The author's files that the result depends on, those that were looked for in vain included. Absent: the sources alone. */
  readonly inputs?: readonly string[]
}

/** Why there is no module. */
export interface BuildFailure {
  readonly kind: 'failed'
  readonly messages: readonly string[]
  /** As of `Built`. */
  readonly inputs?: readonly string[]
}

export function fail(...messages: readonly string[]): BuildFailure {
  return { kind: 'failed', messages }
}

/** The functions that every plugin defines, in every language. */
export const pluginFunctions = [
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
] as const

/** The functions of `pluginFunctions` that a module does not export. */
export function findMissingFunctions(wasm: Uint8Array): readonly string[] {
  const exports = readExports(wasm)
  return pluginFunctions.filter((name) => !exports.some((entry) => entry.name === name))
}

/** True unless a module can register no callback at all. */
export function registers(wasm: Uint8Array): boolean {
  const registering = /^OrthancPlugin(?:Register|InvokeService$|ExtendOrthancExplorer$)/
  return readInterface(wasm).imports.some(({ name }) => registering.test(name))
}

/** Why a plugin cannot have that name, which is a part of the URL `/plugins/NAME`. */
export function findNameProblem(name: string): string | undefined {
  if (name === '') return 'the name of the plugin is empty'
  const limit = fixedLimits.nameBytes
  const bytes = Buffer.byteLength(name)
  if (bytes > limit)
    return `the name of the plugin has ${bytes} bytes, at most ${limit} are allowed`
  const wrong = /[\p{Cc}/]/u.exec(name)?.[0]
  if (wrong === undefined) return undefined
  return `the name of the plugin contains ${JSON.stringify(wrong)}: control characters and "/" are not allowed`
}

/**
 * Imports an optional dependency; `undefined` if it is not installed. The name is not a literal in `import()`, so that
 * TypeScript does not look for its types, which may be absent.
 */
export async function importOptional<T>(name: string): Promise<T | undefined> {
  try {
    return await import(name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return undefined
    throw new Error(`${name} does not start`, { cause: error })
  }
}

/** The command that installs dependencies in the versions that this package asks for. */
export function installCommand(...names: readonly string[]): string {
  const manifest = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')
  const version = (name: string): string =>
    new RegExp(`"${name}": "([^"]+)"`).exec(manifest)?.[1] ?? 'latest'
  return `npm install ${names.map((name) => `${name}@${version(name)}`).join(' ')}`
}

/** How a compiler ended, and what it wrote to standard output and to standard error. */
export type CompilerRun =
  | { readonly kind: 'done'; readonly out: string; readonly err: string }
  | { readonly kind: 'failed'; readonly err: string }
  /** It could not be started; `reason` says why. */
  | { readonly kind: 'absent'; readonly reason: string }

/** Runs a compiler in a process of its own, in the current folder; it writes its temporary files to `temporary`. */
export async function runCompiler(
  program: string,
  args: readonly string[],
  { temporary }: { readonly temporary?: string },
): Promise<CompilerRun> {
  const env = { ...process.env, LC_ALL: 'C', ...(temporary !== undefined && { TMPDIR: temporary }) }
  try {
    const options = { env, maxBuffer: 64 << 20 }
    const { stdout, stderr } = await promisify(execFile)(program, args, options)
    return { kind: 'done', out: stdout, err: stderr }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT') return { kind: 'absent', reason: 'program not found' }
    if (error.code === 'EACCES') return { kind: 'absent', reason: 'this program may not be run' }
    const err = 'stderr' in error ? String(error.stderr) : ''
    return {
      kind: 'failed',
      err: err.trim() === '' ? `${program}: ended with ${String(error.code)}` : err,
    }
  }
}

/** A source as an argument of a compiler: it cannot be read as an option (`-x.c`) or as a file of options (`@x.c`). */
export function sourceArgument(name: string): string {
  return /^[-@]/.test(name) ? `./${name}` : name
}

/** Calls `act` with a new temporary folder, and removes the folder afterwards. */
export async function inTemporaryFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = createTemporaryFolder()
  try {
    return await act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The paths of the programs with a name, in the order of the `PATH`. */
export function findPrograms(name: RegExp): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = folders.flatMap((folder) =>
    listFiles(folder)
      .filter((file) => name.test(file))
      .map((file) => join(folder, file)),
  )
  return [...new Set(found)]
}

/** The names of the files in a folder; none if it cannot be read. */
export function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Absent or not readable: nothing in it can be used.
    return []
  }
}

/** Whether a file exists and is newer than all of `inputs`: files, or folders with everything in them. */
export function isUpToDate(target: string, inputs: readonly string[]): boolean {
  if (!existsSync(target)) return false
  const builtMs = statSync(target).mtimeMs
  return inputs.flatMap(filesBelow).every((input) => statSync(input).mtimeMs < builtMs)
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)))
}
