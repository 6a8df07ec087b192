import { PluginLoadError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { isKnownImport } from './manifest.ts'
import { limitModule, type ModuleLimits } from './module-limits.ts'
import { moduleKind } from './module-reader.ts'

/** What every plugin exports as functions. The table stands under one of two names. */
const requiredFunctions = [
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
  'malloc',
  'free',
]
const tableNames = ['__indirect_function_table', 'table']

/**
 * A plugin's file as a module that the host can run, capped in memory and tables.
 *
 * Throws `PluginLoadError` with all that is wrong with it.
 */
export function loadModule(
  bytes: Uint8Array<ArrayBuffer>,
  limits: ModuleLimits,
): WebAssembly.Module {
  requireCore(bytes)
  const module = compile(limitModule(bytes, limits))
  const reasons = [...wrongImports(module), ...missingExports(module)]
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

function wrongImports(module: WebAssembly.Module): string[] {
  const unknown = WebAssembly.Module.imports(module)
    .filter(({ module: from, name, kind }) => !isKnownImport(from, name, kind))
    .map(({ module: from, name, kind }) =>
      kind === 'function' ? `${from}.${name}` : `${from}.${name} (a ${kind})`,
    )
  return unknown.length === 0 ? [] : [`imports what this host does not have: ${listed(unknown)}`]
}

function missingExports(module: WebAssembly.Module): string[] {
  const kinds = new Map(WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]))
  const missing = requiredFunctions.filter((name) => kinds.get(name) !== 'function')
  if (kinds.get('memory') !== 'memory') missing.push('memory')
  if (!tableNames.some((name) => kinds.get(name) === 'table')) missing.push(tableNames.join(' or '))
  return missing.length === 0 ? [] : [`does not export ${missing.join(', ')}`]
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, fixedLimits.namesListed).join(', ')
  const more = names.length - fixedLimits.namesListed
  return more > 0 ? `${first} and ${more} more` : first
}
