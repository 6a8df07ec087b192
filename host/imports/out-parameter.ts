import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { ServiceRow } from '../../abi/rows.ts'
import { structs } from '../../abi/structs.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { GivenAnswer } from '../calls/fields.ts'
import { bytesOf } from '../exchange/byte-string.ts'
import { BadArgumentError } from '../exchange/errors.ts'
import { guestPtr, type GuestPtr } from '../memory/guest-ptr.ts'

const { at: offset, size: bufferBytes } = structs.OrthancPluginMemoryBuffer
const statusBytes = 2

/** Where parts of an answer go; 0 where nobody wants one. */
interface Targets {
  readonly body: GuestPtr
  readonly headers: GuestPtr
  readonly status: GuestPtr
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Runs a service that writes out-parameters. Those addresses are checked before it runs; the buffers are
 * the plugin's from then on.
 */
export function giveOut(
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
  check(context, outParameters === 'bytes' ? 'target' : 'answerBody', targets.body, bufferBytes)
  check(context, 'answerHeaders', targets.headers, bufferBytes)
  check(context, 'httpStatus', targets.status, statusBytes)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a handler returns follows from the same row
  const given = run() as GivenAnswer | Uint8Array<ArrayBuffer>
  write(context, targets, given instanceof Uint8Array ? { ...noAnswer, body: given } : given)
}

const noAnswer = { status: 0, headers: '' } as const

function bytesTargets(fields: Fields): Targets {
  const body = bodyTarget(fields, 'target')
  if (body === 0 && !isDelete(fields)) throw isNull('target')
  return { body, headers: guestPtr(0), status: guestPtr(0) }
}

function answerTargets(fields: Fields): Targets {
  const status = addressIn(fields, 'httpStatus')
  if (status === 0) throw isNull('httpStatus')
  const headers = addressIn(fields, 'answerHeaders')
  return { body: bodyTarget(fields, 'answerBody'), headers, status }
}

/** Nobody gets the body of a DELETE: its target is not looked at, as in Orthanc. */
function bodyTarget(fields: Fields, name: string): GuestPtr {
  return isDelete(fields) ? guestPtr(0) : addressIn(fields, name)
}

function isDelete(fields: Fields): boolean {
  return fields['method'] === httpMethods.Delete
}

function addressIn(fields: Fields, name: string): GuestPtr {
  return guestPtr(Number(fields[name] ?? 0))
}

function isNull(name: string): BadArgumentError {
  return new BadArgumentError(errorCodes.NullPointer, `${name}: NULL pointer`)
}

function check({ memory }: CallContext, name: string, at: GuestPtr, size: number): void {
  if (at === 0) return
  try {
    memory.bytes(at, size)
  } catch (error) {
    if (error instanceof BadArgumentError) error.message = `${name}: ${error.message}`
    throw error
  }
}

/** Nothing is written before all memory is there: what a failed call leaves behind nobody frees. */
function write(context: CallContext, targets: Targets, given: GivenAnswer): void {
  const { memory, heap } = context
  const { status, failure } = given
  if (targets.status !== 0)
    memory.write(targets.status, new Uint8Array([status & 255, status >> 8]))
  if (failure !== undefined) throw failure
  const body = targets.body === 0 ? undefined : allocate(context, given.body)
  let headers: GuestPtr | undefined
  try {
    headers = targets.headers === 0 ? undefined : allocate(context, bytesOf(given.headers))
  } catch (error) {
    if (body !== undefined) heap.free(body)
    throw error
  }
  if (body !== undefined) writeBuffer(context, targets.body, body, given.body.length)
  if (headers !== undefined) writeBuffer(context, targets.headers, headers, given.headers.length)
}

/** No memory for no bytes, as `OrthancPluginCreateMemoryBuffer` does. */
function allocate({ memory, heap }: CallContext, bytes: Uint8Array): GuestPtr {
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
