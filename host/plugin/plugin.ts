import type { CompiledComponent, CompiledPlugin } from './compiled-plugin.ts'
import type { ModuleBytes } from '../frames/messages.ts'
import type { Instantiate } from './component/component-instance.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { MemoryImage } from '../wasm/memory-image.ts'
import { Instance, prepareInstance } from './instance.ts'
import { loadModule } from './load.ts'
import type { ModuleLimits } from './module-limits.ts'
import type { InstanceEnvironment, PluginInstance } from './plugin-instance.ts'

/** More than V8's usual number: the author's functions are among those of libraries, of a component's adapter and its script. */
const stackFrames = 50

/** Makes instances of one plugin. */
export type MakeInstance = (environment: InstanceEnvironment) => PluginInstance

// The code for components is loaded with the first component: most plugins are core modules.

/** Checks a plugin, core module or component, sets its limits and compiles it. Rejects with `PluginLoadError`. */
export async function compileModule(
  module: ModuleBytes,
  limits: ModuleLimits,
): Promise<CompiledPlugin> {
  if (module.kind === 'core') return { kind: 'core', module: loadModule(module.bytes, limits) }
  const { compileComponent } = await import('./component/component.ts')
  return compileComponent(module, limits)
}

/**
 * What a plugin writes to its memory in the part of its start that is the same for all instances. Throws `PluginLoadError` for a plugin
 * without such a part, and if that fails.
 */
export function prepareMemory(
  compiled: CompiledPlugin,
  environment: InstanceEnvironment,
): MemoryImage {
  if (compiled.kind !== 'core') throw new PluginLoadError(['a component cannot be prepared'])
  return prepareInstance(compiled.module, environment)
}

/** Returns the function that makes instances of a compiled plugin. */
export async function instanceMaker(compiled: CompiledPlugin): Promise<MakeInstance> {
  Error.stackTraceLimit = stackFrames
  if (compiled.kind === 'core') return (environment) => new Instance(compiled.module, environment)
  const { ComponentInstance } = await import('./component/component-instance.ts')
  const instantiate = await importScript(compiled)
  return (environment) => new ComponentInstance(instantiate, compiled, environment)
}

/** Imports the script, which is an ES module without a file. */
async function importScript({ script }: CompiledComponent): Promise<Instantiate> {
  const url = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`
  const { instantiate }: { instantiate: Instantiate } = await import(url)
  return instantiate
}
