import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { importOptional } from '../../../guest/build/optional-package.ts'
import { findPackageRoot } from '../../../guest/build/package-root.ts'
import type { ComponentParts } from '../../exchange/component-parts.ts'
import { PluginLoadError } from '../../exchange/errors.ts'

/** The part of `@bytecodealliance/jco-transpile` that the host uses. */
interface Transpiler {
  readonly transpileBytes: (
    bytes: Uint8Array,
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly files: Readonly<Record<string, Uint8Array>> }>
}

/** What the script of a component may have; that of all interfaces has half a mebibyte. */
const longestScriptBytes = 8 * 1024 * 1024

const packageName = '@bytecodealliance/jco-transpile'

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
 * What the transpiler makes of a component, as it is, after some tenths of a second, or some seconds for a large component. `from` is
 * the package.
 *
 * Rejects with `PluginLoadError` where the package is not installed, and for bytes that are not a component.
 */
export async function transpile(bytes: Uint8Array, from = packageName): Promise<ComponentParts> {
  const transpiler = await importOptional<Transpiler>(from)
  if (transpiler === undefined) throw new PluginLoadError([missing()])
  const { files } = await take(transpiler, bytes)
  const cores = new Map<string, Uint8Array<ArrayBuffer>>()
  let script = ''
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('.wasm')) cores.set(name, Uint8Array.from(content))
    if (name.endsWith('.js')) script = scriptOf(content)
  }
  return { script, cores }
}

/** A string is made in one step, and V8 limits its length and the memory for it. */
function scriptOf(content: Uint8Array): string {
  if (content.length > longestScriptBytes)
    throw new PluginLoadError([
      `not a component that can be run: it needs a script of ${content.length} bytes, at most ${longestScriptBytes} allowed`,
    ])
  return new TextDecoder().decode(content)
}

async function take(transpiler: Transpiler, bytes: Uint8Array) {
  try {
    return await transpiler.transpileBytes(bytes, options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const [line = ''] = why.replace(/^ComponentError: /, '').split('\n')
    throw new PluginLoadError([`not a component that can be run: ${line}`])
  }
}

function missing(): string {
  const manifest = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')
  const wanted = /"@bytecodealliance\/jco-transpile": "([^"]+)"/.exec(manifest)?.[1] ?? 'latest'
  return `components need ${packageName}: npm install ${packageName}@${wanted}`
}
