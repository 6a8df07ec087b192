import { createHash } from 'node:crypto'
import type { CompiledComponent, ComponentModule } from '../exchange/compiled-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { requireHarmlessNames } from './component-names.ts'
import { readComponentTypes } from './component-types.ts'
import { readWit } from './component-wit.ts'
import { requireFunctions, requireTypes, requireWorld } from './component-world.ts'
import { limitModule, shareTableEntries, type ModuleLimits } from './module-limits.ts'
import { readSections, sectionIds } from './module-reader.ts'
import { describeMends } from './script-mends.ts'
import { TranspileCache } from './transpile-cache.ts'
import { transpile, transpilerVersion, type Transpiled } from './transpiler.ts'

/** Addresses above have a sign in the JavaScript that reads them. */
const maxMemoryPages = 32768

/** Changes whenever what is kept in the cache would be read otherwise. */
const cacheFormat = 1

/**
 * A component's file as what the host runs: taken apart, or found in the cache, and its core modules capped and compiled.
 * `cacheFolder` is absent where nothing is kept.
 *
 * Rejects with `PluginLoadError` with all that is wrong with it.
 */
export async function loadComponent(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
  cacheFolder: string | undefined,
): Promise<CompiledComponent> {
  requireWorld(bytes)
  const types = readComponentTypes(bytes)
  const { script, cores } = await transpiled(bytes, cacheFolder)
  const memoryPages = Math.min(limits.memoryPages, maxMemoryPages)
  const shares = shareTableEntries([...cores.values()], limits.tableEntries)
  const modules = [...cores].map(([name, core], i) =>
    compile(name, core, { memoryPages, tableEntries: shares[i] ?? 0 }),
  )
  requireHarmlessNames(
    bytes,
    modules.map(({ module }) => module),
  )
  requireFunctions(script)
  requireTypes(types)
  return { kind: 'component', script, modules }
}

async function transpiled(bytes: Uint8Array, folder: string | undefined): Promise<Transpiled> {
  const version = transpilerVersion()
  if (folder === undefined || version === undefined) return transpile(bytes)
  const cache = new TranspileCache(folder)
  const key = cacheKey(bytes, version)
  const kept = cache.read(key)
  if (kept !== undefined) return kept
  const fresh = await transpile(bytes)
  cache.write(key, fresh)
  return fresh
}

/** The component, and what makes something else of it: the transpiler, the mends, the interfaces, the form of the cache. */
function cacheKey(bytes: Uint8Array, version: string): string {
  const makers = createHash('sha256').update(describeMends()).update(readWit()).digest('hex')
  return createHash('sha256')
    .update(`${cacheFormat}\n${version}\n${makers}\n`)
    .update(bytes)
    .digest('hex')
}

function compile(
  name: string,
  core: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): ComponentModule {
  try {
    const module = new WebAssembly.Module(limitModule(core, limits))
    return { name, module, hasMemory: hasMemory(core) }
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error
    throw new PluginLoadError([`holds a module that does not run here: ${error.message}`])
  }
}

function hasMemory(core: Uint8Array): boolean {
  return readSections(core).some(({ id }) => id === sectionIds.memory)
}
