import { PluginLoadError } from '../exchange/errors.ts'
import {
  isTypedReference,
  isUnlike,
  plainNumbers,
  readInstruction,
  unlike,
} from './instruction-reader.ts'
import { ByteReader } from './module-reader.ts'

/** Blocks within blocks: compilers write thousands for a large switch; V8's optimizer runs out of its stack with 100 000. */
const mostNested = 10_000

/** By how much each opcode changes the depth: blocks, the ends of blocks, `delegate`. */
const depthChange = Int8Array.from({ length: 256 }, (_, opcode) => {
  if ([0x02, 0x03, 0x04, 0x06, 0x1f].includes(opcode)) return 1
  return [0x0b, 0x18].includes(opcode) ? -1 : 0
})

/** An instruction within a function, and where it stands in the module. */
export interface FoundInstruction {
  readonly opcode: number
  readonly start: number
  readonly end: number
}

/** Goes over the body of a function, `[start, end)` without its size, and finds some of its instructions. */
export class CodeScanner {
  readonly #bytes: Uint8Array
  readonly #reader: ByteReader
  readonly #end: number
  #depth = 0

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes
    this.#reader = new ByteReader(bytes, start, end)
    this.#end = end
    this.#skipLocals()
  }

  /** The next of those, if there is one more. Throws `PluginLoadError` for what is not known, and for too many blocks. */
  next(wanted: ReadonlySet<number>): FoundInstruction | undefined {
    const reader = this.#reader
    for (;;) {
      reader.position = this.#skipPlain(reader.position)
      if (reader.atEnd) break
      const start = reader.position
      const opcode = readInstruction(reader)
      this.#nest(opcode)
      if (wanted.has(opcode)) return { opcode, start, end: reader.position }
    }
    if (reader.position === this.#end) return undefined
    throw new PluginLoadError(['not a valid WebAssembly module: a function is cut short'])
  }

  #skipLocals(): void {
    const reader = this.#reader
    reader.each(() => {
      reader.skipNumber()
      if (isTypedReference(reader.byte())) reader.skipNumber()
    })
  }

  /** Most instructions are plain, and modules have millions of them. Gives where one stands that is not. */
  #skipPlain(from: number): number {
    const bytes = this.#bytes
    let at = from
    while (at < this.#end) {
      const opcode = bytes[at] ?? 0
      const numbers = plainNumbers[opcode] ?? unlike
      if (numbers === unlike || (numbers > 0 && isUnlike(opcode, bytes[at + 1] ?? 0))) return at
      if (depthChange[opcode] !== 0) this.#nest(opcode)
      at++
      for (let left = numbers; left > 0; left--) while ((bytes[at++] ?? 0) >= 0x80);
    }
    return at
  }

  #nest(opcode: number): void {
    this.#depth += depthChange[opcode] ?? 0
    if (this.#depth > mostNested)
      throw new PluginLoadError([
        `a function with more than ${mostNested} blocks within each other`,
      ])
  }
}
