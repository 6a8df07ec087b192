import { functions, invokeService } from '../../abi/functions.ts'
import { listNames } from '../exchange/log.ts'
import { libcNames } from '../imports/libc.ts'
import { wasiFunctions } from '../imports/wasi.ts'
import type { ModuleInterface } from '../wasm/module-interface.ts'

const knownImports: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['orthanc', new Set([...Object.keys(functions), invokeService])],
  ['wasi_snapshot_preview1', new Set<string>(wasiFunctions)],
  ['env', new Set(['abort', ...libcNames])],
])

/** The functions that every plugin exports. It exports the table under one of two names. */
const requiredFunctions = [
  'OrthancPluginInitialize',
  'OrthancPluginFinalize',
  'OrthancPluginGetName',
  'OrthancPluginGetVersion',
  'malloc',
  'free',
]
const tableNames = ['__indirect_function_table', 'table']

/** True if the host has that import. */
export function isKnownImport(module: string, name: string, kind: string): boolean {
  return kind === 'function' && knownImports.get(module)?.has(name) === true
}

/** The problems with the imports and exports of a module, one line each. */
export function findProblems({ imports, exports }: ModuleInterface): readonly string[] {
  return [...findUnknownImports(imports), ...findMissingExports(exports)]
}

function findUnknownImports(imports: ModuleInterface['imports']): readonly string[] {
  const unknown = imports
    .filter(({ module: from, name, kind }) => !isKnownImport(from, name, kind))
    .map(({ module: from, name, kind }) =>
      kind === 'function' ? `${from}.${name}` : `${from}.${name} (a ${kind})`,
    )
  return unknown.length === 0 ? [] : [`imports what this host does not have: ${listNames(unknown)}`]
}

function findMissingExports(exports: ModuleInterface['exports']): readonly string[] {
  const kinds = new Map(exports.map(({ name, kind }) => [name, kind]))
  const missing = requiredFunctions.filter((name) => kinds.get(name) !== 'function')
  if (kinds.get('memory') !== 'memory') missing.push('memory')
  if (!tableNames.some((name) => kinds.get(name) === 'table')) missing.push(tableNames.join(' or '))
  return missing.length === 0 ? [] : [`does not export ${missing.join(', ')}`]
}
