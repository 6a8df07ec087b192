import { GuestMemoryError } from '../exchange/errors.ts'

/**
 * A guest's linear memory. Every read and write of it goes through `bytes`, the one range check of the host.
 *
 * It returns views: they become invalid when the guest runs (growing its memory detaches them), and their bytes change with
 * the guest's. Bytes that outlive a call are copied with `copy`.
 */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView<ArrayBuffer>

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#view = new DataView(memory.buffer)
  }

  /** Current size in bytes. */
  get size(): number {
    return this.#memory.buffer.byteLength
  }

  /**
   * A view of `[at, at + length)`. Address 0 is NULL and refused, unless `length` is 0; with a length of 0 every address is
   * valid.
   *
   * Throws `GuestMemoryError`.
   */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    const whole = this.#current()
    if (length === 0) return whole.subarray(0, 0)
    // Both are below 2^32, so their sum is exact in a double and cannot wrap.
    if (at === 0 || at + length > whole.length) throw new GuestMemoryError(at, length, whole.length)
    return whole.subarray(at, at + length)
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
    this.bytes(at, length)
    return this.#view
  }

  /** The whole memory. Growing it replaces its buffer, so the views are created again then. */
  #current(): Uint8Array<ArrayBuffer> {
    const { buffer } = this.#memory
    if (this.#bytes.buffer !== buffer) {
      this.#bytes = new Uint8Array(buffer)
      this.#view = new DataView(buffer)
    }
    return this.#bytes
  }
}
