import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import type { ModuleBytes } from '../frames/messages.ts'
import { readModuleBytes } from '../pool/component-process.ts'
import { ProcessSupply } from '../pool/process-supply.ts'

/** How long a process may take to end once it is killed. */
const endMs = 1000

/** A plugin's file as the process of a runner gets it. Rejects with `PluginLoadError`. */
export async function readSubject(
  bytes: Uint8Array<ArrayBuffer>,
  { initializeTimeoutMs }: { readonly initializeTimeoutMs: number },
): Promise<ModuleBytes> {
  const processes = new ProcessSupply()
  try {
    return await readModuleBytes(bytes, {
      processes,
      processMiB: processMiBOf(defaultLimits),
      timeoutMs: initializeTimeoutMs,
    })
  } finally {
    await processes.close(endMs)
  }
}
