import { PluginLoadError } from '../exchange/errors.ts'
import { hex, type ByteReader } from './byte-reader.ts'

/** Bits of the limits of a memory or table (WebAssembly 2.0, 5.3.11; threads and memory64 proposals). */
export const limitBits = { maximum: 1, shared: 2, is64: 4 } as const
const knownBits = limitBits.maximum | limitBits.shared | limitBits.is64

export interface Limits {
  /** The initial size, in pages or entries. */
  readonly initial: number
  /** The declared maximum size, in pages or entries. */
  readonly maximum: number | undefined
  readonly isShared: boolean
  readonly is64: boolean
}

/** The limits of a memory or a table. Throws `PluginLoadError` for limits of a kind that is not known. */
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

/** Reads a value type and returns its first byte; the heap type that follows in `(ref …)` is skipped. */
export function readValueType(reader: ByteReader): number {
  const type = reader.byte()
  if (type === 0x63 || type === 0x64) reader.skipNumber()
  return type
}

/** Kinds of imports and exports by their numbers, in the words of WebAssembly's JavaScript interface. */
const externalKinds = ['function', 'table', 'memory', 'global', 'tag'] as const

export type ExternalKind = (typeof externalKinds)[number]

/** The kind of an import or export. Throws `PluginLoadError` for a kind that is not known. */
export function readKind(reader: ByteReader): ExternalKind {
  const byte = reader.byte()
  const kind = externalKinds[byte]
  if (kind === undefined)
    throw new PluginLoadError([`imports and exports of kind ${hex(byte)} are not supported`])
  return kind
}

/** Skips the type of an import of that kind. */
export function skipImportType(reader: ByteReader, kind: ExternalKind): void {
  importTypes[kind](reader)
}

const importTypes: Readonly<Record<ExternalKind, (reader: ByteReader) => void>> = {
  function: (reader) => void reader.u32(),
  table: (reader) => {
    readValueType(reader)
    readLimits(reader)
  },
  memory: readLimits,
  global: (reader) => {
    readValueType(reader)
    reader.byte()
  },
  tag: (reader) => {
    reader.byte()
    reader.u32()
  },
}
