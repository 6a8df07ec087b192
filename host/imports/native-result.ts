import { errorCodes } from '../../abi/enums.ts'
import { functions } from '../../abi/functions.ts'
import { nativeServices, type NativeResult } from '../../abi/native.ts'
import type { FunctionRow, ServiceResult, ServiceRow } from '../../abi/rows.ts'
import type { ServiceName } from '../../abi/services.ts'
import { structs } from '../../abi/structs.ts'
import type { CallContext } from '../calls/call-context.ts'
import { forward, type Forwarded } from '../calls/native/forward.ts'
import type { NativeCalls } from '../calls/native/native-calls.ts'
import { isRegistration, register } from '../calls/native/register.ts'
import { bytesOf } from '../exchange/byte-string.ts'
import { noBytes } from '../exchange/bytes.ts'
import { BadArgumentError } from '../exchange/errors.ts'
import type { NativeValue } from '../frames/native.ts'
import { guestPtr, type GuestPtr } from '../memory/guest-memory.ts'
import { allocateBytes, checkTarget } from './out-parameter.ts'

type Fields = Readonly<Record<string, unknown>>
type WasmValue = number | bigint

/** A service that Orthanc alone carries out. */
interface NativeCall {
  readonly native: NativeCalls
  readonly service: ServiceName
  readonly fields: Fields
}

/** Calls Orthanc for a function of the SDK that returns a result, and returns that. */
export function returnNativeResult(
  context: CallContext,
  call: NativeCall,
  row: FunctionRow,
  { result = row.result }: Pick<ServiceRow, 'result'>,
): WasmValue {
  const wanted = row.result ?? result
  if (wanted === undefined) throw new Error(`${call.service} has no result`)
  const { results, owner } = carryOut(context, call)
  const value = guestValue(context, wanted, results[wanted.field], { owner, service: call.service })
  return row.returns === 'truth' ? Number(Number(value) !== 0) : value
}

/** Calls Orthanc and writes its results to those of the addresses in the fields that are not NULL. They are checked before. */
export function writeNativeResults(context: CallContext, call: NativeCall): void {
  const results = nativeServices.get(call.service)?.results ?? []
  const wanted = results.flatMap((row) => {
    const at = guestPtr(Number(call.fields[row.name] ?? 0))
    return at === 0 ? [] : [{ at, row }]
  })
  if (wanted.length === 0 && returningServices.has(call.service))
    throw new BadArgumentError(
      errorCodes.NullPointer,
      `${results[0]?.name}: NULL instead of the address of the result`,
    )
  for (const { at, row } of wanted) checkTarget(context, row.name, at, targetOf(row).bytes)
  const forwarded = carryOut(context, call)
  for (const { at, row } of wanted)
    targetOf(row).write(context, at, forwarded.results[row.name], {
      owner: forwarded.owner,
      service: call.service,
    })
}

/** Services that return something: others of the same group have the fields for results, too. */
const returningServices: ReadonlySet<string> = new Set(
  Object.values<FunctionRow>(functions)
    .filter(({ service, ...row }) => {
      const results = nativeServices.get(service)?.results ?? []
      const passed = Object.values(row.arguments)
      const isReturned = row.returns === 'result' || row.returns === 'truth'
      return isReturned || results.some(({ name }) => passed.includes(name))
    })
    .map(({ service }) => service),
)

function carryOut(context: CallContext, { native, service, fields }: NativeCall): Forwarded {
  if (!isRegistration(service)) return forward(context, native, service, fields)
  register(context, service, fields)
  return { results: {}, owner: undefined }
}

/** Who owns memory that the plugin does not free, and the service that returned it. */
interface Ownership extends Pick<Forwarded, 'owner'> {
  readonly service: ServiceName
}

/** A result as the guest receives it. */
function guestValue(
  context: CallContext,
  { kind }: ServiceResult,
  value: NativeValue,
  ownership: Ownership,
): WasmValue {
  if (value === undefined) return kind === 'i64' ? 0n : 0
  if (typeof value === 'string')
    return kind === 'string'
      ? context.heap.allocateString(value)
      : keepText(context, value, ownership)
  if (value instanceof Uint8Array) return keepBytes(context, value, ownership)
  if (kind === 'i64')
    return BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(Number(value)))
  return Number(value)
}

