import { PluginLoadError } from '../exchange/errors.ts'
import { findProblems } from './manifest-problems.ts'
import { limitModule, type ModuleLimits } from './module-limits.ts'
import { readInterface } from '../wasm/module-interface.ts'
import { moduleKind } from '../wasm/module-reader.ts'

/**
 * Compiles a plugin's file, with limits for its memory and tables.
 *
 * Throws `PluginLoadError` with all reasons.
 */
export function loadModule(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): WebAssembly.Module {
  requireCore(bytes)
  const module = compile(limitModule(bytes, limits))
  const reasons = findProblems(readInterface(bytes))
  if (reasons.length > 0) throw new PluginLoadError(reasons)
  return module
}

function requireCore(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new PluginLoadError(['the file is empty'])
  const kind = moduleKind(bytes)
  if (kind === 'component') throw new PluginLoadError(['components are not supported yet'])
  if (kind === 'other') throw new PluginLoadError(['not a WebAssembly module'])
}

function compile(bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error
    const why = error.message.replace(/^WebAssembly\.Module\(\): /, '')
    throw new PluginLoadError([`not a valid WebAssembly module: ${why}`])
  }
}
