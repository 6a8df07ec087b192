import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { ServiceRow } from '../../abi/rows.ts'
import { structs } from '../../abi/structs.ts'
import type { CallContext, OutboundResult } from '../calls/call-context.ts'
import { bytesOf } from '../exchange/byte-string.ts'
import { BadArgumentError, withArgument } from '../exchange/errors.ts'
import { guestPtr, type GuestPtr } from '../memory/guest-memory.ts'

const { at: offset, size: bufferBytes } = structs.OrthancPluginMemoryBuffer
const statusBytes = 2

/** Addresses for the parts of an answer; 0 for a part that the plugin does not want. */
interface Targets {
  readonly body: GuestPtr
  readonly headers: GuestPtr
  readonly status: GuestPtr
}

type Fields = Readonly<Record<string, unknown>>

/** Runs a service and writes its out-parameters, whose addresses are checked before it runs. The plugin owns the buffers. */
export function writeOutParameters(
  context: CallContext,
  { outParameters }: ServiceRow,
  fields: Fields,
  run: () => unknown,
): void {
  if (outParameters === undefined) {
    run()
    return
  }
  const targets = outParameters === 'bytes' ? bytesTargets(fields) : answerTargets(fields)
  checkTarget(
    context,
    outParameters === 'bytes' ? 'target' : 'answerBody',
    targets.body,
    bufferBytes,
  )
  checkTarget(context, 'answerHeaders', targets.headers, bufferBytes)
  checkTarget(context, 'httpStatus', targets.status, statusBytes)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a handler returns follows from the same row
  const result = run() as OutboundResult | Uint8Array<ArrayBuffer>
  write(context, targets, result instanceof Uint8Array ? { ...noAnswer, body: result } : result)
}

const noAnswer = { status: 0, headers: '' } as const

function bytesTargets(fields: Fields): Targets {
  const body = bodyTarget(fields, 'target')
  if (body === 0 && !isDelete(fields)) throw nullPointer('target')
  return { body, headers: guestPtr(0), status: guestPtr(0) }
}

function answerTargets(fields: Fields): Targets {
  const status = addressIn(fields, 'httpStatus')
  if (status === 0) throw nullPointer('httpStatus')
  const headers = addressIn(fields, 'answerHeaders')
  return { body: bodyTarget(fields, 'answerBody'), headers, status }
}

/** The body of a DELETE is dropped, and its target not checked, as in Orthanc. */
function bodyTarget(fields: Fields, name: string): GuestPtr {
  return isDelete(fields) ? guestPtr(0) : addressIn(fields, name)
}

function isDelete(fields: Fields): boolean {
  return fields['method'] === httpMethods.Delete
}

function addressIn(fields: Fields, name: string): GuestPtr {
  return guestPtr(Number(fields[name] ?? 0))
}

function nullPointer(name: string): BadArgumentError {
  return new BadArgumentError(errorCodes.NullPointer, `${name}: NULL pointer`)
}

/** Checks the address of a result, unless it is NULL. Throws `BadArgumentError` with the argument's name. */
export function checkTarget(
  { memory }: CallContext,
  name: string,
  at: GuestPtr,
  size: number,
): void {
  if (at === 0) return
  try {
    memory.bytes(at, size)
  } catch (error) {
    throw withArgument(name, error)
  }
}

/** Writes buffers only after all memory is allocated: a plugin does not free the buffers of a failed call. */
function write(context: CallContext, targets: Targets, result: OutboundResult): void {
  const { memory, heap } = context
  const { status, failure } = result
  if (targets.status !== 0)
    memory.write(targets.status, new Uint8Array([status & 255, status >> 8]))
  if (failure !== undefined) throw failure
  const body = targets.body === 0 ? undefined : allocateBytes(context, result.body)
  let headers: GuestPtr | undefined
  try {
    headers = targets.headers === 0 ? undefined : allocateBytes(context, bytesOf(result.headers))
  } catch (error) {
    if (body !== undefined) heap.free(body)
    throw error
  }
  if (body !== undefined) writeBuffer(context, targets.body, body, result.body.length)
  if (headers !== undefined) writeBuffer(context, targets.headers, headers, result.headers.length)
}

/** Memory of the plugin with these bytes. Allocates nothing for an empty buffer, as `OrthancPluginCreateMemoryBuffer` does. */
export function allocateBytes({ memory, heap }: CallContext, bytes: Uint8Array): GuestPtr {
  if (bytes.length === 0) return guestPtr(0)
  const at = heap.allocate(bytes.length)
  memory.write(at, bytes)
  return at
}

function writeBuffer(
  { memory }: CallContext,
  target: GuestPtr,
  data: GuestPtr,
  size: number,
): void {
  memory.writeU32(target + offset.data, data)
  memory.writeU32(target + offset.size, size)
}
