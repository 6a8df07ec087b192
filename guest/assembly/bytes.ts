import { OrthancPluginHttpRequest, OrthancPluginMemoryBuffer } from './abi'

/**
 * Bytes of the host, read in place: the body of a request, or a memory buffer. A reference is the address of a struct
 * with their address and length. `toUint8Array()` and `toString()` return copies that stay valid.
 */
@unmanaged
export class Bytes {
  private constructor() {}

  /** The address of the first byte, for `load<T>()` in a loop. */
  get dataStart(): usize {
    return changetype<OrthancPluginMemoryBuffer>(changetype<usize>(this)).data
  }

  /** The number of bytes. */
  get length(): i32 {
    return <i32>changetype<OrthancPluginMemoryBuffer>(changetype<usize>(this)).size
  }

  /** One byte. An invalid index throws a RangeError. */
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

/** The body of a request as bytes: its two members have the layout of a memory buffer. */
export function bodyOf(request: OrthancPluginHttpRequest): Bytes {
  if (
    offsetof<OrthancPluginHttpRequest>('bodySize') - offsetof<OrthancPluginHttpRequest>('body') !=
    offsetof<OrthancPluginMemoryBuffer>('size')
  ) {
    ERROR('body and bodySize do not lie as a memory buffer')
  }
  return changetype<Bytes>(changetype<usize>(request) + offsetof<OrthancPluginHttpRequest>('body'))
}

/** Bytes of an argument of a callback, until `endBytes`. Callbacks may overlap, so each has its own. */
export function lendBytes(data: usize, size: u32): Bytes {
  const at = heap.alloc(offsetof<OrthancPluginMemoryBuffer>())
  const buffer = changetype<OrthancPluginMemoryBuffer>(at)
  buffer.data = data
  buffer.size = size
  return changetype<Bytes>(at)
}

/** Frees what `lendBytes` returned. */
export function endBytes(bytes: Bytes): void {
  heap.free(changetype<usize>(bytes))
}

/**
 * The address of the first byte of a typed array, an `ArrayBuffer`, a `StaticArray` or `Bytes`. Keep the data itself in
 * a variable while the address is used: the garbage collector frees data that only an address points to.
 */
export function addressOf<T>(data: T): usize {
  if (isNullable<T>()) return addressOf(data!)
  if (data instanceof ArrayBufferView) return data.dataStart
  if (data instanceof Bytes) return data.dataStart
  if (data instanceof ArrayBuffer) return changetype<usize>(data)
  if (data instanceof StaticArray) return changetype<usize>(data)
  ERROR('expected a text, a typed array, an ArrayBuffer, a StaticArray or Bytes')
  return 0
}

/** The number of bytes of such data; 0 for types that `addressOf` does not compile. */
export function byteLengthOf<T>(data: T): u32 {
  if (isNullable<T>()) return byteLengthOf(data!)
  if (data instanceof ArrayBufferView) return data.byteLength
  if (data instanceof Bytes) return data.length
  if (data instanceof ArrayBuffer) return data.byteLength
  if (data instanceof StaticArray) return data.length * sizeof<valueof<T>>()
  return 0
}

/** The buffer that keeps such data alive; `null` for `Bytes`, which the garbage collector does not manage. */
export function ownerOf<T>(data: T): ArrayBuffer | null {
  if (isNullable<T>()) return ownerOf(data!)
  if (data instanceof ArrayBufferView) return data.buffer
  if (data instanceof Bytes) return null
  if (data instanceof ArrayBuffer) return data
  if (data instanceof StaticArray) return changetype<ArrayBuffer>(data)
  return null
}
