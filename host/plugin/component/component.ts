import type { ComponentParts } from '../../frames/messages.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import { readMemories } from '../../wasm/module-interface.ts'
import type { CompiledComponent, ComponentModule } from '../compiled-plugin.ts'
import { limitModule, shareTableEntries, type ModuleLimits } from '../module-limits.ts'

/** Addresses above have a sign in the JavaScript that reads them. */
const maxMemoryPages = 32768

/** The parts of a component with its core modules capped and compiled. Throws `PluginLoadError`. */
export function compileComponent(
  { script, cores }: ComponentParts,
  limits: ModuleLimits,
): CompiledComponent {
  const memoryPages = Math.min(limits.memoryPages, maxMemoryPages)
  const shares = shareTableEntries([...cores.values()], limits.tableEntries)
  const modules = [...cores].map(([name, core], i) =>
    compileModule(name, core, { memoryPages, tableEntries: shares[i] ?? 0 }),
  )
  return { kind: 'component', script, modules }
}

function compileModule(
  name: string,
  core: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): ComponentModule {
  try {
    const module = new WebAssembly.Module(limitModule(core, limits))
    return { name, module, hasMemory: readMemories(core).length > 0 }
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error
    throw new PluginLoadError([`holds a module that does not run here: ${error.message}`])
  }
}
