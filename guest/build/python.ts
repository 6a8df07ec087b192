import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { concatenate } from '../../host/exchange/bytes.ts'
import { appendData, pageBytes, readAddress, readMemoryBytes } from '../../host/wasm/data-writer.ts'
import { findPackageRoot } from './package-root.ts'
import { findImportedFiles, listFolder, readImports } from './python-files.ts'
import { fail, findNameProblem, installCommand, type BuildResult } from './toolchain.ts'

/** The script, then other files and folders that it uses. */
export interface PythonBuildOptions {
  readonly sources: readonly string[]
}

const pythonPackageName = 'orthanc-wasm-python'

/**
 * Makes a plugin of a script in Python: the interpreter with the script's files, those of the script's folder that it imports
 * included. No code of the script runs here.
 */
export function buildPython({
  sources: [script = '', ...others],
}: PythonBuildOptions): BuildResult {
  const missing = [script, ...others].find((path) => !existsSync(path))
  if (missing !== undefined) return fail(`${missing}: there is no such file`)
  const problem = findScriptProblem(script)
  if (problem !== undefined) return fail(`${script}: ${problem}`)
  const interpreter = findInterpreter()
  if (interpreter === undefined)
    return fail(
      `${script}: Python needs ${pythonPackageName}: ${installCommand(pythonPackageName)}`,
    )
  const folder = dirname(script)
  const given = others.flatMap((path) => (statSync(path).isDirectory() ? listFolder(path) : [path]))
  const outside = given.find((path) => relative(folder, path).startsWith('..'))
  if (outside !== undefined)
    return fail(`${outside}: not in the folder of ${script}, where its files have to be`)
  const files = [...new Set([script, ...findImportedFiles([script, ...given]), ...given])]
  const wasm = addFiles(
    readFileSync(interpreter),
    files.map((path) => ({ name: relative(folder, path), content: readFileSync(path) })),
  )
  const warnings = findMissingModules(script, files, dirname(interpreter))
  return { kind: 'built', wasm, warnings, inputs: files }
}

/** Says which modules the script, or another file next to it, imports that are neither there nor in the interpreter. */
function findMissingModules(
  script: string,
  files: readonly string[],
  interpreter: string,
): readonly string[] {
  const folder = dirname(script)
  const known = new Set(readFileSync(join(interpreter, 'modules.txt'), 'utf8').split('\n'))
  for (const file of files)
    known.add(relative(folder, file).split(/[\\/]/)[0]?.replace(/\.py$/, '') ?? '')
  // Packages try imports that they can do without.
  const own = files.filter((file) => dirname(file) === folder && file.endsWith('.py'))
  return own.flatMap((file) =>
    [...new Set(readImports(readFileSync(file, 'utf8')))]
      .filter((name) => !known.has(name))
      .map(
        (name) =>
          `${file}: the module ${name} is missing: put a package in pure Python into the script's folder`,
      ),
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

interface ScriptFile {
  /** The path below the script's folder. */
  readonly name: string
  readonly content: Uint8Array
}

/** Appends files to the interpreter in the form that `guest/python/files.c` reads. */
function addFiles(interpreter: Uint8Array, files: readonly ScriptFile[]): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ name, content }) => {
    const path = Buffer.from(name.replaceAll('\\', '/'))
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
