import type { ByteReader } from '../../wasm/byte-reader.ts'
import { readList, readName } from './component-reader.ts'
import {
  describe,
  readAlias,
  readDescribed,
  Scope,
  unknownPart,
  type Type,
} from './component-scope.ts'

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
