import type { ByteReader } from './byte-reader.ts'
import { readBody, readSections, sectionIds, sectionReader } from './module-reader.ts'
import { readImportType, readValueType } from './type-reader.ts'

const functionForm = 0x60
const i32 = 0x7f

/** How many values a function takes and gives. */
export interface FunctionShape {
  readonly takes: number
  readonly gives: number
  /** Three `i32` in, one out: as `OrthancPluginInvokeService`. */
  readonly isInvoke: boolean
}

/** A function that a module imports. */
interface FunctionImport {
  readonly module: string
  readonly name: string
  readonly type: number
}

/** What reading the code of a module needs of its other sections. */
export interface ModuleShape {
  readonly types: readonly FunctionShape[]
  readonly imports: readonly FunctionImport[]
  /** The type of each function, the imported ones first. */
  readonly functionTypes: readonly number[]
  /** Where the bodies are, locals included. */
  readonly bodies: readonly { readonly start: number; readonly end: number }[]
}

/** Reads the types, imports and functions of a module. Throws `PluginLoadError` for one that is cut short. */
export function readModuleShape(bytes: Uint8Array): ModuleShape {
  const sections = readSections(bytes)
  const readerOf = (id: number) => sectionReader(bytes, sections, id)
  const types = readTypes(readerOf(sectionIds.type))
  const imports = readFunctionImports(readerOf(sectionIds.import))
  const functions = readerOf(sectionIds.function)
  const own = functions.vector(() => functions.u32())
  const code = readerOf(sectionIds.code)
  const bodies = code.vector(() => readBody(code))
  return { types, imports, functionTypes: [...imports.map(({ type }) => type), ...own], bodies }
}

/** The functions that a module imports. Throws as `readModuleShape`. */
export function importedFunctions(bytes: Uint8Array): readonly FunctionImport[] {
  return readFunctionImports(sectionReader(bytes, readSections(bytes), sectionIds.import))
}

/** Types up to the first that is none of a function: what follows it, newer proposals have laid out otherwise. */
function readTypes(reader: ByteReader): readonly FunctionShape[] {
  const shapes: FunctionShape[] = []
  for (let left = reader.u32(); left > 0 && reader.byte() === functionForm; left--) {
    const takes = reader.vector(() => readValueType(reader))
    const gives = reader.vector(() => readValueType(reader))
    const isInvoke = [...takes, -1, ...gives].join() === [i32, i32, i32, -1, i32].join()
    shapes.push({ takes: takes.length, gives: gives.length, isInvoke })
  }
  return shapes
}

function readFunctionImports(reader: ByteReader): readonly FunctionImport[] {
  const imports: FunctionImport[] = []
  reader.each(() => {
    const [module, name] = [reader.name(), reader.name()]
    const imported = readImportType(reader)
    if (imported.kind === 'function') imports.push({ module, name, type: imported.type })
  })
  return imports
}
