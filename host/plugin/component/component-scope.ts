import type { ByteReader } from '../../wasm/byte-reader.ts'
import { readList, readName, unknownPart } from './component-reader.ts'

/** The meaning of an index of types: a type as text, or the contents of an instance. */
export type Type = string | ReadonlyMap<string, string>

/** Numbers of the index spaces. */
export const sorts = { core: 0, function: 1, type: 3, instance: 5 } as const

/** The index space of modules within core WebAssembly. */
const coreModule = 0x11

/** The limit for nested instance types; interfaces have one level. The readers recurse. */
const deepestScope = 100

/** The index spaces of a component, or of the type of an instance, which can refer to those around it. */
export class Scope {
  readonly outer: Scope | undefined
  readonly #depth: number
  readonly types: Type[] = []
  readonly functions: string[] = []
  readonly instances: ReadonlyMap<string, string>[] = []
  readonly imports = new Map<string, ReadonlyMap<string, string>>()
  readonly exports = new Map<string, string>()
  /** Core modules that have an instance. */
  readonly started = new Set<number>()

  /** Throws `PluginLoadError` for types that are nested too deeply. */
  constructor(outer?: Scope) {
    this.outer = outer
    this.#depth = outer === undefined ? 0 : outer.#depth + 1
    if (this.#depth > deepestScope) throw unknownPart(`types nested deeper than ${deepestScope}`)
  }

  text(index: number): string {
    const type = this.types[index]
    if (typeof type !== 'string') throw unknownPart(`a type ${index}`)
    return type
  }

  above(count: number): Scope {
    if (count === 0) return this
    if (this.outer === undefined) throw unknownPart('a type from outside')
    return this.outer.above(count - 1)
  }
}

/** Reads an alias, which adds an item from elsewhere to an index space. */
export function readAlias(reader: ByteReader, scope: Scope): void {
  const sort = reader.byte()
  // With two numbers for one module, its instances could not be counted.
  if (sort === sorts.core && reader.byte() === coreModule) throw unknownPart('aliases of modules')
  const target = reader.byte()
  const index = reader.u32()
  const found = target === 2 ? scope.above(index).types[reader.u32()] : ofInstance(reader.name())
  if (sort === sorts.type) scope.types.push(found ?? 'unknown')
  if (sort === sorts.function) scope.functions.push(describe(found))
  if (sort === sorts.instance) scope.instances.push(new Map())

  function ofInstance(name: string): string | undefined {
    return target === 0 ? scope.instances[index]?.get(name) : undefined
  }
}

/** Reads the declared type of an import or export and adds it to `scope`. Indices refer to `seen`. */
export function readDescribed(reader: ByteReader, scope: Scope, name: string, seen = scope): Type {
  const sort = reader.byte()
  if (sort === sorts.type) {
    // A type that equals another one, or a resource by its name.
    const type = reader.byte() === 0 ? (seen.types[reader.u32()] ?? 'unknown') : name
    scope.types.push(type)
    return type
  }
  if (sort !== sorts.function && sort !== sorts.instance) throw unknownPart('other parts')
  const type = seen.types[reader.u32()] ?? 'unknown'
  if (sort === sorts.function) scope.functions.push(describe(type))
  else scope.instances.push(typeof type === 'string' ? new Map() : type)
  return type
}

export function describe(type: Type | undefined): string {
  return typeof type === 'string' ? type : 'an instance'
}

/** The world has no type that is this long as text. */
const longestType = 2000

const primitives: ReadonlyMap<number, string> = new Map([
  ...[
    'bool',
    's8',
    'u8',
    's16',
    'u16',
    's32',
    'u32',
    's64',
    'u64',
    'f32',
    'f64',
    'char',
    'string',
  ].map((name, i): [number, string] => [0x7f - i, name]),
  [0x64, 'error-context'],
])

/** Reads a definition in a section of types, or in the type of an instance. */
export function readType(reader: ByteReader, scope: Scope): Type {
  const form = reader.byte()
  const primitive = primitives.get(form)
  if (primitive !== undefined) return primitive
  if (form === 0x42) return readInstanceType(reader, new Scope(scope))
  const read = typeReaders.get(form)
  if (read === undefined) throw unknownPart(`a type of the kind 0x${form.toString(16)}`)
  const text = read(reader, scope)
  return text.length > longestType ? 'a long type' : text
}

function readInstanceType(reader: ByteReader, scope: Scope): ReadonlyMap<string, string> {
  const exported = new Map<string, string>()
  readList(reader, () => {
    const form = reader.byte()
    if (form === 1) scope.types.push(readType(reader, scope))
    else if (form === 2) readAlias(reader, scope)
    else if (form === 4) {
      const name = readName(reader)
      exported.set(name, describe(readDescribed(reader, scope, name)))
    } else throw unknownPart(`a declaration ${form}`)
  })
  return exported
}

type ReadText = (reader: ByteReader, scope: Scope) => string

const typeReaders: ReadonlyMap<number, ReadText> = new Map<number, ReadText>([
  [0x3f, refuseResource],
  [0x40, readFunction],
  [0x68, (reader, scope) => `borrow<${scope.text(reader.u32())}>`],
  [0x69, (reader, scope) => `own<${scope.text(reader.u32())}>`],
  [0x6a, readResult],
  [0x6b, (reader, scope) => `option<${readValue(reader, scope)}>`],
  [0x6d, (reader) => `enum{${joinList(reader, () => reader.name())}}`],
  [0x6e, (reader) => `flags{${joinList(reader, () => reader.name())}}`],
  [0x6f, (reader, scope) => `tuple<${joinList(reader, () => readValue(reader, scope))}>`],
  [0x70, (reader, scope) => `list<${readValue(reader, scope)}>`],
  [0x71, (reader, scope) => `variant{${joinList(reader, () => readCase(reader, scope))}}`],
  [0x72, (reader, scope) => `record{${joinList(reader, () => readField(reader, scope))}}`],
])

/** Reads a list and joins its entries. A long list is not joined: the string could have any size. */
function joinList(reader: ByteReader, read: () => string): string {
  let length = 0
  const parts = readList(reader, () => {
    const part = read()
    length += part.length
    return length > longestType ? '' : part
  })
  return length > longestType ? 'a long list' : parts.join(', ')
}

function readValue(reader: ByteReader, scope: Scope): string {
  const at = reader.position
  const primitive = primitives.get(reader.byte())
  if (primitive !== undefined) return primitive
  reader.position = at
  return scope.text(reader.u32())
}

function readOptional(reader: ByteReader, scope: Scope): string {
  return reader.byte() === 0 ? '_' : readValue(reader, scope)
}

function readResult(reader: ByteReader, scope: Scope): string {
  const ok = readOptional(reader, scope)
  return `result<${ok}, ${readOptional(reader, scope)}>`
}

function readField(reader: ByteReader, scope: Scope): string {
  return `${reader.name()}: ${readValue(reader, scope)}`
}

function readCase(reader: ByteReader, scope: Scope): string {
  const name = reader.name()
  const type = readOptional(reader, scope)
  reader.byte()
  return `${name}(${type})`
}

/** The type of a function; names of parameters do not matter. */
function readFunction(reader: ByteReader, scope: Scope): string {
  const parameters = joinList(reader, () => {
    reader.name()
    return readValue(reader, scope)
  })
  const hasResult = reader.byte() === 0
  const result = hasResult ? ` -> ${readValue(reader, scope)}` : ''
  if (!hasResult) reader.byte()
  return `func(${parameters})${result}`
}

/** The script keeps a table of a component's own resources, which can grow by any size at once: V8 would end the process. */
function refuseResource(): never {
  throw unknownPart('resources of its own')
}
