import type { ComponentParts } from '../../exchange/component-parts.ts'
import { requireHarmlessNames } from './component-names.ts'
import { readComponentTypes } from './component-types.ts'
import { requireTypes, requireWorld } from './component-world.ts'
import { transpile } from './transpiler.ts'
import { patchScript } from './transpiler-patches.ts'

/**
 * The parts of a component's file. Nothing of the component is compiled or run, and all checks are done on its bytes before
 * the transpiler reads them.
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
