import type { ByteReader } from '../wasm/byte-reader.ts'
import { readImports, type ModuleImport } from '../wasm/module-interface.ts'
import { readBody, readSections, sectionIds, sectionReader } from '../wasm/module-reader.ts'
import { readValueType } from '../wasm/type-reader.ts'

const functionForm = 0x60
const i32 = 0x7f

/** How many values a function takes and gives. */
export interface FunctionShape {
  readonly takes: number
  readonly gives: number
  /** Three `i32` in, one out: as `OrthancPluginInvokeService`. */
  readonly isInvoke: boolean
}

/** What reading the code of a module needs of its other sections. */
export interface ModuleShape {
  readonly types: readonly FunctionShape[]
  /** The functions that it imports. */
  readonly imports: readonly ModuleImport[]
  /** The type of each function, the imported ones first. */
  readonly functionTypes: readonly (number | undefined)[]
  /** Where the bodies are, locals included. */
  readonly bodies: readonly { readonly start: number; readonly end: number }[]
}

/** Reads the types, imports and functions of a module. Throws `PluginLoadError` for one that is cut short. */
export function readModuleShape(bytes: Uint8Array): ModuleShape {
  const sections = readSections(bytes)
  const readerOf = (id: number) => sectionReader(bytes, sections, id)
  const types = readTypes(readerOf(sectionIds.type))
  const imports = readImports(bytes).filter(({ kind }) => kind === 'function')
  const functions = readerOf(sectionIds.function)
  const own = functions.vector(() => functions.u32())
  const code = readerOf(sectionIds.code)
  const bodies = code.vector(() => readBody(code))
  return { types, imports, functionTypes: [...imports.map(({ type }) => type), ...own], bodies }
}

/** Types up to the first that is not a function type: newer proposals lay out what follows in other ways. */
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
