import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { buildAssemblyScript } from './assemblyscript.ts'
import { buildC, type CBuildOptions } from './c.ts'
import { buildComponent } from './component.ts'
import { buildJavaScript } from './javascript.ts'
import { languageOf } from './language.ts'
import { buildPython } from './python/python.ts'
import { buildRust } from './rust.ts'
import { fail, type BuildFailure, type BuildResult } from './toolchain.ts'

/** What to compile, and how. Names of files count from the current folder. */
export interface CompileRequest extends Omit<CBuildOptions, 'sources'> {
  /** The main file of a plugin in AssemblyScript or Rust, all files of one in C or C++, or a module for `component`. */
  readonly sources: readonly string[]
  /** The file name that the module says its source map has. */
  readonly sourceMapName?: string
  /** AssemblyScript: makes a module for a debugger. */
  readonly inspect?: boolean
  /** Python: folders and wheels with packages. */
  readonly pythonPath?: readonly string[]
  /** Makes a WebAssembly component. */
  readonly component?: boolean
}

/** Compiles a plugin in any language. Keeps its thread busy for seconds. */
export async function compile(request: CompileRequest): Promise<BuildResult> {
  const core = await compileCore(request).catch((error: unknown) => giveUp(request, error))
  // A plugin in JavaScript is one already.
  const isComponent = languageOf(request.sources[0] ?? '') === 'JavaScript'
  if (core.kind === 'failed' || isComponent || request.component !== true) return core
  const component = await buildComponent(core.wasm)
  // A component has no source map.
  if (component.kind === 'built') {
    const { sourceMap: _, ...others } = core
    return { ...others, wasm: component.wasm }
  }
  const messages = component.messages.map((message) => `${namesOf(request)}: ${message}`)
  return { ...core, kind: 'failed', messages: [...core.warnings, ...messages] }
}

async function compileCore(request: CompileRequest): Promise<BuildResult> {
  const { sources, debug = false, sourceMapName, inspect = false } = request
  const [source = ''] = sources
  const language = languageOf(source)
  if (language === 'module')
    return { kind: 'built', wasm: Uint8Array.from(readFileSync(source)), warnings: [] }
  if (language === 'C' || language === 'C++') return buildC(request)
  if (language === 'JavaScript') return buildJavaScript({ source })
  if (language === 'Python') return buildPython({ sources, pythonPath: request.pythonPath })
  if (language === 'Rust') return buildRust({ source, debug })
  return buildAssemblyScript({
    source,
    debug,
    inspect,
    sourceMapName: sourceMapName ?? `${basename(source, '.ts')}.wasm.map`,
  })
}

/** A compiler gives up on deeply nested code. AssemblyScript reads the JSON of its source map, which a name with a quote in it breaks. */
function giveUp(request: CompileRequest, error: unknown): BuildFailure {
  const kinds = [RangeError, SyntaxError, WebAssembly.RuntimeError]
  if (!(error instanceof Error && kinds.some((kind) => error instanceof kind))) throw error
  return fail(`${namesOf(request)}: the compiler gave up: ${error.message}`)
}

function namesOf({ sources }: CompileRequest): string {
  return sources.join(' ')
}
