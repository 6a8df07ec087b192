import { ByteReader } from '../../wasm/byte-reader.ts'
import {
  componentSectionIds as ids,
  readCoreInstance,
  readList,
  readName,
  unknownPart,
} from './component-reader.ts'
import {
  describe,
  readAlias,
  readDescribed,
  readType,
  Scope,
  sorts,
  type Type,
} from './component-scope.ts'
import { readSections } from '../../wasm/module-reader.ts'

/** The functions of a component with their types as WIT writes them, aliases resolved: `func(list<u8>) -> s32`. */
export interface ComponentTypes {
  /** By interface and name, as in `orthanc:plugin/host@1.12.3` and `log-info`. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly exports: ReadonlyMap<string, string>
}

/**
 * Reads the types of a component's imports and exports. The script copies values out of the plugin by these types, so the
 * host must know all of them.
 *
 * Throws `PluginLoadError` for a component with anything other than synchronous functions: inner components, asynchronous
 * functions, streams, resources of its own.
 */
export function readComponentTypes(bytes: Uint8Array): ComponentTypes {
  const scope = new Scope()
  for (const { id, start, end } of readSections(bytes)) {
    const reader = new ByteReader(bytes, start, end)
    if (id === ids.component) refuseComponents()
    const read = sectionReaders.get(id)
    if (read === undefined) throw unknownPart(`a section ${id}`)
    if (read === 'skip') continue
    readList(reader, () => read(reader, scope))
    // The tools would read such a section differently.
    if (!reader.atEnd) throw unknownPart(`more in a section ${id} than is counted`)
  }
  return scope
}

type ReadEntry = (reader: ByteReader, scope: Scope) => void

const sectionReaders: ReadonlyMap<number, ReadEntry | 'skip'> = new Map<number, ReadEntry | 'skip'>(
  [
    [ids.custom, 'skip'],
    [ids.coreModule, 'skip'],
    [ids.coreInstance, readModuleRun],
    [ids.coreType, 'skip'],
    [ids.instance, readInstance],
    [ids.alias, readAlias],
    [ids.type, (reader, scope) => scope.types.push(readType(reader, scope))],
    [ids.canon, readCanon],
    [ids.import, readImport],
    [ids.export, readExport],
  ],
)

function refuseComponents(): never {
  throw unknownPart('components inside of it')
}

/**
 * Allows one instance for each module: the limits hold for each module, and its other parts, such as globals, take memory in
 * each instance and in the tools.
 */
function readModuleRun(reader: ByteReader, { started }: Scope): void {
  const { module } = readCoreInstance(reader)
  if (module === undefined) return
  if (started.has(module)) throw unknownPart('several instances of one module')
  started.add(module)
}

/** Reads an instance that lists existing items: there are no inner components to instantiate. */
function readInstance(reader: ByteReader, scope: Scope): void {
  if (reader.byte() !== 1) refuseComponents()
  const items = readList(reader, (): [string, string] => {
    const name = readName(reader)
    return [name, describe(readItem(reader, scope))]
  })
  scope.instances.push(new Map(items))
}

const lift = 0
const lower = 1
const dropResource = 3

function readCanon(reader: ByteReader, scope: Scope): void {
  const kind = reader.byte()
  if (kind === dropResource) return void reader.u32()
  if (kind !== lift && kind !== lower) throw unknownPart('asynchronous functions')
  reader.byte()
  reader.u32()
  readList(reader, () => readOption(reader))
  if (kind === lift) scope.functions.push(scope.text(reader.u32()))
}

/** Reads an option: the encoding of strings, the memory, or a function that the tools call around another. */
function readOption(reader: ByteReader): void {
  const option = reader.byte()
  if (option > 5) throw unknownPart('asynchronous functions')
  if (option > 2) reader.u32()
}

function readImport(reader: ByteReader, scope: Scope): void {
  const name = readName(reader)
  const type = readDescribed(reader, scope, name)
  if (typeof type !== 'string') scope.imports.set(name, type)
}

function readExport(reader: ByteReader, scope: Scope): void {
  const name = readName(reader)
  const type = readItem(reader, scope, true)
  const declared = reader.byte() === 1 ? readDescribed(reader, new Scope(scope), name, scope) : type
  scope.exports.set(name, describe(type) === describe(declared) ? describe(type) : 'unknown')
}

/** Reads an index into one of the index spaces and returns its item. With `again`, the item also gets a new index. */
function readItem(reader: ByteReader, scope: Scope, again = false): Type | undefined {
  const sort = reader.byte()
  if (sort === sorts.core) reader.byte()
  const index = reader.u32()
  if (sort === sorts.type) return getItem(scope.types, index, again)
  if (sort === sorts.function) return getItem(scope.functions, index, again)
  return sort === sorts.instance ? getItem(scope.instances, index, again) : undefined
}

function getItem<T>(space: T[], index: number, again: boolean): T | undefined {
  const item = space[index]
  if (again && item !== undefined) space.push(item)
  return item
}
