import { writeFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { buildAssemblyScript } from '../../guest/build/assemblyscript.ts'
import { describeSystemError } from '../plugin-files.ts'
import type { ExitCode } from './failure.ts'
import { formatSize } from './size.ts'
import { complain, withProgress, type Terminal } from './terminal.ts'

/** The options of `build`. */
export interface BuildCommandOptions {
  readonly output?: string
  readonly debug?: boolean
  readonly verbose?: boolean
}

/** Compiles a plugin and writes the module, and its source map beside it. */
export async function build(
  sources: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = sources[0] ?? ''
  const output = options.output ?? `${basename(source, extname(source))}.wasm`
  const refusal = refuseSources(sources) ?? refuseOutput(source, output)
  if (refusal !== undefined) {
    complain(terminal, refusal.message)
    return refusal.code
  }
  const sourceMapName = `${basename(output)}.map`
  const compiled = await withProgress(terminal, `compiling ${source}`, () =>
    buildAssemblyScript({ source, debug: options.debug ?? false, sourceMapName }),
  )
  const messages = compiled.kind === 'failed' ? compiled.messages : compiled.warnings
  for (const message of messages) complain(terminal, message)
  if (compiled.kind === 'failed') return 1
  write(output, compiled.wasm)
  write(`${output}.map`, compiled.sourceMap)
  complain(terminal, `${output} ${formatSize(compiled.wasm.length)}`)
  return 0
}

interface Refusal {
  readonly code: ExitCode
  readonly message: string
}

function refuseSources(sources: readonly string[]): Refusal | undefined {
  const c = sources.find((source) => extname(source) === '.c')
  if (c !== undefined) return { code: 1, message: `${c}: plugins in C are not supported yet` }
  const other = sources.find((source) => extname(source) !== '.ts')
  if (other !== undefined)
    return { code: 2, message: `${other}: expected a plugin in AssemblyScript, a file NAME.ts` }
  if (sources.length === 1) return undefined
  const message = `${sources.length} sources: name the main file of the plugin alone, it imports the others`
  return { code: 2, message }
}

function refuseOutput(source: string, output: string): Refusal | undefined {
  if (resolve(output) !== resolve(source)) return undefined
  return { code: 2, message: `${output}: the output would replace the source` }
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
