import { writeFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { buildAssemblyScript, type BuildResult } from '../../guest/build/assemblyscript.ts'
import { buildC, type CBuildOptions, type CBuildResult } from '../../guest/build/c.ts'
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
  readonly verbose?: boolean
}

/** Compiles a plugin and writes the module, and its source map beside it where the language has one. */
export async function build(
  sources: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = sources[0] ?? ''
  const output = options.output ?? `${basename(source, extname(source))}.wasm`
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

async function compile(
  sources: readonly string[],
  sourceMapName: string,
  options: BuildCommandOptions,
): Promise<BuildResult | CBuildResult> {
  const [source = ''] = sources
  const debug = options.debug ?? false
  if (isC(source)) return buildC({ ...clangOptions(options), sources, debug })
  return buildAssemblyScript({ source, debug, sourceMapName })
}

function clangOptions({ sdkInclude, clang }: BuildCommandOptions): Partial<CBuildOptions> {
  return { ...(sdkInclude !== undefined && { sdkInclude }), ...(clang !== undefined && { clang }) }
}

function isC(source: string): boolean {
  return extname(source) === '.c'
}

const expected = 'expected a plugin in AssemblyScript, a file NAME.ts, or in C, files NAME.c'

function refuseSources(
  sources: readonly string[],
  { clang, sdkInclude }: BuildCommandOptions,
): string | undefined {
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
