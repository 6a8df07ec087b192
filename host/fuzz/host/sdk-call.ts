import { httpMethods } from '../../../abi/enums.ts'
import { invokeService } from '../../../abi/functions.ts'
import { kinds, layOut, type Field, type Kind } from '../../../abi/kinds.ts'
import type { FunctionRow, ServiceRow } from '../../../abi/rows.ts'
import { functionNamed, serviceOfNumber } from '../scenario/sdk-table.ts'

/** A value as WebAssembly takes it. */
export type WasmValue = number | bigint

/** A part of the guest's memory. */
export interface Region {
  readonly at: number
  readonly size: number
}

/** A call of an SDK function, read with the rows of `abi/`. */
export interface SdkCall {
  /** The name with which a line of the log begins. */
  readonly name: string
  readonly serviceName: string
  readonly service: ServiceRow
  /** The function; of a call by number the first function of its service. */
  readonly row: FunctionRow | undefined
  readonly isByNumber: boolean
  /** The address of the struct of a call by number. */
  readonly params?: number
  /** The fields of the service; absent if its struct is not inside the memory. */
  readonly fields: ReadonlyMap<string, WasmValue> | undefined
}

/** An address to which a call may write, and whether NULL is allowed there. */
export interface OutParameter extends Region {
  readonly field: string
  readonly isOptional: boolean
  /** Whether it is a struct with the address and the size of memory that the guest frees. */
  readonly isBuffer: boolean
}

/** The byte between the fields of a struct. */
const padding = 0xee
const bufferSizes: Readonly<Record<string, number>> = {
  'OrthancPluginMemoryBuffer*': 8,
  'OrthancPluginMemoryBuffer64*': 16,
}
const sizesOfTypes: Readonly<Record<string, number>> = { ...bufferSizes, 'uint16_t*': 2 }

/** The types of structs with the address and the size of memory that the guest frees. */
export const bufferTypes: ReadonlySet<string> = new Set(Object.keys(bufferSizes))

/** Reads a call from its arguments without the context, and from memory; `undefined` for the number of no service. */
export function readCall(
  memory: Buffer,
  name: string,
  values: readonly WasmValue[],
): SdkCall | undefined {
  if (name !== invokeService) {
    const { serviceName, service, row } = functionNamed(name)
    const fields = fieldsOfArguments(service, row, values)
    return { name, serviceName, service, row, isByNumber: false, fields }
  }
  const found = serviceOfNumber(Number(values[0]) | 0)
  if (found === undefined) return undefined
  const { serviceName, service } = found
  const params = Number(values[1]) >>> 0
  return {
    ...found,
    params,
    name: `${invokeService}(${serviceName})`,
    isByNumber: true,
    fields: fieldsInMemory(memory, service, params),
  }
}

/** A field that is an address, a number, or a handle of 32 bits. */
export function numberIn(fields: SdkCall['fields'], name: string): number {
  return Number(fields?.get(name) ?? 0)
}

/** Where a call may write if it succeeds. A function whose result is its return value has no such place. */
export function findOutParameters({
  service,
  isByNumber,
  fields,
}: SdkCall): readonly OutParameter[] {
  const { result, outParameters } = service
  if (result !== undefined && !isByNumber) return []
  const isDelete = numberIn(fields, 'method') === httpMethods.Delete
  return service.fields
    .filter(({ name, kind }) => (result === undefined ? kind === 'result' : name === result.field))
    .filter(({ name }) => !(outParameters !== undefined && isDelete && isBodyTarget(name)))
    .map(({ name, type = '' }) => ({
      field: name,
      at: numberIn(fields, name),
      size: sizesOfTypes[type] ?? 4,
      isOptional: outParameters === 'answer' && name !== 'httpStatus',
      isBuffer: bufferTypes.has(type),
    }))
}

/** Whether `[at, at + size)` is inside a memory. No byte of a region of size 0 is accessed. */
export function isInside(memory: Uint8Array, { at, size }: Region): boolean {
  return size === 0 || (at !== 0 && at + size <= memory.length)
}

/** Whether two regions share no byte. */
export function areDisjoint(a: Region, b: Region): boolean {
  return a.at + a.size <= b.at || b.at + b.size <= a.at
}

/** The parameters of a service as C lays them out; missing ones are 0. */
export function structBytes({ fields }: ServiceRow, values: readonly WasmValue[]): Buffer {
  const { offsets, size } = layOut(fields)
  const bytes = Buffer.alloc(size, padding)
  for (const [i, { kind }] of fields.entries()) store(bytes, offsets[i] ?? 0, kind, values[i] ?? 0)
  return bytes
}

function isBodyTarget(name: string): boolean {
  return name === 'target' || name === 'answerBody'
}

function fieldsOfArguments(
  service: ServiceRow,
  row: FunctionRow,
  values: readonly WasmValue[],
): ReadonlyMap<string, WasmValue> {
  const names = Object.values(row.arguments)
  return new Map(
    service.fields.map(({ name, kind }) => {
      const i = names.indexOf(name)
      return [name, i < 0 ? (row.literals?.[name] ?? 0) : narrow(kind, values[i] ?? 0)]
    }),
  )
}

function fieldsInMemory(
  memory: Buffer,
  { struct, fields }: ServiceRow,
  params: number,
): SdkCall['fields'] {
  if (struct === null) return new Map(fields.map(({ name }: Field) => [name, params]))
  const { offsets, size } = layOut(fields)
  if (!isInside(memory, { at: params, size })) return undefined
  return new Map(
    fields.map(({ name, kind }, i) => [name, load(memory, params + (offsets[i] ?? 0), kind)]),
  )
}

/** A WebAssembly value as C narrows it to a kind. */
function narrow(kind: Kind, value: WasmValue): WasmValue {
  if (typeof value === 'bigint' || kind === 'f32' || kind === 'f64') return value
  if (kind === 'i32') return value | 0
  return kinds[kind].size === 4 ? value >>> 0 : value & (2 ** (8 * kinds[kind].size) - 1)
}

function load(memory: Buffer, at: number, kind: Kind): WasmValue {
  const { size } = kinds[kind]
  if (kind === 'f32') return memory.readFloatLE(at)
  if (kind === 'f64') return memory.readDoubleLE(at)
  if (kind === 'i32') return memory.readInt32LE(at)
  return size === 8 ? memory.readBigUInt64LE(at) : memory.readUIntLE(at, size)
}

function store(bytes: Buffer, at: number, kind: Kind, value: WasmValue): void {
  const { size } = kinds[kind]
  if (kind === 'f32') bytes.writeFloatLE(Number(value), at)
  else if (kind === 'f64') bytes.writeDoubleLE(Number(value), at)
  else {
    const whole = typeof value === 'bigint' ? value : BigInt(Math.trunc(value))
    const narrowed = BigInt.asUintN(8 * size, whole)
    if (size === 8) bytes.writeBigUInt64LE(narrowed, at)
    else bytes.writeUIntLE(Number(narrowed), at, size)
  }
}
