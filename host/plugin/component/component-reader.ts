import { PluginLoadError } from '../../exchange/errors.ts'
import { ByteReader } from '../../wasm/byte-reader.ts'
import { readSections } from '../../wasm/module-reader.ts'

/** Numbers of the sections of a component (Component Model, Binary.md), which contains modules and components. */
export const componentSectionIds = {
  custom: 0,
  coreModule: 1,
  coreInstance: 2,
  coreType: 3,
  component: 4,
  instance: 5,
  alias: 6,
  type: 7,
  canon: 8,
  import: 10,
  export: 11,
} as const

/** Entries of one list in a component; a large one has some hundreds. */
const mostEntries = 10_000

const sortNames = ['core', 'function', 'value', 'type', 'component', 'instance']

/** An entry of a component's list of imports or exports. */
export interface ComponentName {
  /** `orthanc:plugin/host@1.12.3`, or the name of a function of the world. */
  readonly name: string
  readonly kind: string
}

/** The imports and exports of the component itself, without those of its parts. */
export function readComponentNames(bytes: Uint8Array): {
  readonly imports: readonly ComponentName[]
  readonly exports: readonly ComponentName[]
} {
  const imports: ComponentName[] = []
  const exports: ComponentName[] = []
  for (const { id, start, end } of readSections(bytes)) {
    const reader = new ByteReader(bytes, start, end)
    if (id === componentSectionIds.import)
      imports.push(...readList(reader, () => readImport(reader)))
    if (id === componentSectionIds.export)
      exports.push(...readList(reader, () => readExport(reader)))
  }
  return { imports, exports }
}

/** The core modules of a component and of its inner components, at any depth. */
export function nestedModules(bytes: Uint8Array): readonly Uint8Array[] {
  const modules: Uint8Array[] = []
  const components = [bytes]
  for (let outer = components.pop(); outer !== undefined; outer = components.pop())
    for (const { id, start, end } of readSections(outer)) {
      if (id === componentSectionIds.coreModule) modules.push(outer.subarray(start, end))
      if (id === componentSectionIds.component) components.push(outer.subarray(start, end))
    }
  return modules
}

/** Names of a component that may contain any character: arguments and exports of core instances, and imports. */
export function readFreeNames(bytes: Uint8Array): readonly string[] {
  return readSections(bytes).flatMap(({ id, start, end }) => {
    const reader = new ByteReader(bytes, start, end)
    if (id === componentSectionIds.coreInstance)
      return readList(reader, () => readCoreInstance(reader)).flatMap(({ names }) => names)
    if (id === componentSectionIds.import)
      return readList(reader, () => readImport(reader)).map(({ name }) => name)
    return []
  })
}

/** An instance of a module with the names of its arguments, or a list of exports without a module. */
export function readCoreInstance(reader: ByteReader): {
  readonly module: number | undefined
  readonly names: readonly string[]
} {
  const module = reader.byte() === 0 ? reader.u32() : undefined
  const names = readList(reader, () => {
    const name = reader.name()
    reader.byte()
    reader.u32()
    return name
  })
  return { module, names }
}

/** Reads a vector of a component. Throws `PluginLoadError` for more entries than a working component has. */
export function readList<T>(reader: ByteReader, read: () => T): T[] {
  return reader.vector((count) => {
    if (count > mostEntries)
      throw new PluginLoadError([
        `a component with a list of ${count} parts, at most ${mostEntries} allowed`,
      ])
    return read()
  })
}

/**
 * Reads a name. Throws `PluginLoadError` for the third form, which has options after the name: they are a text that the
 * plugin chooses, and a reader that skips them differently from the tools would take the text for the next parts.
 */
export function readName(reader: ByteReader): string {
  if (reader.byte() > 1) throw unknownPart('names that have options')
  return reader.name()
}

function readImport(reader: ByteReader): ComponentName {
  return { name: readName(reader), kind: readType(reader) }
}

function readExport(reader: ByteReader): ComponentName {
  const name = readName(reader)
  const sort = reader.byte()
  if (sort === 0) reader.byte()
  reader.u32()
  if (reader.byte() === 1) readType(reader)
  return { name, kind: sortNames[sort] ?? 'unknown' }
}

/** The kind of an import or export. */
function readType(reader: ByteReader): string {
  const sort = reader.byte()
  if (sort === 0) reader.byte()
  // A value and a type have a bound before the number; a type with the bound 1 has no number.
  const hasBound = sort === 2 || sort === 3
  const bound = hasBound ? reader.byte() : 0
  if (!(sort === 3 && bound === 1)) reader.u32()
  return sortNames[sort] ?? 'unknown'
}

/** The error for a component with parts that the host does not accept. */
export function unknownPart(what: string): PluginLoadError {
  return new PluginLoadError([`a component with ${what}, which this host does not take`])
}
