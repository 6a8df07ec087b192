import { callbacks } from '../../abi/callbacks.ts'
import { errorCodes } from '../../abi/enums.ts'
import type { Field } from '../../abi/kinds.ts'
import { nativeCallbacks, type NativeCallback, type NativeOut } from '../../abi/native.ts'
import type { Callback } from '../../abi/rows.ts'
import { structs } from '../../abi/structs.ts'
import type { CallContext } from '../calls/call-context.ts'
import { createImage, guestPixels } from '../calls/native/native-images.ts'
import type { NativeCalls } from '../calls/native/native-calls.ts'
import { CallError } from '../exchange/errors.ts'
import type { NativeCall, NativeReturn, NativeValue, NativeValues } from '../frames/native.ts'
import { guestPtr, readString, type GuestPtr } from '../memory/guest-memory.ts'
import { layOutNativeRequest } from './request-block.ts'

type WasmValue = number | bigint

/** The arguments of a callback of Orthanc in the guest's memory, until it has returned. */
export interface CallbackBlock {
  readonly values: readonly WasmValue[]
  /** The address of the query of a request. */
  readonly query: number | undefined
  /** What the callback returned, with its out-parameters. Throws `CallError` for a pointer of the guest that is wrong. */
  read(returned: unknown): NativeReturn
  /** Ends the handles, and frees the memory. */
  release(): void
}

/** Room for parts that lie one after the other in one allocation. */
class Plan {
  #size = 0
  readonly #writes: ((block: Buffer, base: number) => void)[] = []

  get size(): number {
    return this.#size
  }

