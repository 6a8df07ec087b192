import { errorCodes } from '../../abi/enums.ts'
import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'
import type { GuestMemory } from './guest-memory.ts'
import { guestPtr, type GuestPtr } from './guest-ptr.ts'

/** The plugin's own allocator: two functions that it exports. Each call runs the guest, which invalidates views. */
export interface Allocator {
  malloc(size: number): number
  free(at: number): void
}

/** Memory that the host allocates in a guest. The address that the plugin's `malloc` returns is checked before it is used. */
export class GuestHeap {
  readonly #memory: GuestMemory
  readonly #allocator: Allocator
  readonly #constants = new Map<ByteString, GuestPtr<'string'>>()

  constructor(memory: GuestMemory, allocator: Allocator) {
    this.#memory = memory
    this.#allocator = allocator
  }

  /** Allocates `size` bytes, which the plugin owns once they are passed to it. Throws `CallError` 4. */
  allocate<Pointee extends string>(size: number): GuestPtr<Pointee> {
    const at = guestPtr<Pointee>(this.#allocator.malloc(size))
    if (at === 0 || at + size > this.#memory.size)
      throw new CallError(
        errorCodes.NotEnoughMemory,
        `malloc(${size}) of the plugin returned ${at}`,
      )
    return at
  }

  /** A NUL-terminated copy of a text, which the plugin frees. */
  allocateString(text: ByteString): GuestPtr<'string'> {
    const at = this.allocate<'string'>(text.length + 1)
    const bytes = this.#memory.bytes(at, text.length + 1)
    bytes.set(bytesOf(text))
    bytes[text.length] = 0
    return at
  }

  /** A text that the host owns: the same address for the same text as long as the instance lives. */
  constantString(text: ByteString): GuestPtr<'string'> {
    const known = this.#constants.get(text)
    if (known !== undefined) return known
    const at = this.allocateString(text)
    this.#constants.set(text, at)
    return at
  }

  free(at: GuestPtr): void {
    if (at !== 0) this.#allocator.free(at)
  }
}
