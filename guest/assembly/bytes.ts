import { OrthancPluginHttpRequest, OrthancPluginMemoryBuffer } from './abi'

/**
 * Bytes of the host, in place and without a copy: the body of a request, or a memory buffer. A reference is the
 * address of an address and a length, as in C. `toUint8Array()` and `toString()` give copies that stay.
 */
@unmanaged
export class Bytes {
  private constructor() {}

  /** Where the bytes lie; for `load<T>()` in a loop over many of them. */
  get dataStart(): usize {
    return changetype<OrthancPluginMemoryBuffer>(changetype<usize>(this)).data
  }

  /** How many bytes. */
  get length(): i32 {
    return <i32>changetype<OrthancPluginMemoryBuffer>(changetype<usize>(this)).size
  }

  /** One byte; an index outside throws a RangeError. */
  @operator('[]')
  get(index: i32): u8 {
    if (<u32>index >= <u32>this.length) throw new RangeError('Index out of range')
    return load<u8>(this.dataStart + <usize>index)
  }

  /** The bytes as UTF-8 text. */
  toString(): string {
    return String.UTF8.decodeUnsafe(this.dataStart, this.length)
  }

  /** A copy of the bytes. */
  toUint8Array(): Uint8Array {
    const copy = new Uint8Array(this.length)
    memory.copy(copy.dataStart, this.dataStart, this.length)
    return copy
  }
}

/** The body of a request as bytes: its two members lie as those of a memory buffer do. */
export function bodyOf(request: OrthancPluginHttpRequest): Bytes {
  if (
    offsetof<OrthancPluginHttpRequest>('bodySize') - offsetof<OrthancPluginHttpRequest>('body') !=
    offsetof<OrthancPluginMemoryBuffer>('size')
  ) {
    ERROR('body and bodySize do not lie as a memory buffer')
  }
  return changetype<Bytes>(changetype<usize>(request) + offsetof<OrthancPluginHttpRequest>('body'))
}

/**
 * Where the bytes of a typed array, an `ArrayBuffer`, a `StaticArray` or `Bytes` lie. Hold the data itself in a
 * variable as long as the address is used: the collector frees what only an address points to.
 */
export function addressOf<T>(data: T): usize {
  if (data instanceof ArrayBufferView) return data.dataStart
  if (data instanceof Bytes) return data.dataStart
  if (data instanceof ArrayBuffer) return changetype<usize>(data)
  if (data instanceof StaticArray) return changetype<usize>(data)
  ERROR('expected a text, a typed array, an ArrayBuffer, a StaticArray or Bytes')
  return 0
}

/** How many bytes such data has. What `addressOf` refuses to compile has none. */
export function byteLengthOf<T>(data: T): u32 {
  if (data instanceof ArrayBufferView) return data.byteLength
  if (data instanceof Bytes) return data.length
  if (data instanceof ArrayBuffer) return data.byteLength
  if (data instanceof StaticArray) return data.length * sizeof<valueof<T>>()
  return 0
}

/** What keeps such data from being collected; nothing for `Bytes`, which are not the collector's. */
export function ownerOf<T>(data: T): ArrayBuffer | null {
  if (data instanceof ArrayBufferView) return data.buffer
  if (data instanceof Bytes) return null
  if (data instanceof ArrayBuffer) return data
  if (data instanceof StaticArray) return changetype<ArrayBuffer>(data)
  return null
}
