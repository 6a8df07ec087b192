import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { buildAssemblyScript, type BuildResult } from '../../guest/build/assemblyscript.ts'
import { buildC, type CBuildOptions, type CBuildResult } from '../../guest/build/c.ts'
import { buildComponent } from '../../guest/build/component.ts'
import { buildRust } from '../../guest/build/rust.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import type { ExitCode } from './command.ts'
import { complain, withProgress, type Terminal } from './terminal.ts'

/** What is written: a module, or a component, which has no source map. */
type Built = BuildResult | CBuildResult

/** Compiles a plugin and writes the module, and its source map next to it if the language has one. */
export async function build(
  sources: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = sources[0] ?? ''
  const output = options.output ?? outputOf(source)
  const refusal = refuseSources(sources, options) ?? refuseOutput(sources, output)
  if (refusal !== undefined) {
    complain(terminal, refusal)
    return 2
  }
  // Checked before the compiler runs, which takes seconds.
  if (!existsSync(dirname(output))) throw new Error(`${output}: its folder does not exist`)
  const compiled = await withProgress(terminal, `compiling ${sources.join(' ')}`, () =>
    compile(sources, `${basename(output)}.map`, options),
  )
  const messages = compiled.kind === 'failed' ? compiled.messages : compiled.warnings
  for (const message of messages) complain(terminal, message)
  if (compiled.kind === 'failed') return 1
  write(output, compiled.wasm)
  if ('sourceMap' in compiled) write(`${output}.map`, compiled.sourceMap)
  complain(terminal, `${output} ${formatSize(compiled.wasm.length)}`)
  return 0
}

function outputOf(source: string): string {
  return `${basename(source, extname(source))}${languageOf(source) === 'module' ? '.component' : ''}.wasm`
}

async function compile(
  sources: readonly string[],
  sourceMapName: string,
  options: BuildCommandOptions,
): Promise<Built> {
  const core = await compileCore(sources, sourceMapName, options).catch((error: unknown) => {
    throw ofSources(sources, error)
  })
  if (core.kind === 'failed' || options.component !== true) return core
  const component = await buildComponent(core.wasm)
  if (component.kind === 'built') return { ...component, warnings: core.warnings }
  const messages = component.messages.map((message) => `${sources.join(' ')}: ${message}`)
  return { kind: 'failed', messages: [...core.warnings, ...messages] }
}

/** Adds the files to an error of a compiler that gives up, as it does on deeply nested code. */
function ofSources(sources: readonly string[], error: unknown): unknown {
  // AssemblyScript reads the JSON of its source map, which a name with a quote in it breaks.
  const kinds = [RangeError, SyntaxError, WebAssembly.RuntimeError]
  if (!(error instanceof Error && kinds.some((kind) => error instanceof kind))) return error
  const message = `${sources.join(' ')}: the compiler gave up: ${error.message}`
  return new Error(message, { cause: error })
}

async function compileCore(
  sources: readonly string[],
  sourceMapName: string,
  options: BuildCommandOptions,
): Promise<Built> {
  const [source = ''] = sources
  const debug = options.debug ?? false
  const language = languageOf(source)
  if (language === 'module') return { kind: 'built', wasm: read(source), warnings: [] }
  if (language === 'C' || language === 'C++')
    return buildC({ ...cOptions(options), sources, debug })
  if (language === 'Rust') return buildRust({ source, debug })
  return buildAssemblyScript({ source, debug, sourceMapName })
}

function cOptions({
  sdkInclude,
  clang,
  toolchain,
  I: includeFolders = [],
  D: defines = [],
  include: forcedIncludes = [],
  flags = [],
}: BuildCommandOptions): Partial<CBuildOptions> {
  return {
    includeFolders,
    defines,
    forcedIncludes,
    flags,
    ...(sdkInclude !== undefined && { sdkInclude }),
    ...(clang !== undefined && { clang }),
    ...(toolchain !== undefined && { toolchain }),
  }
}

function read(file: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(file))
  } catch (error) {
    throw new Error(`${file}: ${describeSystemError(error)}`, { cause: error })
  }
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
export interface BuildCommandOptions {
  readonly output?: string
  readonly debug?: boolean
  readonly sdkInclude?: string
  readonly clang?: string
  readonly toolchain?: 'emscripten'
  readonly I?: readonly string[]
  readonly D?: readonly string[]
  readonly include?: readonly string[]
  /** What follows `--`. */
  readonly flags?: readonly string[]
  readonly component?: boolean
  readonly verbose?: boolean
}

/** `module` is a plugin that is compiled already. */
type Language = 'AssemblyScript' | 'C' | 'C++' | 'Rust' | 'module'

const languages: Readonly<Record<string, Language>> = {
  '.ts': 'AssemblyScript',
  '.c': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.cxx': 'C++',
  '.rs': 'Rust',
  '.wasm': 'module',
}

/** The language of a source, by the extension of its name. */
export function languageOf(source: string): Language | undefined {
  return languages[extname(source)]
}

const expected =
  'expected a plugin in AssemblyScript, a file NAME.ts, in C or C++, files NAME.c or NAME.cpp, or in Rust, a file NAME.rs'

/** Why these sources cannot be built with these options; `undefined` if they can. */
export function refuseSources(
  sources: readonly string[],
  options: BuildCommandOptions,
): string | undefined {
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
