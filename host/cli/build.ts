import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { buildAssemblyScript, type BuildResult } from '../../guest/build/assemblyscript.ts'
import { buildC, type CBuildOptions, type CBuildResult } from '../../guest/build/c.ts'
import { buildComponent } from '../../guest/build/component.ts'
import { buildRust } from '../../guest/build/rust.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import { languageOf, refuseSources, type BuildCommandOptions } from './build-sources.ts'
import type { ExitCode } from './failure.ts'
import { formatSize } from './size.ts'
import { complain, withProgress, type Terminal } from './terminal.ts'

/** What is written: a module, or a component, which has no source map. */
type Built = BuildResult | CBuildResult

/** Compiles a plugin and writes the module, and its source map beside it where the language has one. */
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
  // Before the compiler has taken its time.
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

/** A compiler that gives up, as it does on what is nested too deeply, does not say over which file. */
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

function cOptions({ sdkInclude, clang, toolchain }: BuildCommandOptions): Partial<CBuildOptions> {
  return {
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
    // One of them is not there, or cannot be looked at: who reads or writes it says so.
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
