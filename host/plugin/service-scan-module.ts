import { ByteReader, readBody, readSections, sectionIds } from './module-reader.ts'

const functionKind = 0
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
  const types: FunctionShape[] = []
  const imports: FunctionImport[] = []
  const own: number[] = []
  const bodies: { start: number; end: number }[] = []
  for (const { id, start, end } of readSections(bytes)) {
    const reader = new ByteReader(bytes, start, end)
    if (id === sectionIds.type) types.push(...readTypes(reader))
    if (id === sectionIds.import) imports.push(...readFunctionImports(reader))
    if (id === sectionIds.function) own.push(...reader.vector(() => reader.u32()))
    if (id === sectionIds.code) bodies.push(...reader.vector(() => readBody(reader)))
  }
  return { types, imports, functionTypes: [...imports.map(({ type }) => type), ...own], bodies }
}

/** The functions that a module imports. Throws as `readModuleShape`. */
export function importedFunctions(bytes: Uint8Array): readonly FunctionImport[] {
  return readSections(bytes)
    .filter(({ id }) => id === sectionIds.import)
    .flatMap(({ start, end }) => readFunctionImports(new ByteReader(bytes, start, end)))
}

/** Types up to the first that is none of a function: what follows it, newer proposals have laid out otherwise. */
function readTypes(reader: ByteReader): readonly FunctionShape[] {
  const shapes: FunctionShape[] = []
  for (let left = reader.u32(); left > 0 && reader.byte() === functionForm; left--) {
    const takes = reader.vector(() => reader.byte())
    const gives = reader.vector(() => reader.byte())
    const isInvoke = [...takes, -1, ...gives].join() === [i32, i32, i32, -1, i32].join()
    shapes.push({ takes: takes.length, gives: gives.length, isInvoke })
  }
  return shapes
}

/** Functions keep their place; of other imports only the length is read. */
function readFunctionImports(reader: ByteReader): readonly FunctionImport[] {
  const entries = reader.vector(() => {
    const module = reader.name()
    const name = reader.name()
    const kind = reader.byte()
    if (kind === functionKind) return [{ module, name, type: reader.u32() }]
    skipType(reader, kind)
    return []
  })
  return entries.flat()
}

/** A table, a memory, a global or a tag. */
function skipType(reader: ByteReader, kind: number): void {
  if (kind === 1) reader.byte()
  if (kind === 1 || kind === 2) {
    const flags = reader.byte()
    reader.u64()
    if ((flags & 1) !== 0) reader.u64()
    return
  }
  reader.byte()
  if (kind === 3) reader.byte()
  else reader.u32()
}
