import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { layOut, type Field, type Kind } from '../../abi/kinds.ts'
import type { CallContext } from '../calls/call-context.ts'
import { withArgument } from '../exchange/errors.ts'
import { type GuestMemory, guestPtr, readString, readStrings } from '../memory/guest-memory.ts'

/** Decodes raw wasm values into the fields of a service. Its errors name the argument. */
export type Decoder<Raw> = (context: CallContext, raw: Raw) => Record<string, unknown>

type WasmValue = number | bigint

interface Source {
  readonly field: Field
  readonly convert: Convert
  /** Its name in messages. */
  readonly label: string
  /** Index of its value. */
  readonly index: number
  /** Index of the field that holds its length; -1 if none does. */
  readonly sizeIndex: number
}

/** Creates the decoder of the arguments of a named import, without the context. */
export function createArgumentDecoder(
  service: ServiceRow,
  row: FunctionRow,
): Decoder<readonly WasmValue[]> {
  const argumentNames = Object.keys(row.arguments)
  const argumentOf = new Map(argumentNames.map((name, i) => [row.arguments[name], i]))
  const decode = createDecode(service, row)
  const pick = service.fields.map(({ name, kind }) => ({
    argument: argumentOf.get(name) ?? -1,
    literal: row.literals?.[name] ?? 0,
    narrow: conversions[kind].narrow,
  }))
  return (context, raw) => {
    const values = pick.map(({ argument, literal, narrow }) =>
      argument < 0 ? literal : narrow(raw[argument] ?? 0),
    )
    return decode(context, values)
  }
}

/** Creates the decoder of the struct that is passed to `OrthancPluginInvokeService`; it never reads padding. */
export function createStructDecoder(
  service: ServiceRow,
  row: FunctionRow | undefined,
): Decoder<number> {
  const decode = createDecode(service, row)
  if (service.struct === null) return (context, params) => decode(context, [guestPtr(params)])
  const { offsets, size } = layOut(service.fields)
  return (context, params) => {
    const at = guestPtr<'params'>(params)
    context.memory.bytes(at, size)
    const values = service.fields.map(({ kind }, i) =>
      conversions[kind].load(context.memory, at + (offsets[i] ?? 0)),
    )
    return decode(context, values)
  }
}

function sourcesOf(service: ServiceRow, row: FunctionRow | undefined): readonly Source[] {
  const labels = new Map(Object.entries(row?.arguments ?? {}).map(([name, field]) => [field, name]))
  return service.fields.map((field, index) => ({
    field,
    convert: conversions[field.kind].convert,
    index,
    label: labels.get(field.name) ?? field.name,
    sizeIndex: service.fields.findIndex(({ name }) => name === field.sizedBy),
  }))
}

/** Creates what converts the values of a service's fields, one for each field. */
function createDecode(
  service: ServiceRow,
  row: FunctionRow | undefined,
): Decoder<readonly WasmValue[]> {
  const sources = sourcesOf(service, row)
  // Objects that have all their properties from the start are filled faster.
  const blank = Object.fromEntries(service.fields.map(({ name }) => [name, undefined]))
  return (context, values) => {
    const fields: Record<string, unknown> = { ...blank }
    for (const { field, convert, label, index, sizeIndex } of sources) {
      try {
        // V8 looks for an index of -1 by its name.
        const size = sizeIndex < 0 ? 0 : Number(values[sizeIndex] ?? 0)
        const value = convert(context, values[index] ?? 0, size)
        fields[field.name] =
          field.kind === 'extent' ? readExtent(context, label, Number(value)) : value
      } catch (error) {
        throw withArgument(label, error)
      }
    }
    return fields
  }
}

/** An extent is checked once its handler knows the length. */
function readExtent({ memory }: CallContext, label: string, at: number) {
  return (length: number): Uint8Array<ArrayBuffer> => {
    try {
      return memory.bytes(at, length)
    } catch (error) {
      throw withArgument(label, error)
    }
  }
}

type Convert = (context: CallContext, value: WasmValue, size: number) => unknown

interface Conversion {
  /**
   * Narrows a wasm argument as C does, since a plugin may declare an import with other types than those of the SDK; addresses
   * and sizes become unsigned.
   */
  readonly narrow: (value: WasmValue) => WasmValue
  /** Reads the value from a struct. */
  readonly load: (memory: GuestMemory, at: number) => WasmValue
  /** Converts the value for the handlers. `size` is the value of the field that holds its length. */
  readonly convert: Convert
}

const toNumber = (value: WasmValue): number =>
  typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : value
const toBigInt = (value: WasmValue): bigint =>
  typeof value === 'bigint' ? value : BigInt(value | 0)
const unsigned = (value: WasmValue): number => toNumber(value) >>> 0
const loadU32 = (memory: GuestMemory, at: number): number => memory.readU32(at)
const itself: Convert = (_, value) => value

/** Conversion of an unsigned value of 32 bits: a pointer, a handle or an index. */
function convertU32(convert: (context: CallContext, value: number, size: number) => unknown) {
  return {
    narrow: unsigned,
    load: loadU32,
    convert: (context: CallContext, value: WasmValue, size: number) =>
      convert(context, Number(value) >>> 0, size),
  }
}

const conversions: Readonly<Record<Kind, Conversion>> = {
  u8: {
    narrow: (value) => toNumber(value) & 0xff,
    load: (memory, at) => memory.readU8(at),
    convert: itself,
  },
  u16: {
    narrow: (value) => toNumber(value) & 0xffff,
    load: (memory, at) => memory.readU16(at),
    convert: itself,
  },
  u32: { narrow: unsigned, load: loadU32, convert: itself },
  i32: {
    narrow: (value) => toNumber(value) | 0,
    load: (memory, at) => memory.readU32(at) | 0,
    convert: itself,
  },
  u64: {
    narrow: (value) => BigInt.asUintN(64, toBigInt(value)),
    load: (memory, at) => memory.readU64(at),
    convert: itself,
  },
  i64: {
    narrow: (value) => BigInt.asIntN(64, toBigInt(value)),
    load: (memory, at) => BigInt.asIntN(64, memory.readU64(at)),
    convert: itself,
  },
  f32: { narrow: toNumber, load: (memory, at) => memory.readF32(at), convert: itself },
  f64: { narrow: toNumber, load: (memory, at) => memory.readF64(at), convert: itself },
  extent: convertU32((_, value) => value),
  pointer: convertU32((_, value) => guestPtr(value)),
  result: convertU32((_, value) => guestPtr(value)),
  callback: convertU32((_, value) => value),
  output: convertU32(({ outputs }, value) => outputs.get(value)),
  string: convertU32(({ memory }, value) => readString(memory, guestPtr(value))),
  optionalString: convertU32(({ memory }, value) =>
    value === 0 ? undefined : readString(memory, guestPtr(value)),
  ),
  strings: convertU32(({ memory }, value, count) => readStrings(memory, guestPtr(value), count)),
  bytes: convertU32(({ memory }, value, size) => memory.bytes(value, size)),
  optionalBytes: convertU32(({ memory }, value, size) => memory.bytes(value, value && size)),
}
