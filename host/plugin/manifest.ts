import { createHash } from 'node:crypto'
import { nestedModules, readComponentNames, type ComponentName } from './component-reader.ts'
import { isWorldFunction, isWorldImport } from './component-world.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { readLanguage } from './manifest-language.ts'
import { isKnownImport, problemsOf } from './manifest-problems.ts'
import { requireFeatures } from './module-features.ts'
import { moduleKind, readSections, sectionIds, sectionReader } from './module-reader.ts'
import { scanServices } from './service-scan.ts'
import { readLimits } from './type-reader.ts'

/** One import of a module, and whether the host has it. Of a component `module` is an interface. */
interface ManifestImport {
  readonly module: string
  readonly name: string
  readonly kind: string
  readonly known: boolean
}

/** What can be said of a plugin's file without running it. */
export interface Manifest {
  readonly kind: 'core' | 'component' | 'other'
  /** What it was written in, where that can be told: `C11`, `Rust 1.85`, `AssemblyScript`. */
  readonly language: string | undefined
  readonly imports: readonly ManifestImport[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  /** In pages of 64 KiB. */
  readonly memory:
    | { readonly initialPages: number; readonly maximumPages: number | undefined }
    | undefined
  /** Services by number, as `scanServices` sees them in the code. */
  readonly invoked: readonly number[]
  /** What is wrong with its imports and exports, a line each; that of a component is told when it is loaded. */
  readonly problems: readonly string[]
  readonly sha256: string
}

/** Reads a file. Of what is no WebAssembly, or cannot run here, only kind and hash are told. */
export function readManifest(bytes: Uint8Array<ArrayBuffer>): Manifest {
  const kind = moduleKind(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const nothing = { ...emptyManifest, kind, sha256 }
  try {
    if (kind === 'component') return { ...nothing, ...readComponent(bytes) }
    if (kind === 'core') requireFeatures(bytes)
    const module = kind === 'core' ? compile(bytes) : undefined
    return module === undefined ? nothing : { ...nothing, ...readCore(module, bytes) }
  } catch (error) {
    // What is cut short, or has features that are not there, is refused when it is loaded.
    if (error instanceof PluginLoadError || error instanceof WebAssembly.CompileError)
      return nothing
    throw error
  }
}

const emptyManifest = {
  language: undefined,
  imports: [],
  exports: [],
  memory: undefined,
  invoked: [],
  problems: [],
} as const

function readCore(module: WebAssembly.Module, bytes: Uint8Array): Partial<Manifest> {
  return {
    language: readLanguage(bytes),
    imports: WebAssembly.Module.imports(module).map((entry) => ({
      ...entry,
      known: isKnownImport(entry.module, entry.name, entry.kind),
    })),
    exports: WebAssembly.Module.exports(module).map(({ name, kind }) => ({ name, kind })),
    memory: readMemory(bytes),
    invoked: scanServices(bytes),
    problems: problemsOf(module),
  }
}

/** Types are left out: a component imports and exports those that its functions use. */
function readComponent(bytes: Uint8Array): Partial<Manifest> {
  const { imports, exports } = readComponentNames(bytes)
  const modules = nestedModules(bytes)
  const used = usedNames(modules)
  return {
    language: readLanguage(bytes) ?? firstOf(modules, readLanguage),
    memory: firstOf(modules, readMemory),
    invoked: [...new Set(modules.flatMap(scanServices))].toSorted((a, b) => a - b),
    imports: imports
      .filter(({ kind }) => kind !== 'type')
      .flatMap((entry) => importsFrom(entry, used.get(entry.name))),
    exports: exports.filter(({ kind }) => kind !== 'type'),
  }
}

/** The functions that the modules of a component use, by interface. */
function usedNames(modules: readonly Uint8Array[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  for (const bytes of modules)
    for (const { module, name } of WebAssembly.Module.imports(new WebAssembly.Module(bytes))) {
      if (name.startsWith('[resource-')) continue
      const names = used.get(module) ?? new Set()
      used.set(module, names.add(name))
    }
  return used
}

/** The functions of an interface that are used; the interface itself where that is types alone. */
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

function firstOf<T>(
  modules: readonly Uint8Array[],
  read: (module: Uint8Array) => T | undefined,
): T | undefined {
  for (const module of modules) {
    const found = read(module)
    if (found !== undefined) return found
  }
  return undefined
}

function compile(bytes: Uint8Array): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined
    throw error
  }
}

function readMemory(bytes: Uint8Array): Manifest['memory'] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.memory)
  const [memory] = reader.vector(() => readLimits(reader))
  return memory && { initialPages: memory.initial, maximumPages: memory.maximum }
}
