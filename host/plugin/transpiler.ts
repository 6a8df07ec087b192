import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import { importOptional } from '../../guest/build/optional-package.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { mend } from './script-mends.ts'

/** The part of `@bytecodealliance/jco-transpile` that the host uses. */
interface Transpiler {
  readonly transpileBytes: (
    bytes: Uint8Array,
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly files: Readonly<Record<string, Uint8Array>> }>
}

/** A component taken apart: its JavaScript and its core modules by name, neither compiled nor capped. */
export interface Transpiled {
  readonly script: string
  readonly cores: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

/** What the script of a component may have; that of all interfaces has half a mebibyte. */
const longestScriptBytes = 8 * 1024 * 1024

const packageName = '@bytecodealliance/jco-transpile'

/** Compiled once, instantiated often, in the thread that has it; all of it as data, nothing in files. */
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
 * Takes a component apart. It takes some tenths of a second, of a large component some seconds. `from` is the package.
 *
 * Rejects with `PluginLoadError` where the package is not installed, and for what is no component.
 */
export async function transpile(bytes: Uint8Array, from = packageName): Promise<Transpiled> {
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

/** A string is made in one step, and the thread's memory for strings ends somewhere. */
function scriptOf(content: Uint8Array): string {
  if (content.length > longestScriptBytes)
    throw new PluginLoadError([
      `not a component that can be run: it needs a script of ${content.length} bytes, at most ${longestScriptBytes} allowed`,
    ])
  return mend(new TextDecoder().decode(content))
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

/** The version of the installed package; `undefined` if there is none. */
export function transpilerVersion(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName)
    return versionIn(join(dirname(dirname(entry)), 'package.json'))
  } catch {
    // Not installed.
    return undefined
  }
}

function versionIn(manifest: string): string | undefined {
  return /"version": "([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1]
}

function missing(): string {
  const manifest = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')
  const wanted = /"@bytecodealliance\/jco-transpile": "([^"]+)"/.exec(manifest)?.[1] ?? 'latest'
  return `components need ${packageName}: npm install ${packageName}@${wanted}`
}
