import type { CompiledComponent, CompiledPlugin } from '../exchange/compiled-plugin.ts'
import type { Instantiate } from './component-instance.ts'
import { Instance } from './instance.ts'
import { loadModule } from './load.ts'
import type { ModuleLimits } from './module-limits.ts'
import { moduleKind } from './module-reader.ts'
import type { InstanceEnvironment, PluginInstance } from './plugin-instance.ts'

/** Makes instances of one plugin. */
export type MakeInstance = (environment: InstanceEnvironment) => PluginInstance

// What components need is loaded with the first one: most plugins are none.

/** A plugin's file, core module or component, checked, capped and compiled. Rejects with `PluginLoadError`. */
export async function compilePlugin(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
  cacheFolder: string | undefined,
): Promise<CompiledPlugin> {
  if (moduleKind(bytes) !== 'component') return { kind: 'core', module: loadModule(bytes, limits) }
  const { loadComponent } = await import('./component.ts')
  return loadComponent(bytes, limits, cacheFolder)
}

/** What makes instances of a compiled plugin in this thread. */
export async function instanceMaker(compiled: CompiledPlugin): Promise<MakeInstance> {
  if (compiled.kind === 'core') return (environment) => new Instance(compiled.module, environment)
  const { ComponentInstance } = await import('./component-instance.ts')
  const { stackFrames } = await import('./component-trap.ts')
  Error.stackTraceLimit = stackFrames
  const instantiate = await importScript(compiled)
  return (environment) => new ComponentInstance(instantiate, compiled, environment)
}

/** The script is a module of its own, and no file. */
async function importScript({ script }: CompiledComponent): Promise<Instantiate> {
  const url = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`
  const { instantiate }: { instantiate: Instantiate } = await import(url)
  return instantiate
}
