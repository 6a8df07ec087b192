import type { ComponentParts } from '../../frames/messages.ts'
import { requireHarmlessNames, requireTypes, requireWorld } from './component-checks.ts'
import { readComponentTypes } from './component-types.ts'
import { patchScript } from './transpiler-patches.ts'
import { PluginLoadError } from '../../exchange/errors.ts'

/**
 * Takes a component apart. Nothing of the component is compiled or run, and all checks read its bytes before the transpiler
 * does.
 *
 * Rejects with `PluginLoadError` for a component that this host does not run.
 */
export async function takeApart(bytes: Uint8Array): Promise<ComponentParts> {
  requireWorld(bytes)
  const types = readComponentTypes(bytes)
  requireHarmlessNames(bytes)
  requireTypes(types)
  const { script, cores } = await transpile(bytes)
  return { script: patchScript(script), cores }
}

/** The part of `@bytecodealliance/jco-transpile` that the host uses. */
interface Transpiler {
  readonly transpileBytes: (
    bytes: Uint8Array,
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly files: Readonly<Record<string, Uint8Array>> }>
}

/** Limit of a component's script; one that uses all interfaces has half a mebibyte. */
const longestScriptBytes = 8 * 1024 * 1024

/** Not a literal in `import()`: the package is optional, so TypeScript must not look for its types. */
const packageName: string = '@bytecodealliance/jco-transpile'

/** A script that instantiates its modules synchronously, as often as needed; everything as data, nothing in files. */
const options = {
  name: 'plugin',
  instantiation: { tag: 'sync' },
  emitTypescriptDeclarations: false,
  minify: false,
  wasiShim: false,
  base64Cutoff: 0,
  validLiftingOptimization: false,
}

/**
 * Translates a component into a script and core modules. It takes some tenths of a second, for a large component some seconds.
 *
 * Rejects with `PluginLoadError` for bytes that are not a component.
 */
export async function transpile(bytes: Uint8Array): Promise<ComponentParts> {
  const transpiler: Transpiler = await import(packageName)
  const { files } = await runTranspiler(transpiler, bytes)
  const cores = new Map<string, Uint8Array<ArrayBuffer>>()
  let script = ''
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('.wasm')) cores.set(name, Uint8Array.from(content))
    if (name.endsWith('.js')) script = decodeScript(content)
  }
  return { script, cores }
}

/** A string is made in one step, and V8 limits its length and the memory for it. */
function decodeScript(content: Uint8Array): string {
  if (content.length > longestScriptBytes)
    throw new PluginLoadError([
      `not a component that can be run: it needs a script of ${content.length} bytes, at most ${longestScriptBytes} allowed`,
    ])
  return new TextDecoder().decode(content)
}

async function runTranspiler(transpiler: Transpiler, bytes: Uint8Array) {
  try {
    return await transpiler.transpileBytes(bytes, options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const [line = ''] = why.replace(/^ComponentError: /, '').split('\n')
    throw new PluginLoadError([`not a component that can be run: ${line}`])
  }
}
