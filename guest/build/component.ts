import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readInterface } from '../../host/wasm/module-interface.ts'
import { headerBytes, moduleKind, readSections, sectionIds } from '../../host/wasm/module-reader.ts'
import { findPackageRoot } from './package-root.ts'
import { fail, importOptional, installCommand, type BuildFailure } from './toolchain.ts'

/** A component, or what keeps the module from becoming one, one line each. */
export type ComponentBuildResult =
  | { readonly kind: 'built'; readonly wasm: Uint8Array<ArrayBuffer> }
  | BuildFailure

/** The part of `@bytecodealliance/jco-transpile/wasm-tools` that the build uses. */
interface WasmTools {
  readonly parse: (text: string) => Promise<Uint8Array>
  readonly componentEmbed: (options: {
    readonly binary: Uint8Array
    readonly witSource: string
    readonly world: string
  }) => Promise<Uint8Array>
  readonly componentNew: (
    module: Uint8Array,
    adapters: [name: string, module: Uint8Array][],
  ) => Promise<Uint8Array>
}

const packageName = '@bytecodealliance/jco-transpile'

/**
 * What the adapter calls. The last one calls a callback of the plugin's table: the host of a core module reaches into the
 * table instead, so only components need it.
 */
const required = [
  'memory',
  'malloc',
  'free',
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
  'orthanc_wasm_call',
]

/** Exports of a plugin that the adapter does without. */
const stubs = {
  orthanc_wasm_context: '(func $plugin_context (param i32) (result i32) (i32.const 1))',
  orthanc_wasm_query: '(func $plugin_query (param i32))',
}

/** The adapters by the module whose functions they are: its text, and the world that it is written against. */
const adapters = [
  { module: 'orthanc', file: 'adapter.wat', world: 'plugin' },
  { module: 'env', file: 'env.wat', world: 'library' },
  { module: 'wasi_snapshot_preview1', file: 'wasi.wat', world: 'library' },
] as const

/**
 * Makes a component of the world `orthanc:plugin/plugin` out of a plugin for the core ABI, whatever its language. The plugin
 * stays as it is; adapters stand between its imports and the interfaces.
 */
export async function buildComponent(core: Uint8Array): Promise<ComponentBuildResult> {
  const root = findPackageRoot()
  const tools = await importOptional<WasmTools>(`${packageName}/wasm-tools`)
  if (tools === undefined)
    return fail(`components need ${packageName}: ${installCommand(packageName)}`)
  if (moduleKind(core) !== 'core') return fail('not a core module')
  try {
    const names = readInterface(core)
    const exported = new Set(names.exports.map(({ name }) => name))
    const missing = required.filter((name) => !exported.has(name))
    if (missing.length > 0) return fail(`does not export ${missing.join(', ')}`)
    if (hasTags(core))
      return fail('has exceptions of WebAssembly, as C++ does: components cannot have them yet')
    const imported = new Set(names.imports.map(({ module }) => module))
    return { kind: 'built', wasm: await addAdapters(tools, root, core, { imported, exported }) }
  } catch (error) {
    return fail(...reasonsOf(error))
  }
}

/** True if a module has exceptions of its own. */
function hasTags(core: Uint8Array): boolean {
  return readSections(core).some(({ id }) => id === sectionIds.tag)
}

/** The modules that a plugin imports from, and the names of its exports. */
interface Names {
  readonly imported: ReadonlySet<string>
  readonly exported: ReadonlySet<string>
}

async function addAdapters(
  tools: WasmTools,
  root: string,
  core: Uint8Array,
  { imported, exported }: Names,
): Promise<Uint8Array<ArrayBuffer>> {
  const read = (name: string): string => readFileSync(join(root, 'guest/wit', name), 'utf8')
  const witSource = read('orthanc.wit')
  const used: [string, Uint8Array][] = []
  for (const { module, file, world } of adapters) {
    // The first adapter has the world's exports, also for a plugin that calls no function.
    if (module !== 'orthanc' && !imported.has(module)) continue
    const text = module === 'orthanc' ? withStubs(read(file), exported) : read(file)
    const binary = withoutNames(await tools.parse(text))
    used.push([module, await tools.componentEmbed({ binary, witSource, world })])
  }
  return Uint8Array.from(await tools.componentNew(core, used))
}

/** The adapter without the imports that the plugin does not export. */
function withStubs(adapter: string, exported: ReadonlySet<string>): string {
  let text = adapter
  for (const [name, stub] of Object.entries(stubs)) {
    if (exported.has(name)) continue
    text = text.replace(new RegExp(`^\\(import "__main_module__" "${name}" .*\\n`, 'm'), '')
    text = text.replace(/\)\s*$/, `${stub}\n)\n`)
  }
  return text
}

/** A module without its custom sections: a trap names the plugin's functions and not those of its adapters. */
function withoutNames(module: Uint8Array): Uint8Array {
  const kept = readSections(module)
    .filter(({ id }) => id !== sectionIds.custom)
    .map(({ from, end }) => module.subarray(from, end))
  return Uint8Array.from(Buffer.concat([module.subarray(0, headerBytes), ...kept]))
}

/** The causes that wasm-tools lists, without numbers and without where in its own code they come from. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)]
  const lines = error.message.split('\n').map((line) => line.replace(/^\s*\d*:?\s*/, ''))
  return lines.filter((line) => line !== '' && line !== 'Caused by:')
}
