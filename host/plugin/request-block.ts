import { structs } from '../../abi/structs.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import {
  getArguments,
  requestHeaders,
  type InstanceRequest,
  type Pair,
} from '../exchange/request.ts'
import type { NativeRequest } from '../frames/values.ts'
import type { GuestHeap, GuestMemory, GuestPtr } from '../memory/guest-memory.ts'

const { size: structBytes, at: offset } = structs.OrthancPluginHttpRequest
const pointerBytes = 4

/** Where the parts of a request lie in the guest's memory. All of it is one allocation at `request`. */
export interface RequestBlock {
  readonly request: GuestPtr<'OrthancPluginHttpRequest'>
  readonly url: number
  readonly query: number
}

/** A request of the HTTP server. */
export function layOutRequest(
  heap: GuestHeap,
  memory: GuestMemory,
  request: InstanceRequest,
  groups: readonly ByteString[],
): RequestBlock {
  const { method, path, query, headerLines, body } = request
  return layOut(heap, memory, {
    method,
    path,
    rawQuery: query,
    groups,
    query: getArguments(request),
    headers: requestHeaders(headerLines),
    body,
  })
}

/** A request of Orthanc, whose query is known from the arguments of a GET only. */
export function layOutNativeRequest(
  heap: GuestHeap,
  memory: GuestMemory,
  path: ByteString,
  request: NativeRequest,
): RequestBlock {
  const { method, groups, getKeys, getValues, headersKeys, headersValues, body } = request
  return layOut(heap, memory, {
    method,
    path,
    rawQuery: queryOf(request),
    groups,
    query: pairsOf(getKeys, getValues),
    headers: pairsOf(headersKeys, headersValues),
    body,
  })
}

/** The query as a client would have sent it: Orthanc does not decode arguments. */
export function queryOf({ getKeys, getValues }: NativeRequest): ByteString {
  return pairsOf(getKeys, getValues)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function pairsOf(names: readonly ByteString[], values: readonly ByteString[]): readonly Pair[] {
  return names.map((name, i) => [name, values[i] ?? ''])
}

/** What a plugin sees of a request. */
interface RequestParts {
  readonly method: number
  readonly path: ByteString
  readonly rawQuery: ByteString
  readonly groups: readonly ByteString[]
  readonly query: readonly Pair[]
  readonly headers: readonly Pair[]
  readonly body: InstanceRequest['body']
}

/**
 * Lays a request out in the guest's memory: the struct, the arrays of pointers, the body, the strings, each with a NUL
 * after it. Owned by the host, which frees it when the callback has ended.
 */
function layOut(heap: GuestHeap, memory: GuestMemory, parts: RequestParts): RequestBlock {
  const { method, path, rawQuery, groups, query, headers, body } = parts
  const pointers = groups.length + 2 * (query.length + headers.length)
  const strings = [path, rawQuery, ...groups, ...columns(query), ...columns(headers)]
  // One string, written at once: cheaper than a call of Node for each.
  const text = strings.join('\0') + '\0'
  const bodyAt = structBytes + pointers * pointerBytes
  const textAt = bodyAt + body.length + 1
  const size = textAt + text.length

  const at = heap.allocate<'OrthancPluginHttpRequest'>(size)
  const block = memory.block(at, size)
  putBody(block, bodyAt, body)
  block.write(text, textAt, 'latin1')
  const url = at + textAt
  const queryAt = url + path.length + 1
  putPointers(block, queryAt + rawQuery.length + 1, strings)
  let arrayAt = structBytes
  /** The address of the next array; an empty one is NULL. */
  const nextArray = (length: number): number => {
    const start = arrayAt
    arrayAt += length * pointerBytes
    return length === 0 ? 0 : at + start
  }
  block.writeUInt32LE(method, offset.method)
  block.writeUInt32LE(groups.length, offset.groupsCount)
  block.writeUInt32LE(nextArray(groups.length), offset.groups)
  block.writeUInt32LE(query.length, offset.getCount)
  block.writeUInt32LE(nextArray(query.length), offset.getKeys)
  block.writeUInt32LE(nextArray(query.length), offset.getValues)
  block.writeUInt32LE(at + bodyAt, offset.body)
  block.writeUInt32LE(body.length, offset.bodySize)
  block.writeUInt32LE(headers.length, offset.headersCount)
  block.writeUInt32LE(nextArray(headers.length), offset.headersKeys)
  block.writeUInt32LE(nextArray(headers.length), offset.headersValues)
  return { request: at, url, query: queryAt }
}

/** All names, then all values. */
function columns(pairs: readonly Pair[]): readonly ByteString[] {
  return [...pairs.map(([name]) => name), ...pairs.map(([, value]) => value)]
}

function putBody(block: Buffer, at: number, body: InstanceRequest['body']): void {
  if (body instanceof Uint8Array) block.set(body, at)
  else body.copyTo(block.subarray(at, at + body.length))
  block[at + body.length] = 0
}

/** Fills all arrays, which lie one after the other, with the addresses of the strings after the first two. */
function putPointers(block: Buffer, firstAddress: number, strings: readonly ByteString[]): void {
  let address = firstAddress
  let at = structBytes
  for (let i = 2; i < strings.length; i++) {
    at = block.writeUInt32LE(address, at)
    address += (strings[i] ?? '').length + 1
  }
}
