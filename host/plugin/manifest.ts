import { createHash } from 'node:crypto'
import { invokeService } from '../../abi/functions.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { readImports, readInterface, readMemories } from '../wasm/module-interface.ts'
import { moduleKind } from '../wasm/module-reader.ts'
import {
  nestedModules,
  readComponentNames,
  type ComponentName,
} from './component/component-reader.ts'
import { isWorldFunction, isWorldImport } from './component/component-checks.ts'
import { isKnownImport, findProblems } from './manifest-problems.ts'

/** One import of a module, and whether the host has it. For a component, `module` is an interface. */
interface ManifestImport {
  readonly module: string
  readonly name: string
  readonly kind: string
  readonly known: boolean
}

/** What the host reads in a plugin's file without compiling or running it. */
export interface Manifest {
  readonly kind: 'core' | 'component' | 'other'
  readonly imports: readonly ManifestImport[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  /** In pages of 64 KiB. */
  readonly memory:
    | { readonly initialPages: number; readonly maximumPages: number | undefined }
    | undefined
  /** True if it can call services by number: which ones is only known when it calls them. */
  readonly callsByNumber: boolean
  /** The problems with its imports and exports, one line each; a component is checked when it is loaded. */
  readonly problems: readonly string[]
  readonly sha256: string
}

/** Reads a file without compiling it. The manifest of bytes that cannot be read has only kind and hash. */
export function readManifest(bytes: Uint8Array): Manifest {
  const kind = moduleKind(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const nothing = { ...emptyManifest, kind, sha256 }
  try {
    if (kind === 'component') return { ...nothing, ...readComponent(bytes) }
    return kind === 'core' ? { ...nothing, ...readCore(bytes) } : nothing
  } catch (error) {
    // The host refuses such bytes when it loads them.
    if (error instanceof PluginLoadError) return nothing
    throw error
  }
}

const emptyManifest = {
  imports: [],
  exports: [],
  memory: undefined,
  callsByNumber: false,
  problems: [],
} as const

function readCore(bytes: Uint8Array): Partial<Manifest> {
  const { imports, exports } = readInterface(bytes)
  return {
    imports: imports.map(({ module, name, kind }) => ({
      module,
      name,
      kind,
      known: isKnownImport(module, name, kind),
    })),
    exports,
    memory: readMemory(bytes),
    callsByNumber: importsInvoke(bytes),
    problems: findProblems({ imports, exports }),
  }
}

/** Without types: a component imports and exports those that its functions use. */
function readComponent(bytes: Uint8Array): Partial<Manifest> {
  const { imports, exports } = readComponentNames(bytes)
  const modules = nestedModules(bytes)
  const used = usedNames(modules)
  // A valid component imports each name once.
  const interfaces = new Map(
    imports.filter(({ kind }) => kind !== 'type').map((entry) => [entry.name, entry]),
  )
  return {
    memory: findFirst(modules, readMemory),
    callsByNumber: modules.some(importsInvoke),
    imports: [...interfaces.values()].flatMap((entry) => importsFrom(entry, used.get(entry.name))),
    exports: exports.filter(({ kind }) => kind !== 'type'),
  }
}

/** The functions that the modules of a component import, by interface. */
function usedNames(modules: readonly Uint8Array[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  for (const bytes of modules)
    for (const { module, name } of readImports(bytes)) {
      if (name.startsWith('[resource-')) continue
      const names = used.get(module) ?? new Set()
      used.set(module, names.add(name))
    }
  return used
}

/** The functions of an interface that are used; the interface itself if it has only types. */
function importsFrom(
  entry: ComponentName,
  names: ReadonlySet<string> = new Set(),
): readonly ManifestImport[] {
  if (names.size === 0)
    return [{ module: entry.name, name: '', kind: entry.kind, known: isWorldImport(entry) }]
  return [...names].map((name) => ({
    module: entry.name,
    name,
    kind: 'function',
    known: isWorldImport(entry) && isWorldFunction(entry.name, name),
  }))
}

function importsInvoke(bytes: Uint8Array): boolean {
  return readImports(bytes).some(
    ({ module, name }) => module === 'orthanc' && name === invokeService,
  )
}

function findFirst<T>(
  modules: readonly Uint8Array[],
  read: (module: Uint8Array) => T | undefined,
): T | undefined {
  for (const module of modules) {
    const found = read(module)
    if (found !== undefined) return found
  }
  return undefined
}

function readMemory(bytes: Uint8Array): Manifest['memory'] {
  const [memory] = readMemories(bytes)
  return memory && { initialPages: memory.initial, maximumPages: memory.maximum }
}
