import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { CompileRequest } from '../../guest/build/compile.ts'
import { CompilerProcess } from '../../guest/build/compiler-process.ts'
import { languageOf, type Language } from '../../guest/build/language.ts'
import type { Built } from '../../guest/build/toolchain.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import type { ExitCode } from './command.ts'
import { complain, showMessage, withProgress, type Terminal } from './terminal.ts'

/** Compiles a plugin and writes the module, and its source map next to it if the language has one. */
export async function build(
  sources: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const output = options.output ?? outputOf(sources)
  const refusal = refuseBuild(sources, output, options)
  if (refusal !== undefined) {
    complain(terminal, refusal)
    return 2
  }
  // Checked before the compiler runs, which takes seconds.
  requireSources(sources)
  if (!existsSync(dirname(output))) throw new Error(`${output}: its folder does not exist`)
  const compiler = new CompilerProcess()
  try {
    const request = compileRequest(sources, output, options)
    const result = await withProgress(terminal, `compiling ${sources.join(' ')}`, () =>
      compiler.compile(request),
    )
    const messages = result.kind === 'failed' ? result.messages : result.warnings
    for (const message of messages) showMessage(terminal, message)
    if (result.kind === 'failed') return 1
    writeModule(output, result)
    complain(terminal, `${output} ${formatSize(result.wasm.length)}`)
    return 0
  } finally {
    compiler.close()
  }
}

/** The file that a plugin is written to: in the current folder, or in another one. */
export function outputOf([source = '']: readonly string[], folder = ''): string {
  const kind = languageOf(source) === 'module' ? '.component' : ''
  return join(folder, `${basename(source, extname(source))}${kind}.wasm`)
}

/** What the compiler has to do for an output. */
export function compileRequest(
  sources: readonly string[],
  output: string,
  options: BuildCommandOptions,
): CompileRequest {
  const { I: includeFolders = [], D: defines = [], include: forcedIncludes = [] } = options
  const names = { sources, sourceMapName: `${basename(output)}.map` }
  return { ...options, ...names, includeFolders, defines, forcedIncludes }
}

/** Writes a module, and its source map next to it. */
export function writeModule(output: string, { wasm, sourceMap }: Built): void {
  if (sourceMap !== undefined) write(`${output}.map`, sourceMap)
  write(output, wasm)
}

function refuseOutput(sources: readonly string[], output: string): string | undefined {
  const map = `${output}.map`
  const lost = [output, map].find((file) => sources.some((source) => isSameFile(source, file)))
  return lost === undefined ? undefined : `${lost}: the output would replace the source`
}

/** Whether two names lead to one file, also by links. */
function isSameFile(source: string, file: string): boolean {
  if (resolve(source) === resolve(file)) return true
  try {
    const [one, other] = [statSync(source), statSync(file)]
    return one.dev === other.dev && one.ino === other.ino
  } catch {
    // One of them does not exist or cannot be read: reading or writing it reports that.
    return false
  }
}

function write(file: string, content: Uint8Array | string): void {
  try {
    writeFileSync(file, content)
  } catch (error) {
    throw new Error(`${file}: ${describeSystemError(error)}`, { cause: error })
  }
}

/** The options of `build`. */
export interface BuildCommandOptions extends Omit<
  CompileRequest,
  'sources' | 'sourceMapName' | 'includeFolders' | 'defines' | 'forcedIncludes'
> {
  readonly output?: string
  readonly I?: readonly string[]
  readonly D?: readonly string[]
  readonly include?: readonly string[]
  readonly verbose?: boolean
}

const expected =
  'expected a plugin in AssemblyScript, a file NAME.ts, in C or C++, files NAME.c or NAME.cpp, in Rust, a file NAME.rs, in JavaScript, a file NAME.js or NAME.mts, or in Python, a file NAME.py'

/** Throws if one of the sources does not exist. */
export function requireSources(sources: readonly string[]): void {
  const missing = sources.find((source) => !existsSync(source))
  if (missing !== undefined) throw new Error(`${missing}: file not found`)
}

/** Why these sources cannot be built with these options; `undefined` if they can. */
export function refuseBuild(
  sources: readonly string[],
  output: string,
  options: BuildCommandOptions,
): string | undefined {
  return refuseSources(sources, options) ?? refuseOutput(sources, output)
}

function refuseSources(
  sources: readonly string[],
  options: BuildCommandOptions,
): string | undefined {
  // Whatever follows a script in Python is a file of it.
  if (languageOf(sources[0] ?? '') === 'Python') return refusePython(options)
  if (options.pythonPath !== undefined) return '--python-path is for scripts in Python'
  const mayBeModule = options.component === true && sources.length === 1
  const other = sources.find((source) => {
    const language = languageOf(source)
    return language === undefined || (language === 'module' && !mayBeModule)
  })
  if (other !== undefined) return `${other}: ${expected}`
  const families = new Set(sources.map(familyOf))
  if (families.size > 1) return `${sources.join(' ')}: a plugin is in one language`
  return families.has('C') ? refuseC(sources, options) : refuseOther(sources, options)
}

/** C and C++ can be mixed. */
function familyOf(source: string): Language | undefined {
  const language = languageOf(source)
  return language === 'C++' ? 'C' : language
}

function refuseC(
  sources: readonly string[],
  { clang, toolchain, component }: BuildCommandOptions,
): string | undefined {
  const cpp = sources.find((source) => languageOf(source) === 'C++')
  if (cpp === undefined && toolchain === undefined) return undefined
  if (clang !== undefined)
    return `--clang ${clang}: ${cpp ?? '--toolchain emscripten'} is compiled by Emscripten; leave out --clang`
  if (component === true) return '--component: components cannot have the exceptions of C++'
  return undefined
}

function refusePython(options: BuildCommandOptions): string | undefined {
  const option = optionForC(options)
  if (option !== undefined) return `${option} is for plugins in C and C++`
  return options.component === true ? '--component: not for scripts in Python' : undefined
}

function refuseOther(sources: readonly string[], options: BuildCommandOptions): string | undefined {
  const option = optionForC(options)
  if (option !== undefined) return `${option} is for plugins in C and C++`
  if (sources.length === 1) return undefined
  return `${sources.length} sources: name the main file of the plugin alone, it names the others`
}

/** The first option that only compilers of C know, as it is written. */
function optionForC(options: BuildCommandOptions): string | undefined {
  return optionsForC.find(([name]) => options[name] !== undefined)?.[1]
}

const optionsForC = [
  ['clang', '--clang'],
  ['sdkInclude', '--sdk-include'],
  ['toolchain', '--toolchain'],
  ['I', '-I'],
  ['D', '-D'],
  ['include', '--include'],
  ['flags', '-- FLAGS'],
] as const

/** A size in decimal units: `812 B`, `13.6 kB`, `2.0 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
