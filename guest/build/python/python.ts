import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { concatenate } from '../../../host/exchange/bytes.ts'
import {
  appendData,
  pageBytes,
  readAddress,
  readMemoryBytes,
} from '../../../host/wasm/data-writer.ts'
import { findPackageRoot } from '../package-root.ts'
import { findNameProblem, installCommand, type BuildResult } from '../toolchain.ts'
import { collectFiles, listFiles, type ImportedModule, type ScriptFile } from './script-files.ts'

/** The script, then other files and folders that it uses. */
export interface PythonBuildOptions {
  readonly sources: readonly string[]
  /** Folders and wheels with packages. */
  readonly pythonPath?: readonly string[] | undefined
}

const pythonPackageName = 'orthanc-wasm-python'

/** A script as a module. */
export interface BuiltScript {
  readonly kind: 'built'
  readonly wasm: Uint8Array<ArrayBuffer>
  readonly warnings: readonly string[]
  /** The files that it was made of. */
  readonly inputs: readonly string[]
  /** What the script imports. */
  readonly modules: readonly ImportedModule[]
  /** The version of Python. */
  readonly python: string
}

/** A script as a module, or why there is none, for messages that name the script. */
export type ScriptResult =
  | BuiltScript
  | {
      readonly kind: 'failed'
      readonly reasons: readonly string[]
      readonly inputs?: readonly string[]
    }

/** Builds a script for `build`. */
export async function buildPython(options: PythonBuildOptions): Promise<BuildResult> {
  const result = await buildScript(options)
  const [script = ''] = options.sources
  if (result.kind === 'built') return result
  const messages = result.reasons.map((reason) => `${script}: ${reason}`)
  return { ...result, messages }
}

/**
 * Makes a module of a script in Python: the interpreter with the script's files and the packages that it imports. No code of the script
 * runs here.
 */
export async function buildScript({
  sources: [script = '', ...others],
  pythonPath = [],
}: PythonBuildOptions): Promise<ScriptResult> {
  if (!existsSync(script)) return refuse('file not found')
  const missing = [...others, ...pythonPath].find((path) => !existsSync(path))
  if (missing !== undefined) return refuse(`file not found: ${missing}`)
  const problem = findScriptProblem(script)
  if (problem !== undefined) return refuse(problem)
  const interpreter = findInterpreter()
  if (interpreter === undefined)
    return refuse(`Python needs ${pythonPackageName}: ${installCommand(pythonPackageName)}`)
  const folder = dirname(script)
  const given = others.flatMap(listFiles)
  const outside = given.find((path) => relative(folder, path).startsWith('..'))
  if (outside !== undefined)
    return refuse(`${outside} is not in the folder of the script, where its files have to be`)
  const read = (name: string): string => readFileSync(join(dirname(interpreter), name), 'utf8')
  const library = new Set(read('modules.txt').trimEnd().split('\n'))
  const { files, modules, inputs, warnings, problems } = collectFiles({
    script,
    others: given,
    pythonPath,
    library,
  })
  if (problems.length > 0) return { kind: 'failed', reasons: problems, inputs }
  const wasm = addFiles(await readFile(interpreter), files)
  const python = read('version.txt').trim()
  const all = [...warnings, ...missingOf(modules)]
  return { kind: 'built', wasm, warnings: all, inputs, modules, python }
}

function refuse(reason: string): ScriptResult {
  return { kind: 'failed', reasons: [reason] }
}

function missingOf(modules: readonly ImportedModule[]): readonly string[] {
  return modules
    .filter(({ from }) => from === 'nothing')
    .map(
      ({ name }) =>
        `the module ${name} is missing: name a package in pure Python with --python-path, or put it into the script's folder`,
    )
}

/** A script is imported as a module. */
function findScriptProblem(script: string): string | undefined {
  const name = basename(script, '.py')
  if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return findNameProblem(name)
  return 'the name of a script is a name in Python: letters, digits and _, and begins with a letter'
}

/** The interpreter of the installed package, or of a clone that has built it. */
function findInterpreter(): string | undefined {
  const file = `${pythonPackageName}/python.wasm`
  for (const place of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      const from = place.startsWith('file:') ? place : pathToFileURL(place).href
      return createRequire(from).resolve(file)
    } catch {
      // Not installed there.
    }
  }
  const built = join(findPackageRoot(), 'dist/python/python.wasm')
  return existsSync(built) ? built : undefined
}

/** Appends files to the interpreter in the form that `guest/python/files.c` reads. */
function addFiles(interpreter: Uint8Array, files: readonly ScriptFile[]): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ name, content }) => {
    const path = Buffer.from(name)
    return [lengths(path.length, content.length), path, content]
  })
  const list = concatenate([...parts, lengths(0, 0)])
  const at = readMemoryBytes(interpreter)
  const pointer = Buffer.alloc(4)
  pointer.writeUInt32LE(at)
  return appendData(interpreter, Math.ceil(list.length / pageBytes), [
    { at, bytes: list },
    { at: readAddress(interpreter, 'orthanc_python_files'), bytes: pointer },
  ])
}

function lengths(name: number, content: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE(name, 0)
  bytes.writeUInt32LE(content, 4)
  return bytes
}
