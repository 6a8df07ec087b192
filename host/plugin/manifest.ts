import { createHash } from 'node:crypto'
import { functions, invokeService } from '../../abi/functions.ts'
import { wasiFunctions } from '../imports/wasi.ts'
import { ByteReader, moduleKind, readSections, sectionIds } from './module-reader.ts'

/** One import of a module, and whether the host has it. */
export interface ManifestImport {
  readonly module: string
  readonly name: string
  readonly kind: string
  readonly known: boolean
}

/** What can be said of a plugin's file without running it. */
export interface Manifest {
  readonly kind: 'core' | 'component' | 'other'
  readonly imports: readonly ManifestImport[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  /** In pages of 64 KiB. */
  readonly memory:
    | { readonly initialPages: number; readonly maximumPages: number | undefined }
    | undefined
  readonly sha256: string
}

const knownImports: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['orthanc', new Set([...Object.keys(functions), invokeService])],
  ['wasi_snapshot_preview1', new Set<string>(wasiFunctions)],
  ['env', new Set(['abort'])],
])

/** Whether the host has something to give for an import. */
export function isKnownImport(module: string, name: string, kind: string): boolean {
  return kind === 'function' && knownImports.get(module)?.has(name) === true
}

/** Reads a file. Of a component, and of what does not compile, only kind and hash are told. */
export function readManifest(bytes: Uint8Array<ArrayBuffer>): Manifest {
  const kind = moduleKind(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const module = kind === 'core' ? compile(bytes) : undefined
  if (module === undefined) return { kind, imports: [], exports: [], memory: undefined, sha256 }
  return {
    kind,
    imports: WebAssembly.Module.imports(module).map((entry) => ({
      ...entry,
      known: isKnownImport(entry.module, entry.name, entry.kind),
    })),
    exports: WebAssembly.Module.exports(module).map(({ name, kind: of }) => ({ name, kind: of })),
    memory: readMemory(bytes),
    sha256,
  }
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
  const section = readSections(bytes).find(({ id }) => id === sectionIds.memory)
  if (section === undefined) return undefined
  const reader = new ByteReader(bytes, section.start, section.end)
  if (reader.u32() === 0) return undefined
  const flags = reader.byte()
  const initialPages = reader.u64()
  return { initialPages, maximumPages: (flags & 1) === 0 ? undefined : reader.u64() }
}
