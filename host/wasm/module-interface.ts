import { readSections, sectionIds, sectionReader } from './module-reader.ts'
import {
  skipImportType,
  readKind,
  readLimits,
  type ExternalKind,
  type Limits,
} from './type-reader.ts'

/** One import. */
export interface ModuleImport {
  readonly module: string
  readonly name: string
  readonly kind: ExternalKind
}

interface ModuleExport {
  readonly name: string
  readonly kind: ExternalKind
}

/** What a module imports and exports, in the order of the module. */
export interface ModuleInterface {
  readonly imports: readonly ModuleImport[]
  readonly exports: readonly ModuleExport[]
}

/**
 * The imports and exports of a core module, read from its bytes: of a valid module the same as
 * `WebAssembly.Module.imports` and `exports`, without compiling it. Throws `PluginLoadError` for what it cannot read.
 */
export function readInterface(bytes: Uint8Array): ModuleInterface {
  return { imports: readImports(bytes), exports: readExports(bytes) }
}

/** The imports of a core module. Throws as `readInterface`. */
export function readImports(bytes: Uint8Array): readonly ModuleImport[] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.import)
  return reader.vector(() => {
    const [module, name, kind] = [reader.name(), reader.name(), readKind(reader)]
    skipImportType(reader, kind)
    return { module, name, kind }
  })
}

/** The exports of a core module. Throws as `readInterface`. */
export function readExports(bytes: Uint8Array): readonly ModuleExport[] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.export)
  return reader.vector(() => {
    const [name, kind] = [reader.name(), readKind(reader)]
    reader.u32()
    return { name, kind }
  })
}

/** The memories that a core module defines. Throws as `readInterface`. */
export function readMemories(bytes: Uint8Array): readonly Limits[] {
  const reader = sectionReader(bytes, readSections(bytes), sectionIds.memory)
  return reader.vector(() => readLimits(reader))
}
