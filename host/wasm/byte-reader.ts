import { PluginLoadError } from '../exchange/errors.ts'

/** As for V8 (`kV8MaxWasmStringSize`). */
const longestNameBytes = 100_000

/** Limit of the entries of one vector: of types, functions, imports or exports (JavaScript Interface, 8). */
const mostEntries = 1_000_000

/** A name may begin with U+FEFF. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads the numbers and names of WebAssembly's binary format within `[position, end)`. */
export class ByteReader {
  position: number
  readonly #bytes: Uint8Array
  readonly #end: number

  constructor(bytes: Uint8Array, position: number, end: number) {
    this.#bytes = bytes
    this.position = position
    this.#end = end
  }

  get atEnd(): boolean {
    return this.position >= this.#end
  }

  byte(): number {
    const value = this.#bytes[this.position]
    if (this.atEnd || value === undefined) throw cutShort()
    this.position++
    return value
  }

  /** An unsigned LEB128 of at most five bytes. */
  u32(): number {
    return this.#leb(5)
  }

  /** An unsigned LEB128 of at most ten bytes; values above 2⁵³ are rounded. */
  u64(): number {
    return this.#leb(10)
  }

  /** A signed LEB128 of 32 bits, as an unsigned number: an address. */
  i32(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte >= 0x80 && shift < 28) continue
      const isNegative = (byte & 0x40) !== 0 && shift < 25
      return (isNegative ? value | (-1 << (shift + 7)) : value) >>> 0
    }
  }

  /** Skips a LEB128, signed or not. */
  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  /** A name. V8 refuses longer ones, too. */
  name(): string {
    const length = this.u32()
    if (length > longestNameBytes)
      throw new PluginLoadError([`not a valid WebAssembly module: a name of ${length} bytes`])
    const start = this.position
    this.skip(length)
    return decoder.decode(this.bytesFrom(start))
  }

  /** The bytes from `start` to the position, as a view. */
  bytesFrom(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.position)
  }

  skip(length: number): void {
    if (length < 0 || this.position + length > this.#end) throw cutShort()
    this.position += length
  }

  /**
   * A vector: its count, then `read` for each element. Throws `PluginLoadError` for more elements than a module may have; a
   * count that the bytes cannot hold fails at the first missing element.
   */
  vector<T>(read: (count: number) => T): T[] {
    const elements: T[] = []
    this.each((count) => void elements.push(read(count)))
    return elements
  }

  /** As `vector`, without keeping the elements. */
  each(read: (count: number) => void): void {
    const count = this.u32()
    if (count > mostEntries)
      throw new PluginLoadError([
        `not a valid WebAssembly module: a list of ${count} entries, at most ${mostEntries} allowed`,
      ])
    for (let i = 0; i < count; i++) read(count)
  }

  #leb(maxBytes: number): number {
    let value = 0
    for (let i = 0; i < maxBytes; i++) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** (7 * i)
      if (byte < 0x80) return value
    }
    throw new PluginLoadError(['not a valid WebAssembly module: a number that does not end'])
  }
}

/** A byte in hexadecimal notation. */
export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}

function cutShort(): PluginLoadError {
  return new PluginLoadError(['not a valid WebAssembly module: it is cut short'])
}
