import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { concatenate } from '../exchange/bytes.ts'
import { BadArgumentError, CallError, withArgument } from '../exchange/errors.ts'
import { httpClientLimits } from '../exchange/limits.ts'
import type { CallContext, CallFunction, Fields } from './call-context.ts'
import { credentialsOf, defaultHeaders, failureOf, requireNoCertificate } from './http-client.ts'
import { readHeaders, requestOutbound, requireMethod } from './outbound.ts'

const name = 'OrthancPluginChunkedHttpClient'
const statusBytes = 2

type ChunkedFields = Fields<'ChunkedHttpClient'>

/**
 * OrthancPluginChunkedHttpClient (since 1.5.7, group Toolbox, service 34): the plugin passes the body of its request, and receives the answer,
 * in pieces. *Differs:* the pieces of a body are sent as one, and an answer is passed on once all of it has arrived.
 */
export function chunkedHttpClient(context: CallContext, fields: ChunkedFields): void {
  const { method, url, username, password, timeout, httpStatus } = fields
  const { callFunction } = context
  if (callFunction === undefined) throw new CallError(errorCodes.NotImplemented, name)
  requireMethod(method)
  requireNoCertificate(context, name, fields)
  requireStatus(context, httpStatus)
  const headers = defaultHeaders(method, readHeaders(context, fields))
  const reply = requestOutbound(context, name, {
    kind: 'http',
    method,
    url,
    headers,
    body: readBody(context, callFunction, fields),
    credentials: credentialsOf(username, password),
    timeoutMs: timeout * 1000,
  })
  passHeaders(context, callFunction, fields, reply.headers)
  passBody(context, callFunction, fields, reply.body)
  context.memory.write(httpStatus, new Uint8Array([reply.status & 255, reply.status >> 8]))
  const failure = failureOf(reply.status, url)
  if (failure !== undefined) throw failure
}

function requireStatus({ memory }: CallContext, at: ChunkedFields['httpStatus']): void {
  if (at === 0) throw new BadArgumentError(errorCodes.NullPointer, 'httpStatus: NULL pointer')
  try {
    memory.bytes(at, statusBytes)
  } catch (error) {
    throw withArgument('httpStatus', error)
  }
}

/** A copy of all pieces. Requests other than PUT and POST have no body: their pieces are not asked for. */
function readBody(
  { memory }: CallContext,
  call: CallFunction,
  {
    method,
    request,
    requestIsDone,
    requestChunkSize,
    requestChunkData,
    requestNext,
  }: ChunkedFields,
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  if (method !== httpMethods.Post && method !== httpMethods.Put) return new Uint8Array(0)
  while ((call(requestIsDone, `${type}RequestIsDone`, request) & 255) === 0) {
    const size = call(requestChunkSize, `${type}RequestGetChunkSize`, request) >>> 0
    length += size
    if (length > httpClientLimits.pieceBodyBytes)
      throw new CallError(
        errorCodes.NotEnoughMemory,
        `the body is larger than ${httpClientLimits.pieceBodyBytes} bytes`,
      )
    if (size > 0) {
      const at = call(requestChunkData, `${type}RequestGetChunkData`, request) >>> 0
      pieces.push(memory.bytes(at, size).slice())
    }
    requireSuccess(call(requestNext, `${type}RequestNext`, request))
  }
  return concatenate(pieces)
}

const type = 'OrthancPluginChunkedClient'

function passHeaders(
  { heap }: CallContext,
  call: CallFunction,
  { answer, answerAddHeader }: ChunkedFields,
  headers: readonly Header[],
): void {
  for (const [key, value] of headers) {
    const [keyAt, valueAt] = [heap.allocateString(key), heap.allocateString(value)]
    const code = call(answerAddHeader, `${type}AnswerAddHeader`, answer, keyAt, valueAt)
    heap.free(keyAt)
    heap.free(valueAt)
    requireSuccess(code)
  }
}

function passBody(
  { heap, memory }: CallContext,
  call: CallFunction,
  { answer, answerAddChunk }: ChunkedFields,
  body: Uint8Array,
): void {
  for (let at = 0; at < body.length; at += httpClientLimits.pieceBytes) {
    const piece = body.subarray(at, at + httpClientLimits.pieceBytes)
    const target = heap.allocate(piece.length)
    memory.write(target, piece)
    const code = call(answerAddChunk, `${type}AnswerAddChunk`, answer, target, piece.length)
    heap.free(target)
    requireSuccess(code)
  }
}

/** Throws the code of a function of the plugin. */
function requireSuccess(code: number): void {
  if ((code | 0) !== errorCodes.Success)
    throw new CallError(code | 0, 'a function of the plugin failed')
}
