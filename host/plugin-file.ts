import { extname } from 'node:path'
import { readModuleFile } from './config/plugin-files.ts'
import type { Settings } from './config/settings.ts'
import { PluginLoadError } from './exchange/errors.ts'

/** What the file of a plugin contains. */
export interface PluginFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The files that it was made of. */
  readonly inputs: readonly string[]
  readonly warnings: readonly string[]
}

/** Whether a plugin is a script in Python, which becomes a module when it is loaded. */
export function isScript(file: string): boolean {
  return extname(file) === '.py'
}

/**
 * Reads the module in the file of a plugin, or makes one of a script. Rejects with `PluginLoadError` for a file of more than `maxMiB`
 * and for a script that cannot become a module, and with the system's error.
 */
export async function readPluginFile(
  file: string,
  maxMiB: number,
  { pythonPath }: Pick<Settings, 'pythonPath'>,
): Promise<PluginFile> {
  if (!isScript(file))
    return { bytes: await readModuleFile(file, maxMiB), inputs: [file], warnings: [] }
  // Most hosts have no scripts.
  const { buildScript } = await import('../guest/build/python/python.ts')
  const built = await buildScript({ sources: [file], pythonPath })
  if (built.kind === 'failed') throw new PluginLoadError(built.reasons)
  const { wasm, inputs, warnings } = built
  return { bytes: wasm, inputs, warnings }
}
