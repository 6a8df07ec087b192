import { readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { buildAssemblyScript, type BuildResult } from '../../guest/build/assemblyscript.ts'
import { buildC, type CBuildOptions, type CBuildResult } from '../../guest/build/c.ts'
import { buildComponent } from '../../guest/build/component.ts'
import { describeSystemError } from '../plugin-files.ts'
import type { ExitCode } from './failure.ts'
import { formatSize } from './size.ts'
import { complain, withProgress, type Terminal } from './terminal.ts'

/** The options of `build`. */
export interface BuildCommandOptions {
  readonly output?: string
  readonly debug?: boolean
  readonly sdkInclude?: string
  readonly clang?: string
  readonly component?: boolean
  readonly verbose?: boolean
}

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
  return `${basename(source, extname(source))}${isModule(source) ? '.component' : ''}.wasm`
}

async function compile(
  sources: readonly string[],
  sourceMapName: string,
  options: BuildCommandOptions,
): Promise<Built> {
  const core = await compileCore(sources, sourceMapName, options)
  if (core.kind === 'failed' || options.component !== true) return core
  const component = await buildComponent(core.wasm)
  if (component.kind === 'built') return { ...component, warnings: core.warnings }
  const messages = component.messages.map((message) => `${sources.join(' ')}: ${message}`)
  return { kind: 'failed', messages: [...core.warnings, ...messages] }
}

async function compileCore(
  sources: readonly string[],
  sourceMapName: string,
  options: BuildCommandOptions,
): Promise<Built> {
  const [source = ''] = sources
  const debug = options.debug ?? false
  if (isModule(source)) return { kind: 'built', wasm: read(source), warnings: [] }
  if (isC(source)) return buildC({ ...clangOptions(options), sources, debug })
  return buildAssemblyScript({ source, debug, sourceMapName })
}

function clangOptions({ sdkInclude, clang }: BuildCommandOptions): Partial<CBuildOptions> {
  return { ...(sdkInclude !== undefined && { sdkInclude }), ...(clang !== undefined && { clang }) }
}

function isC(source: string): boolean {
  return extname(source) === '.c'
}

/** A plugin that is compiled already. */
function isModule(source: string): boolean {
  return extname(source) === '.wasm'
}

function read(file: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(file))
  } catch (error) {
    throw new Error(`${file}: ${describeSystemError(error)}`, { cause: error })
  }
}

const expected = 'expected a plugin in AssemblyScript, a file NAME.ts, or in C, files NAME.c'

function refuseSources(
  sources: readonly string[],
  { clang, sdkInclude, component }: BuildCommandOptions,
): string | undefined {
  if (component === true && sources.length === 1 && sources.every(isModule)) return undefined
  const cpp = sources.find((source) => /\.(?:cpp|cc|cxx|c\+\+)$/i.test(source))
  if (cpp !== undefined) return `${cpp}: plugins in C++ are not supported yet, those in C are`
  const other = sources.find((source) => !isC(source) && extname(source) !== '.ts')
  if (other !== undefined) return `${other}: ${expected}`
  if (sources.every(isC)) return undefined
  if (sources.some(isC)) return `${sources.join(' ')}: a plugin is in AssemblyScript or in C`
  if (clang !== undefined || sdkInclude !== undefined)
    return `--${clang === undefined ? 'sdk-include' : 'clang'} is for plugins in C`
  if (sources.length === 1) return undefined
  return `${sources.length} sources: name the main file of the plugin alone, it imports the others`
}

function refuseOutput(sources: readonly string[], output: string): string | undefined {
  if (!sources.some((source) => resolve(output) === resolve(source))) return undefined
  return `${output}: the output would replace the source`
}

function write(file: string, content: Uint8Array | string): void {
  try {
    writeFileSync(file, content)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const reason = missing ? 'its folder does not exist' : describeSystemError(error)
    throw new Error(`${file}: ${reason}`, { cause: error })
  }
}