  /** Reserves that many bytes, aligned for any value, and returns their place in the block. */
  reserve(length: number, write: (block: Buffer, base: number) => void = () => undefined): number {
    const at = Math.ceil(this.#size / alignment) * alignment
    this.#size = at + length
    this.#writes.push((block, base) => write(block.subarray(at, at + length), base + at))
    return at
  }

  write(block: Buffer, base: number): void {
    for (const write of this.#writes) write(block, base)
  }
}

const alignment = 8
const pointerBytes = 4

/** An argument, once the address of the block is known. */
type Place = (base: number) => WasmValue

/** What the arguments of a callback refer to. */
interface Referents {
  /** The handle of its answer; 0 if it has none. */
  readonly output: number
  /** Returns the table index of a function of Orthanc. Throws `CallError`. */
  readonly indexOf: (number: number) => number
}

/** Lays the arguments of a callback out. Throws `CallError`. */
export function layOutCallback(
  context: CallContext,
  native: NativeCalls,
  call: NativeCall,
  { output, indexOf }: Referents,
): CallbackBlock {
  const { memory, heap } = context
  const row = rowOf(call.name)
  const requestBlock = layOutRequestOf(context, call)
  const plan = new Plan()
  const handles: number[] = []
  const outs = new Map<string, number>()
  const placeOf = (field: Field): Place => {
    if (field.kind === 'result') {
      const isFilled = row.native.outs.some(
        ({ name, op }) => name === field.name && op === 'filled',
      )
      const at = isFilled
        ? reserveFilled(plan, Number(call.values['size'] ?? 0))
        : plan.reserve(alignment * 2)
      outs.set(field.name, at)
      return (base) => base + at
    }
    if (field.kind === 'output') return () => output
    const argument = row.native.arguments.find(({ name }) => name === field.name)
    if (argument === undefined) return lengthOf(row.fields, field, call.values)
    if (requestBlock !== undefined && argument.op === 'request') return () => requestBlock.request
    if (requestBlock !== undefined && argument.name === 'url') return () => requestBlock.url
    const value = call.values[field.name]
    if (argument.op === 'callback') {
      const index = Number(value) === 0 ? 0 : indexOf(Number(value))
      return () => index
    }
    if (argument.op !== 'handle' || argument.handle === undefined)
      return placeValue(plan, field, value)
    const handle = native.handles.add(argument.handle, typeof value === 'bigint' ? value : 0n)
    handles.push(handle)
    return () => handle
  }
  const freeRequest = () => requestBlock && heap.free(requestBlock.request)
  let base = guestPtr(0)
  try {
    const places = row.fields.map(placeOf)
    base = plan.size === 0 ? guestPtr(0) : heap.allocate(plan.size)
    const block = memory.block(base, plan.size)
    block.fill(0)
    plan.write(block, base)
    return {
      values: places.map((place) => place(base)),
      query: requestBlock?.query,
      read: (returned) => readReturn(context, native, { row, call, base, outs }, returned),
      release,
    }
  } catch (error) {
    release()
    throw error
  }

  function release(): void {
    for (const handle of handles.splice(0)) native.handles.end(handle)
    freeRequest()
    heap.free(base)
  }
}

/** The rows of a callback: its parameters in C, and its values in frames. */
interface CallbackRow {
  readonly fields: readonly Field[]
  readonly native: NativeCallback
}

const callbackRows = new Map<string, Callback>(Object.entries(callbacks))

function rowOf(name: string): CallbackRow {
  const row = callbackRows.get(name)
  const native = nativeCallbacks.get(name)
  if (row === undefined || native === undefined) throw new Error(`no callback ${name}`)
  return { fields: row.arguments, native }
}

function layOutRequestOf({ heap, memory }: CallContext, { values }: NativeCall) {
  const { request, url } = values
  if (typeof request !== 'object' || !('groups' in request)) return undefined
  return layOutNativeRequest(heap, memory, typeof url === 'string' ? url : '', request)
}

/** Reserves memory that the plugin fills, and the struct with its address and size, whose place is returned. */
function reserveFilled(plan: Plan, size: number): number {
  const room = plan.reserve(size)
  const at: number = plan.reserve(buffer64.size, (block, address) => {
    block.writeUInt32LE(address - at + room, buffer64.at.data)
    block.writeBigUInt64LE(BigInt(size), buffer64.at.size)
  })
  return at
}

/** The argument that is the length of another one. */
function lengthOf(fields: readonly Field[], { name, kind }: Field, values: NativeValues): Place {
  const sized = fields.find(({ sizedBy }) => sizedBy === name)
  const value = sized && values[sized.name]
  const length = value instanceof Uint8Array || Array.isArray(value) ? value.length : 0
  return () => asKind(kind, length)
}

/** WebAssembly wants a bigint for an i64. */
function asKind(kind: Field['kind'], value: number | bigint): WasmValue {
  return kind === 'u64' || kind === 'i64' ? BigInt(value) : Number(value)
}

function placeValue(plan: Plan, field: Field, value: NativeValue): Place {
  if (typeof value === 'number' || typeof value === 'bigint') return () => asKind(field.kind, value)
  if (typeof value === 'string') return placeText(plan, value)
  if (value instanceof Uint8Array) {
    // Never NULL, and a NUL stands after them, as for the body of a request.
    const at = plan.reserve(value.length + 1, (block) => block.set(value))
    return (base) => base + at
  }
  if (Array.isArray(value)) return placeTexts(plan, value.map(String))
  return () => asKind(field.kind, 0)
}

function placeText(plan: Plan, text: string): Place {
  const at = plan.reserve(text.length + 1, (block) => block.write(text, 'latin1'))
  return (base) => base + at
}

function placeTexts(plan: Plan, texts: readonly string[]): Place {
  const pointers = texts.length * pointerBytes
  const joined = texts.map((text) => `${text}\0`).join('')
  const at = plan.reserve(pointers + joined.length, (block, address) => {
    block.write(joined, pointers, 'latin1')
    let next = address + pointers
    for (const [i, text] of texts.entries()) {
      block.writeUInt32LE(next, i * pointerBytes)
      next += text.length + 1
    }
  })
  return (base) => base + at
}

interface Ran {
  readonly row: CallbackRow
  readonly call: NativeCall
  readonly base: number
  /** The places of the out-parameters in the block. */
  readonly outs: ReadonlyMap<string, number>
}

function readReturn(
  context: CallContext,
  native: NativeCalls,
  { row, call, base, outs }: Ran,
  returned: unknown,
): NativeReturn {
  const value = readReturned(context, native, call, row.native, returned)
  const hasFailed = row.native.returns === 'error' && value !== errorCodes.Success
  const placeOf = (name: string): number => base + (outs.get(name) ?? 0)
  const read = (result: NativeOut): NativeValue => {
    if (result.sizedBy === undefined) return readOut(context, native, result, placeOf(result.name))
    const size = Number(context.memory.readU64(placeOf(result.sizedBy)))
    return takeBytes(context, context.memory.readU32(placeOf(result.name)), size)
  }
  return {
    kind: 'returned',
    value,
    outs: hasFailed ? {} : Object.fromEntries(row.native.outs.map((one) => [one.name, read(one)])),
  }
}

function readReturned(
  { memory }: CallContext,
  native: NativeCalls,
  { values }: NativeCall,
  { returned, returns }: NativeCallback,
  value: unknown,
): NativeValue {
  if (returned === 'nothing') return undefined
  if (typeof value !== 'number')
    throw new CallError(
      errorCodes.Plugin,
      `the callback returned no ${typeNames[returns] ?? returns}`,
    )
  if (returned === 'float') return value
  if (returned === 'number') return value | 0
  const at = guestPtr<'string'>(value)
  if (returned === 'payload') return at
  if (at === 0) return returned === 'handle' ? 0n : undefined
  if (returned === 'text') return readString(memory, at)
  if (returned === 'bytes') return memory.copy(at, Number(values['size'] ?? 0))
  const { number } = native.handles.get('Job', at)
  native.handles.end(at)
  return number
}

const typeNames: Readonly<Record<string, string>> = { error: 'error code (an i32)' }

const { OrthancPluginMemoryBuffer: buffer, OrthancPluginMemoryBuffer64: buffer64 } = structs

/** Reads an out-parameter. Memory that the plugin allocated for it is freed. */
function readOut(
  context: CallContext,
  native: NativeCalls,
  { op, width }: NativeOut,
  at: number,
): NativeValue {
  const { memory, images, heap } = context
  if (op === 'number') {
    if (width === 8) return memory.readU64(at)
    return width === 4 ? memory.readU32(at) : width === 2 ? memory.readU16(at) : memory.readU8(at)
  }
  if (op === 'buffer')
    return takeBytes(
      context,
      memory.readU32(at + buffer.at.data),
      memory.readU32(at + buffer.at.size),
    )
  if (op === 'buffer64')
    return takeBytes(
      context,
      memory.readU32(at + buffer64.at.data),
      Number(memory.readU64(at + buffer64.at.size)),
    )
  if (op === 'filled')
    return memory.copy(
      memory.readU32(at + buffer64.at.data),
      Number(memory.readU64(at + buffer64.at.size)),
    )
  const handle = memory.readU32(at)
  if (op !== 'handle' || handle === 0) return 0n
  const image = images.get(handle)
  const number = createImage(native, guestPixels(context, image))
  images.take(handle)
  if (image.isOwner) heap.free(image.at)
  return number
}

/** A copy of bytes of the plugin, which are freed. */
function takeBytes({ memory, heap }: CallContext, data: number, size: number): Uint8Array {
  const bytes = memory.copy(data, size)
  const at: GuestPtr = guestPtr(data)
  heap.free(at)
  return bytes
}
