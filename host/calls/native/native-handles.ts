import type { HandleClass } from '../../../abi/native.ts'
import { errorCodes } from '../../../abi/enums.ts'
import { byteStringFrom, type ByteString } from '../../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../../exchange/errors.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import type { GuestHeap, GuestMemory, GuestPtr } from '../../memory/guest-memory.ts'
import { HandleTable } from '../handle-table.ts'

/** An object of Orthanc. The guest has a handle in its place. */
export interface NativeObject {
  readonly class: HandleClass
  /** The native plugin's number for it. */
  readonly number: bigint
  /** What lies in the guest's memory as long as the object exists, by the function that returned it and its content. */
  readonly memory: Map<ByteString, GuestPtr>
}

/** The objects of Orthanc that one instance knows, by handles of its own. */
export class NativeHandles {
  readonly #table: HandleTable<NativeObject>
  readonly #memory: GuestMemory
  readonly #heap: GuestHeap

  /** `seed` makes the handles differ between instances. */
  constructor(seed: number, memory: GuestMemory, heap: GuestHeap) {
    this.#memory = memory
    this.#heap = heap
    this.#table = new HandleTable({
      seed,
      bits: 31,
      onNull: 'NULL instead of an object of Orthanc',
      onUnknown: 'not an object of Orthanc, or one that has ended',
    })
  }

  /** Number of objects that have not ended. */
  get size(): number {
    return this.#table.size
  }

  /** Adds an object and returns its handle; 0 for NULL. Throws `CallError` 4 if the table is full. */
  add(objectClass: HandleClass, number: bigint): number {
    if (number === 0n) return 0
    if (this.#table.size >= fixedLimits.nativeObjects)
      throw new CallError(
        errorCodes.NotEnoughMemory,
        `more than ${fixedLimits.nativeObjects} objects of Orthanc that are not freed`,
      )
    return this.#table.add({ class: objectClass, number, memory: new Map() })
  }

  /** Throws `BadArgumentError`: 35 for NULL, 3 for any other handle that is not of that class. */
  get(objectClass: HandleClass, handle: number): NativeObject {
    const found = this.#table.get(handle)
    if (found.class === objectClass) return found
    throw new BadArgumentError(
      errorCodes.ParameterOutOfRange,
      `a ${found.class} instead of a ${objectClass}`,
    )
  }

  /** Ends a handle and frees its memory in the guest. */
  end(handle: number): void {
    if (handle === 0) return
    const { memory } = this.#table.get(handle)
    this.#table.delete(handle)
    for (const at of memory.values()) this.#heap.free(at)
  }

  /** The address of bytes that belong to an object, with a NUL after them; the same bytes of one function lie there once. */
  keep(owner: NativeObject, service: string, bytes: Uint8Array): GuestPtr {
    const key = bytes.length > keyBytes ? service : `${service} ${byteStringFrom(bytes)}`
    const known = owner.memory.get(key)
    if (known !== undefined) return known
    const at = this.#heap.allocate<string>(bytes.length + 1)
    const block = this.#memory.block(at, bytes.length + 1)
    block.set(bytes)
    block[bytes.length] = 0
    owner.memory.set(key, at)
    return at
  }
}

/** Longer bytes are the file of an instance, and there is one. */
const keyBytes = 64 * 1024
