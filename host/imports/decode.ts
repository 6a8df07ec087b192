import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { kinds, layOut, type Field, type Kind } from '../../abi/kinds.ts'
import type { CallContext } from '../calls/call-context.ts'
import { BadArgumentError } from '../exchange/errors.ts'
import { guestPtr } from '../memory/guest-ptr.ts'
import { readString, readStrings } from '../memory/strings.ts'

/** Raw wasm values in, the fields of a service out; what it throws names the argument. */
export type Decoder<Raw> = (context: CallContext, raw: Raw) => Record<string, unknown>

type WasmValue = number | bigint

interface Source {
  readonly field: Field
  /** The name by which a message calls it. */
  readonly label: string
  /** Where the value of the field that holds its length stands. */
  readonly sizeIndex: number
}

/** Decodes the arguments of a named import (without the context), by the function's row. */
export function argumentDecoder(
  service: ServiceRow,
  row: FunctionRow,
): Decoder<readonly WasmValue[]> {
  const argumentNames = Object.keys(row.arguments)
  const argumentOf = new Map(argumentNames.map((name, i) => [row.arguments[name], i]))
  const sources = sourcesOf(service, row)
  const pick = service.fields.map(({ name }) => ({
    argument: argumentOf.get(name) ?? -1,
    literal: row.literals?.[name] ?? 0,
  }))
  return (context, raw) => {
    const values = pick.map(({ argument, literal }, i) =>
      argument < 0 ? literal : masked(sources[i]?.field.kind ?? 'u32', raw[argument] ?? 0),
    )
    // A result that is returned has no address to check.
    return decode(context, sources, values)
  }
}

/** Decodes the struct that `OrthancPluginInvokeService` is given; padding is never read. */
export function structDecoder(service: ServiceRow, row: FunctionRow | undefined): Decoder<number> {
  const sources = sourcesOf(service, row)
  if (service.struct === null)
    return (context, params) => decode(context, sources, [guestPtr(params)])
  const { offsets, size } = layOut(service.fields)
  return (context, params) => {
    const at = guestPtr<'params'>(params)
    context.memory.bytes(at, size)
    const values = service.fields.map(({ kind }, i) => load(context, kind, at + (offsets[i] ?? 0)))
    return decode(context, sources, values)
  }
}

function sourcesOf(service: ServiceRow, row: FunctionRow | undefined): readonly Source[] {
  const labels = new Map(Object.entries(row?.arguments ?? {}).map(([name, field]) => [field, name]))
  return service.fields.map((field) => ({
    field,
    label: labels.get(field.name) ?? field.name,
    sizeIndex: service.fields.findIndex(({ name }) => name === field.sizedBy),
  }))
}

function decode(
  context: CallContext,
  sources: readonly Source[],
  values: readonly WasmValue[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [i, { field, label, sizeIndex }] of sources.entries()) {
    try {
      const size = Number(values[sizeIndex] ?? 0)
      fields[field.name] = convert(context, field.kind, values[i] ?? 0, size)
    } catch (error) {
      if (error instanceof BadArgumentError) error.message = `${label}: ${error.message}`
      throw error
    }
  }
  return fields
}

/** What a guest passes in 32 bits, as C would narrow it; addresses and sizes become unsigned. */
function masked(kind: Kind, value: WasmValue): WasmValue {
  if (typeof value === 'bigint') return value
  switch (kind) {
    case 'u8':
      return value & 0xff
    case 'u16':
      return value & 0xffff
    case 'i32':
    case 'f64':
      return value
    default:
      return value >>> 0
  }
}

function load({ memory }: CallContext, kind: Kind, at: number): WasmValue {
  switch (kind) {
    case 'u8':
      return memory.readU8(at)
    case 'u16':
      return memory.readU16(at)
    case 'i32':
      return memory.readU32(at) | 0
    case 'u64':
      return memory.readU64(at)
    case 'i64':
      return BigInt.asIntN(64, memory.readU64(at))
    case 'f64':
      return memory.readF64(at)
    default:
      return memory.readU32(at)
  }
}

function convert(
  { memory, outputs }: CallContext,
  kind: Kind,
  value: WasmValue,
  size: number,
): unknown {
  if (kinds[kind].wasm !== 'i32') return value
  const number = Number(value)
  switch (kind) {
    case 'output':
      return outputs.get(number)
    case 'string':
      return readString(memory, guestPtr(number))
    case 'optionalString':
      return number === 0 ? undefined : readString(memory, guestPtr(number))
    case 'strings':
      return readStrings(memory, guestPtr(number), size)
    case 'bytes':
      return memory.bytes(number, size)
    case 'optionalBytes':
      return memory.bytes(number, number === 0 ? 0 : size)
    case 'pointer':
    case 'result':
      return guestPtr(number)
    default:
      return number
  }
}