function keepText(context: CallContext, text: string, { owner, service }: Ownership): GuestPtr {
  return owner === undefined || context.native === undefined
    ? context.heap.constantString(text)
    : context.native.handles.keep(owner, service, bytesOf(text))
}

function keepBytes(context: CallContext, bytes: Uint8Array, ownership: Ownership): GuestPtr {
  const { owner, service } = ownership
  if (owner === undefined || context.native === undefined)
    throw new Error(`${service} returns bytes that belong to no object`)
  return context.native.handles.keep(owner, service, bytes)
}

const { OrthancPluginMemoryBuffer: buffer, OrthancPluginMemoryBuffer64: buffer64 } = structs
const { at: entryAt, size: entryBytes } = structs.OrthancPluginDictionaryEntry

const pointerBytes = 4

/** How a result is written to an address that was checked, and the bytes that it takes there. */
interface Target {
  readonly bytes: number
  readonly write: (
    context: CallContext,
    at: GuestPtr,
    value: NativeValue,
    ownership: Ownership,
  ) => void
}

const targets: Readonly<Record<Exclude<NativeResult['op'], 'number' | 'pixels'>, Target>> = {
  text: {
    bytes: pointerBytes,
    write: ({ memory, heap }, at, value) =>
      memory.writeU32(at, typeof value === 'string' ? heap.allocateString(value) : 0),
  },
  constText: {
    bytes: pointerBytes,
    write: (context, at, value, ownership) =>
      context.memory.writeU32(
        at,
        typeof value === 'string' ? keepText(context, value, ownership) : 0,
      ),
  },
  data: {
    bytes: pointerBytes,
    write: (context, at, value, ownership) =>
      context.memory.writeU32(
        at,
        value instanceof Uint8Array ? keepBytes(context, value, ownership) : 0,
      ),
  },
  handle: {
    bytes: pointerBytes,
    write: ({ memory }, at, value) => memory.writeU32(at, Number(value ?? 0)),
  },
  buffer: {
    bytes: buffer.size,
    write: (context, at, value) => {
      const { data, size } = bufferOf(context, value)
      context.memory.writeU32(at + buffer.at.data, data)
      context.memory.writeU32(at + buffer.at.size, size)
    },
  },
  buffer64: {
    bytes: buffer64.size,
    write: (context, at, value) => {
      const { data, size } = bufferOf(context, value)
      context.memory.writeU32(at + buffer64.at.data, data)
      context.memory.writeU64(at + buffer64.at.size, BigInt(size))
    },
  },
  entry: {
    bytes: entryBytes,
    write: ({ memory }, at, value) => {
      const [group = 0, element = 0, vr = 0, least = 0, most = 0] = Array.isArray(value)
        ? value.map(Number)
        : []
      memory.write(at + entryAt.group, new Uint8Array([group & 255, group >> 8]))
      memory.write(at + entryAt.element, new Uint8Array([element & 255, element >> 8]))
      memory.writeU32(at + entryAt.vr, vr)
      memory.writeU32(at + entryAt.minMultiplicity, least)
      memory.writeU32(at + entryAt.maxMultiplicity, most)
    },
  },
}

/** A number takes as many bytes as it is wide; no service of Orthanc returns pixels to a guest. */
function targetOf({ op, width }: NativeResult): Target {
  if (op !== 'number' && op !== 'pixels') return targets[op]
  return { bytes: width, write: (context, at, value) => writeNumber(context, at, width, value) }
}

function writeNumber(
  { memory }: CallContext,
  at: GuestPtr,
  width: number,
  value: NativeValue,
): void {
  const bytes = Buffer.alloc(8)
  const number = typeof value === 'bigint' ? value : BigInt(Number(value ?? 0))
  bytes.writeBigUInt64LE(BigInt.asUintN(64, number))
  memory.write(at, bytes.subarray(0, width))
}

/** Memory of the plugin with a result that is bytes; none for NULL. */
function bufferOf(context: CallContext, value: NativeValue): { data: number; size: number } {
  const bytes = value instanceof Uint8Array ? value : noBytes
  return { data: allocateBytes(context, bytes), size: bytes.length }
}
