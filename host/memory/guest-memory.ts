import { errorCodes } from '../../abi/enums.ts'
import { bytesOf, type ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError, GuestMemoryError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'

declare const pointee: unique symbol

/**
 * An address in a guest's memory. The brand names what should be at that address, and does not prove it: only `GuestMemory`
 * turns an address into bytes, and checks it then.
 */
export type GuestPtr<Pointee extends string = string> = number & { readonly [pointee]: Pointee }

/** A number from a guest as an address: the one place where a signed i32 becomes unsigned. */
export function guestPtr<Pointee extends string>(value: number): GuestPtr<Pointee> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one cast to a brand
  return (value >>> 0) as GuestPtr<Pointee>
}

/**
 * A guest's linear memory. Every read and write of it goes through `#checked`, the one range check of the host.
 *
 * It returns views: they become invalid when the guest runs (growing its memory detaches them), and their bytes change with
 * the guest's. Bytes that outlive a call are copied with `copy`.
 */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView<ArrayBuffer>
  /** The same bytes, for texts. */
  #buffer: Buffer

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#view = new DataView(memory.buffer)
    this.#buffer = Buffer.from(memory.buffer)
  }

  /** Current size in bytes. */
  get size(): number {
    return this.#current().length
  }

  /**
   * A view of `[at, at + length)`. Address 0 is NULL and refused, unless `length` is 0; with a length of 0 every address is
   * valid.
   *
   * Throws `GuestMemoryError`.
   */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    const whole = this.#checked(at, length)
    return length === 0 ? whole.subarray(0, 0) : whole.subarray(at, at + length)
  }

  /** The bytes of `[at, at + length)` as a text. */
  text(at: number, length: number): ByteString {
    this.#checked(at, length)
    return this.#buffer.toString('latin1', at, at + length)
  }

  /** A copy of the whole memory. */
  copyAll(): Uint8Array<ArrayBuffer> {
    return this.#current().slice()
  }

  /** The same bytes as a `Buffer`, which writes numbers and texts. */
  block(at: number, length: number): Buffer {
    this.#checked(at, length)
    return this.#buffer.subarray(at, at + length)
  }

  /** The bytes of `[at, at + length)` in a buffer of their own. */
  copy(at: number, length: number): Uint8Array<ArrayBuffer> {
    return this.bytes(at, length).slice()
  }

  write(at: number, bytes: Uint8Array): void {
    this.bytes(at, bytes.length).set(bytes)
  }

  readU8(at: number): number {
    return this.#viewOf(at, 1).getUint8(at)
  }

  readU16(at: number): number {
    return this.#viewOf(at, 2).getUint16(at, true)
  }

  readU32(at: number): number {
    return this.#viewOf(at, 4).getUint32(at, true)
  }

  readU64(at: number): bigint {
    return this.#viewOf(at, 8).getBigUint64(at, true)
  }

  readF32(at: number): number {
    return this.#viewOf(at, 4).getFloat32(at, true)
  }

  readF64(at: number): number {
    return this.#viewOf(at, 8).getFloat64(at, true)
  }

  writeU32(at: number, value: number): void {
    this.#viewOf(at, 4).setUint32(at, value, true)
  }

  writeU64(at: number, value: bigint): void {
    this.#viewOf(at, 8).setBigUint64(at, value, true)
  }

  #viewOf(at: number, length: number): DataView<ArrayBuffer> {
    this.#checked(at, length)
    return this.#view
  }

  /** The whole memory, which has the bytes of `[at, at + length)`. */
  #checked(at: number, length: number): Uint8Array<ArrayBuffer> {
    const whole = this.#current()
    // Both are below 2^32, so their sum is exact in a double and cannot wrap.
    if (length !== 0 && (at === 0 || at + length > whole.length))
      throw new GuestMemoryError(at, length, whole.length)
    return whole
  }

  /** The whole memory. Growing it replaces its buffer, and empties the views of the old one; they are created again then. */
  #current(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.length === 0) {
      const { buffer } = this.#memory
      this.#bytes = new Uint8Array(buffer)
      this.#view = new DataView(buffer)
      this.#buffer = Buffer.from(buffer)
    }
    return this.#bytes
  }
}

const pointerBytes = 4

/**
 * The bytes from `at` up to the next NUL. Throws `GuestMemoryError` for NULL and for an address outside of the memory,
 * `BadArgumentError` for a string without a NUL or beyond the maximum length; it reads no further than that.
 */
export function readString(memory: GuestMemory, at: GuestPtr<'string'>): ByteString {
  const room = memory.size - at
  if (at === 0 || room <= 0) throw new GuestMemoryError(at, 1, memory.size)
  const length = memory.bytes(at, Math.min(room, fixedLimits.stringBytes + 1)).indexOf(0)
  if (length >= 0) return memory.text(at, length)
  throw new BadArgumentError(
    errorCodes.ParameterOutOfRange,
    room > fixedLimits.stringBytes
      ? `string longer than ${fixedLimits.stringBytes} bytes`
      : 'string without a NUL before the end of memory',
  )
}

/** An array of `count` strings. The count is compared with a limit before anything is read. */
export function readStrings(
  memory: GuestMemory,
  at: GuestPtr<'strings'>,
  count: number,
): readonly ByteString[] {
  if (count > fixedLimits.stringCount)
    throw new BadArgumentError(
      errorCodes.ParameterOutOfRange,
      `${count} strings, at most ${fixedLimits.stringCount}`,
    )
  memory.bytes(at, count * pointerBytes)
  let total = 0
  return Array.from({ length: count }, (_, i) => {
    const text = readString(memory, guestPtr(memory.readU32(at + i * pointerBytes)))
    total += text.length
    // All pointers may be to the same long string
    if (total > fixedLimits.stringsBytes)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        `strings of more than ${fixedLimits.stringsBytes} bytes together`,
      )
    return text
  })
}

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
