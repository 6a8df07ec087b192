import { PluginLoadError } from '../exchange/errors.ts'
import { hex, type ByteReader } from './byte-reader.ts'

/** Bits of the limits of a memory or table (WebAssembly 2.0, 5.3.11; threads and memory64 proposals). */
export const limitBits = { maximum: 1, shared: 2, is64: 4 } as const
const knownBits = limitBits.maximum | limitBits.shared | limitBits.is64

export interface Limits {
  /** The size in the beginning, in pages or entries. */
  readonly initial: number
  /** The size that it declares as its largest. */
  readonly maximum: number | undefined
  readonly isShared: boolean
  readonly is64: boolean
}

/** Of a memory, or behind the type of the entries of a table. Throws `PluginLoadError` for limits of a kind that is not known. */
export function readLimits(reader: ByteReader): Limits {
  const bits = reader.byte()
  if ((bits & ~knownBits) !== 0)
    throw new PluginLoadError([`limits of kind ${hex(bits)} are not supported`])
  const is64 = (bits & limitBits.is64) !== 0
  const readSize = (): number => (is64 ? reader.u64() : reader.u32())
  return {
    initial: readSize(),
    maximum: (bits & limitBits.maximum) === 0 ? undefined : readSize(),
    isShared: (bits & limitBits.shared) !== 0,
    is64,
  }
}

/** The first byte of a type of values; behind that of `(ref …)` stands which references they are. */
export function readValueType(reader: ByteReader): number {
  const type = reader.byte()
  if (type === 0x63 || type === 0x64) reader.skipNumber()
  return type
}

export interface TableType {
  /** Of its entries. */
  readonly type: number
  readonly limits: Limits
}

export function readTableType(reader: ByteReader): TableType {
  return { type: readValueType(reader), limits: readLimits(reader) }
}

/** What a module imports, as far as others ask for it. */
type ImportType =
  | { readonly kind: 'function' | 'table'; readonly type: number }
  | { readonly kind: 'memory' | 'global' | 'tag' }

/** What stands behind the two names of an import. Throws `PluginLoadError` for a kind that is not known. */
export function readImportType(reader: ByteReader): ImportType {
  const kind = reader.byte()
  const read = importTypes[kind]
  if (read === undefined)
    throw new PluginLoadError([`imports of kind ${hex(kind)} are not supported`])
  return read(reader)
}

/** By kind (WebAssembly 2.0, 5.5.5, and the proposal for exceptions). */
const importTypes: readonly ((reader: ByteReader) => ImportType)[] = [
  (reader) => ({ kind: 'function', type: reader.u32() }),
  (reader) => ({ kind: 'table', type: readTableType(reader).type }),
  (reader) => {
    readLimits(reader)
    return { kind: 'memory' }
  },
  (reader) => {
    readValueType(reader)
    reader.byte()
    return { kind: 'global' }
  },
  (reader) => {
    reader.byte()
    reader.u32()
    return { kind: 'tag' }
  },
]
