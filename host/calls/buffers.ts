import { errorCodes } from '../../abi/enums.ts'
import { structs } from '../../abi/structs.ts'
import { CallError } from '../exchange/errors.ts'
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

const { at: offset64, size: structSize64 } = structs.OrthancPluginMemoryBuffer64

/** OrthancPluginCreateMemoryBuffer64 (since 1.9.0, group Orthanc, service 40). The plugin owns the buffer. */
export function createMemoryBuffer64(
  { memory, heap }: CallContext,
  { target, size }: Fields<'CreateMemoryBuffer64'>,
): void {
  memory.bytes(target, structSize64)
  if (size >= 2n ** 32n)
    throw new CallError(errorCodes.NotEnoughMemory, `a memory buffer of ${size} bytes`)
  const data = size === 0n ? 0 : heap.allocate(Number(size))
  memory.writeU32(target + offset64.data, data)
  memory.writeU64(target + offset64.size, size)
}

/** OrthancPluginFreeMemoryBuffer64 (group Orthanc): as `freeMemoryBuffer`. */
export function freeMemoryBuffer64(
  { memory, heap }: CallContext,
  { buffer }: Fields<'FreeMemoryBuffer64'>,
): void {
  heap.free(guestPtr(memory.readU32(buffer + offset64.data)))
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
