import type { ByteReader } from '../../wasm/byte-reader.ts'
import { readList, readName, unknownPart } from './component-reader.ts'

/** What an index of types stands for: a type as text, or the contents of an instance. */
export type Type = string | ReadonlyMap<string, string>

/** Numbers of what a place may be for. */
export const sorts = { core: 0, function: 1, type: 3, instance: 5 } as const

/** Of the places of core WebAssembly. */
const coreModule = 0x11

/** Instance types within each other: interfaces have one. The readers recurse. */
const deepestScope = 100

/** The index spaces of a component, or of the type of an instance, which sees those around it. */
export class Scope {
  readonly outer: Scope | undefined
  readonly #depth: number
  readonly types: Type[] = []
  readonly functions: string[] = []
  readonly instances: ReadonlyMap<string, string>[] = []
  readonly imports = new Map<string, ReadonlyMap<string, string>>()
  readonly exports = new Map<string, string>()
  /** Core modules of which there is an instance. */
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
    if (this.outer === undefined) throw unknownPart('a type of what is around it')
    return this.outer.above(count - 1)
  }
}

/** Gives a place to what stands elsewhere. */
export function readAlias(reader: ByteReader, scope: Scope): void {
  const sort = reader.byte()
  // One module by two numbers: nobody could tell how often it runs.
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

/** What an import or export is said to be; it gets a place in `scope`. Indices are those of `seen`. */
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

/** Types that are this long as text are none of ours, however they go on. */
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

/** A definition in a section of types, or in the type of an instance. */
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
  [0x6d, (reader) => `enum{${listed(reader, () => reader.name())}}`],
  [0x6e, (reader) => `flags{${listed(reader, () => reader.name())}}`],
  [0x6f, (reader, scope) => `tuple<${listed(reader, () => readValue(reader, scope))}>`],
  [0x70, (reader, scope) => `list<${readValue(reader, scope)}>`],
  [0x71, (reader, scope) => `variant{${listed(reader, () => readCase(reader, scope))}}`],
  [0x72, (reader, scope) => `record{${listed(reader, () => readField(reader, scope))}}`],
])

/** The entries of a list. What is long is not put together: that would be one string, however large. */
function listed(reader: ByteReader, read: () => string): string {
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

/** Names of parameters are for people. */
function readFunction(reader: ByteReader, scope: Scope): string {
  const parameters = listed(reader, () => {
    reader.name()
    return readValue(reader, scope)
  })
  const hasResult = reader.byte() === 0
  const result = hasResult ? ` -> ${readValue(reader, scope)}` : ''
  if (!hasResult) reader.byte()
  return `func(${parameters})${result}`
}

/** The script keeps a list of all that a component makes of them, which grows in steps of any size: V8 ends the process there. */
function refuseResource(): never {
  throw unknownPart('resources of its own')
}
