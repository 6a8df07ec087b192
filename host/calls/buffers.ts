import { structs } from '../../abi/structs.ts'
import { guestPtr } from '../memory/guest-memory.ts'
import type { CallContext, Fields } from './call-context.ts'

const { at: offset, size: structSize } = structs.OrthancPluginMemoryBuffer

/** OrthancPluginCreateMemoryBuffer (since 1.7.0, group Orthanc, service 38). The plugin owns the buffer. */
export function createMemoryBuffer(
  { memory, heap }: CallContext,
  { target, size }: Fields<'CreateMemoryBuffer'>,
): void {
  memory.bytes(target, structSize)
  const data = size === 0 ? 0 : heap.allocate(size)
  memory.writeU32(target + offset.data, data)
  memory.writeU32(target + offset.size, size)
}

/** OrthancPluginFreeMemoryBuffer (group Orthanc): frees the bytes and does not change the struct. */
export function freeMemoryBuffer(
  { memory, heap }: CallContext,
  { buffer }: Fields<'FreeMemoryBuffer'>,
): void {
  heap.free(guestPtr(memory.readU32(buffer + offset.data)))
}

/** OrthancPluginFreeString (group Orthanc): NULL does nothing. */
export function freeString({ heap }: CallContext, { str }: Fields<'FreeString'>): void {
  heap.free(str)
}
