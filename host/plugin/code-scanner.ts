import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from './byte-reader.ts'
import { isUnlike, plainNumbers, readInstruction, unlike } from './instruction-reader.ts'
import { readValueType } from './type-reader.ts'

/** Blocks within blocks: compilers write thousands for a large switch; V8's optimizer runs out of its stack with 100 000. */
const mostNested = 10_000

/**
 * Variables of a function times its branches: for each pair V8's optimizer may keep some 200 bytes. The largest function of
 * LLVM itself has 0.7 million.
 */
const mostFlow = 5_000_000

const endOfBlock = 0x0b
const delegate = 0x18
const branchTable = 0x0e

/** `block`, `loop`, `if`, `try`, `try_table`; and where ways part and meet within them: `else`, `catch`, `br` and their like. */
const begins: ReadonlySet<number> = new Set([0x02, 0x03, 0x04, 0x06, 0x1f])
const parts: ReadonlySet<number> = new Set([0x05, 0x07, 0x0c, 0x0d, 0x19, 0xd5, 0xd6])
const isFlow = Uint8Array.from({ length: 256 }, (_, opcode) =>
  begins.has(opcode) || parts.has(opcode) || opcode === endOfBlock || opcode === delegate ? 1 : 0,
)

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
  #locals = 0
  #depth = 0
  #branches = 0

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes
    this.#reader = new ByteReader(bytes, start, end)
    this.#end = end
    this.#countLocals()
  }

  /** The next of those, if there is one more. Throws `PluginLoadError` for what is not known, and for what is too intricate. */
  next(wanted: ReadonlySet<number>): FoundInstruction | undefined {
    const reader = this.#reader
    for (;;) {
      reader.position = this.#skipPlain(reader.position)
      if (reader.atEnd) break
      const start = reader.position
      const opcode = readInstruction(reader)
      if (opcode === branchTable)
        this.#branch(new ByteReader(this.#bytes, start + 1, this.#end).u32())
      else if (isFlow[opcode] === 1) this.#flow(opcode)
      if (wanted.has(opcode)) return { opcode, start, end: reader.position }
    }
    if (reader.position === this.#end) return undefined
    throw new PluginLoadError(['not a valid WebAssembly module: a function is cut short'])
  }

  #countLocals(): void {
    const reader = this.#reader
    reader.each(() => {
      this.#locals += reader.u32()
      readValueType(reader)
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
      if (isFlow[opcode] === 1) this.#flow(opcode)
      at++
      for (let left = numbers; left > 0; left--) while ((bytes[at++] ?? 0) >= 0x80);
    }
    return at
  }

  #flow(opcode: number): void {
    if (opcode === endOfBlock || opcode === delegate) {
      this.#depth--
      return
    }
    if (begins.has(opcode) && ++this.#depth > mostNested)
      throw new PluginLoadError([
        `a function with more than ${mostNested} blocks within each other`,
      ])
    this.#branch(1)
  }

  #branch(ways: number): void {
    this.#branches += ways
    if (this.#locals * this.#branches <= mostFlow) return
    const flow = `${this.#locals} variables and ${this.#branches} branches or more`
    throw new PluginLoadError([
      `a function with ${flow} takes too much memory to compile: build it optimized, or divide it`,
    ])
  }
}
