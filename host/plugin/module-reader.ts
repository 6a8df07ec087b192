import { PluginLoadError } from '../exchange/errors.ts'

/** Numbers of the sections of a module (WebAssembly 2.0, 5.5.2). */
export const sectionIds = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  export: 7,
  element: 9,
  code: 10,
} as const

export interface Section {
  readonly id: number
  /** Where its content begins and ends in the module. */
  readonly start: number
  readonly end: number
}

const headerBytes = 8
const magic = 0x6d736100
const coreVersion = 1
/** A component has the same magic number and another layer in the upper half of the version. */
const componentLayer = 1

/** What the first eight bytes say. */
export function moduleKind(bytes: Uint8Array): 'core' | 'component' | 'other' {
  if (bytes.length < headerBytes) return 'other'
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (view.getUint32(0, true) !== magic) return 'other'
  if (view.getUint32(4, true) === coreVersion) return 'core'
  return view.getUint16(6, true) === componentLayer ? 'component' : 'other'
}

/** Far more than compilers write; each is an object here, of which millions would fill the thread's memory. */
const mostSections = 100_000

/** The sections in their order. Throws `PluginLoadError` for one that claims more than the file holds, and for too many. */
export function readSections(bytes: Uint8Array): readonly Section[] {
  const sections: Section[] = []
  const reader = new ByteReader(bytes, headerBytes, bytes.length)
  while (!reader.atEnd) {
    if (sections.length === mostSections)
      throw new PluginLoadError([`more than ${mostSections} sections`])
    const id = reader.byte()
    const size = reader.u32()
    const start = reader.position
    reader.skip(size)
    sections.push({ id, start, end: start + size })
  }
  return sections
}

/** As for V8 (`kV8MaxWasmStringSize`). */
const longestNameBytes = 100_000

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

  /** An unsigned LEB128 of at most ten bytes, as far as a double is exact. */
  u64(): number {
    return this.#leb(10)
  }

  /** Any LEB128, of whatever sign. */
  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  /** A name, in one step; V8 takes none that is longer. */
  name(): string {
    const length = this.u32()
    if (length > longestNameBytes)
      throw new PluginLoadError([`not a valid WebAssembly module: a name of ${length} bytes`])
    const start = this.position
    this.skip(length)
    return this.textFrom(start)
  }

  /** The text from there up to here. */
  textFrom(start: number): string {
    return new TextDecoder().decode(this.#bytes.subarray(start, this.position))
  }

  skip(length: number): void {
    if (length < 0 || this.position + length > this.#end) throw cutShort()
    this.position += length
  }

  /** A vector: its count, then `read` for each element. A count that the bytes cannot hold fails at the first missing. */
  vector<T>(read: (count: number) => T): T[] {
    const count = this.u32()
    const elements: T[] = []
    for (let i = 0; i < count; i++) elements.push(read(count))
    return elements
  }

  /** As `vector`, of which nothing is kept; gives the count. */
  each(read: () => void): number {
    const count = this.u32()
    for (let i = 0; i < count; i++) read()
    return count
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

/** The body of a function, with its locals and without its size. */
export function readBody(reader: ByteReader): { readonly start: number; readonly end: number } {
  const size = reader.u32()
  const start = reader.position
  reader.skip(size)
  return { start, end: start + size }
}

/** A vector with so many elements more, which are `added`. */
export function appendedVector(vector: Uint8Array, count: number, added: Uint8Array): Uint8Array {
  const reader = new ByteReader(vector, 0, vector.length)
  const total = Uint8Array.from(encodeU32(reader.u32() + count))
  return Buffer.concat([total, vector.subarray(reader.position), added])
}

/** An unsigned LEB128. */
export function encodeU32(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

function cutShort(): PluginLoadError {
  return new PluginLoadError(['not a valid WebAssembly module: it is cut short'])
}
