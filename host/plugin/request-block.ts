import { structs } from '../../abi/structs.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { getArguments, requestHeaders, type InstanceRequest } from '../exchange/request.ts'
import type { GuestHeap } from '../memory/guest-heap.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import type { GuestPtr } from '../memory/guest-ptr.ts'

const { size: structBytes, at: offset } = structs.OrthancPluginHttpRequest
const pointerBytes = 4

/** Where the parts of a request lie in the guest's memory. All of it is one allocation at `request`. */
export interface RequestBlock {
  readonly request: GuestPtr<'OrthancPluginHttpRequest'>
  readonly url: number
  readonly query: number
}

/**
 * Lays a request out in the guest's memory: the struct, its arrays, the strings, the body, each with a NUL behind it.
 * Owned by the host, which frees it when the callback has ended.
 */
export function layOutRequest(
  heap: GuestHeap,
  memory: GuestMemory,
  request: InstanceRequest,
  groups: readonly ByteString[],
): RequestBlock {
  const query = getArguments(request)
  const headers = requestHeaders(request.headerLines)
  const arrays = [groups, keysOf(query), valuesOf(query), keysOf(headers), valuesOf(headers)]
  const strings = [request.path, request.query, ...arrays.flat()]
  const pointers = arrays.reduce((count, { length }) => count + length, 0)
  const texts = strings.reduce((bytes, { length }) => bytes + length + 1, 0)
  const size = structBytes + pointers * pointerBytes + request.body.length + 1 + texts

  const at = heap.allocate<'OrthancPluginHttpRequest'>(size)
  const block = new BlockWriter(memory.bytes(at, size), at)
  block.textsFrom(structBytes + pointers * pointerBytes)
  const body = block.bytes(request.body)
  const url = block.text(request.path)
  const rawQuery = block.text(request.query)
  block.arraysFrom(structBytes)
  const [groupsAt, getKeys, getValues, headersKeys, headersValues] = arrays.map((array) =>
    block.array(array),
  )
  block.u32(offset.method, request.method)
  block.u32(offset.groupsCount, groups.length)
  block.u32(offset.groups, groupsAt ?? 0)
  block.u32(offset.getCount, query.length)
  block.u32(offset.getKeys, getKeys ?? 0)
  block.u32(offset.getValues, getValues ?? 0)
  block.u32(offset.body, body)
  block.u32(offset.bodySize, request.body.length)
  block.u32(offset.headersCount, headers.length)
  block.u32(offset.headersKeys, headersKeys ?? 0)
  block.u32(offset.headersValues, headersValues ?? 0)
  return { request: at, url, query: rawQuery }
}

function keysOf(pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.map(([key]) => key)
}

function valuesOf(pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.map(([, value]) => value)
}

/** Fills one allocation; what it returns are addresses in the guest. The guest does not run meanwhile. */
class BlockWriter {
  readonly #block: Buffer
  readonly #at: number
  #text = 0
  #array = 0

  constructor(block: Uint8Array<ArrayBuffer>, at: number) {
    this.#block = Buffer.from(block.buffer, block.byteOffset, block.length)
    this.#at = at
  }

  textsFrom(position: number): void {
    this.#text = position
  }

  arraysFrom(position: number): void {
    this.#array = position
  }

  u32(position: number, value: number): void {
    this.#block.writeUInt32LE(value, position)
  }

  text(text: ByteString): number {
    const start = this.#text
    this.#text += this.#block.write(text, start, 'latin1')
    return this.#end(start)
  }

  bytes(bytes: InstanceRequest['body']): number {
    const start = this.#text
    if (bytes instanceof Uint8Array) this.#block.set(bytes, start)
    else bytes.copyTo(this.#block.subarray(start, start + bytes.length))
    this.#text += bytes.length
    return this.#end(start)
  }

  /** The address of an array of strings; an empty one is NULL. */
  array(strings: readonly ByteString[]): number {
    if (strings.length === 0) return 0
    const start = this.#array
    for (const text of strings) {
      this.u32(this.#array, this.text(text))
      this.#array += pointerBytes
    }
    return this.#at + start
  }

  #end(start: number): number {
    this.#block[this.#text++] = 0
    return this.#at + start
  }
}
