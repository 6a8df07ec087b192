import {
  OrthancPluginCreateMemoryBuffer,
  OrthancPluginFreeMemoryBuffer,
  OrthancPluginMemoryBuffer,
} from './abi'
import { addressOf, Bytes, byteLengthOf } from './bytes'
import { context } from './context'
import { ErrorCode } from './enums'

/** A buffer that host and plugin can share. It lies outside the garbage collector: the side that created it frees it. */
@unmanaged
export class MemoryBuffer extends Bytes {
  /** A buffer of `size` bytes; its content is undefined. Throws if the host has no memory. */
  static create(size: u32): MemoryBuffer {
    const at = heap.alloc(offsetof<OrthancPluginMemoryBuffer>())
    const code = OrthancPluginCreateMemoryBuffer(context, at, size)
    if (code != ErrorCode.Success) {
      heap.free(at)
      throw new Error(`cannot create a memory buffer of ${size} bytes: error ${code}`)
    }
    return changetype<MemoryBuffer>(at)
  }

  /** Frees the buffer, which must not be used afterwards. */
  free(): void {
    OrthancPluginFreeMemoryBuffer(context, changetype<usize>(this))
    heap.free(changetype<usize>(this))
  }
}

/** Fills a memory buffer of the host with such data, which a callback returns in it. */
export function fillBuffer<T>(target: usize, data: T): ErrorCode {
  const length = byteLengthOf(data)
  const code = OrthancPluginCreateMemoryBuffer(context, target, length)
  if (code == ErrorCode.Success) {
    memory.copy(changetype<OrthancPluginMemoryBuffer>(target).data, addressOf(data), length)
  }
  return code
}
