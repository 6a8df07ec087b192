import { PluginLoadError } from '../exchange/errors.ts'
import type { ByteReader } from '../wasm/byte-reader.ts'
import { skipImmediates } from '../wasm/instruction-reader.ts'
import { effectOf } from './service-scan-opcodes.ts'
import type { FunctionShape, ModuleShape } from './service-scan-module.ts'
import { readValueType } from '../wasm/type-reader.ts'

/** What is known of a value: a constant, or that it may be the context's pointer to `InvokeService`. */
type Value = number | 'pointer' | undefined

/** Where `InvokeService` stands in `OrthancPluginContext`, behind three pointers. */
const pointerOffset = 12
const deepestStack = 1000

const opcodes = {
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  load: 0x28,
  constant: 0x41,
} as const

/** Where paths come together: `loop`, `else`, `catch`, `end`, `delegate`, `catch_all`. */
const merges: ReadonlySet<number> = new Set([0x03, 0x05, 0x07, 0x0b, 0x18, 0x19])

/**
 * Follows the values of one function from instruction to instruction, without running it. Where paths meet, all is
 * forgotten; at an instruction that it does not know it stops.
 */
export class CodeReader {
  readonly #reader: ByteReader
  readonly #shape: ModuleShape
  readonly #invoke: number
  readonly #locals = new Map<number, Value>()
  #stack: Value[] = []

  /** `invoke` is the number of the imported function. */
  constructor(reader: ByteReader, shape: ModuleShape, invoke: number) {
    this.#reader = reader
    this.#shape = shape
    this.#invoke = invoke
  }

  /** The services that the function asks for. */
  services(): readonly number[] {
    const found: number[] = []
    try {
      this.#skipLocals()
      while (!this.#reader.atEnd) {
        const service = this.#step()
        if (service === 'stop') break
        if (service !== undefined) found.push(service)
      }
    } catch (error) {
      // Instructions that are not known, or with more bytes than the function has: those before count.
      if (!(error instanceof PluginLoadError)) throw error
    }
    return found
  }

  #skipLocals(): void {
    this.#reader.each(() => {
      this.#reader.u32()
      readValueType(this.#reader)
    })
  }

  #step(): number | undefined | 'stop' {
    const opcode = this.#reader.byte()
    if (opcode === opcodes.call) return this.#call()
    if (opcode === opcodes.callIndirect) return this.#callIndirect()
    if (opcode === opcodes.constant) this.#push(signed(this.#reader))
    else if (opcode === opcodes.localGet) this.#push(this.#locals.get(this.#reader.u32()))
    else if (opcode === opcodes.localSet) this.#locals.set(this.#reader.u32(), this.#stack.pop())
    else if (opcode === opcodes.localTee) this.#locals.set(this.#reader.u32(), this.#stack.at(-1))
    else if (opcode === opcodes.load) this.#load()
    else return this.#other(opcode)
    return undefined
  }

  #other(opcode: number): 'stop' | undefined {
    const effect = effectOf(opcode)
    if (effect === undefined) return 'stop'
    skipImmediates(this.#reader, opcode)
    if (effect === 'meeting') {
      this.#stack = []
      if (merges.has(opcode)) this.#locals.clear()
    } else this.#apply(effect.takes, effect.gives)
    return undefined
  }

  #load(): void {
    this.#reader.u32()
    const offset = this.#reader.u32()
    this.#stack.pop()
    this.#push(offset === pointerOffset ? 'pointer' : undefined)
  }

  #call(): number | undefined | 'stop' {
    const index = this.#reader.u32()
    const shape = this.#shape.types[this.#shape.functionTypes[index] ?? -1]
    if (shape === undefined) return 'stop'
    const service = index === this.#invoke ? this.#service() : undefined
    this.#apply(shape.takes, shape.gives)
    return service
  }

  #callIndirect(): number | undefined | 'stop' {
    const shape: FunctionShape | undefined = this.#shape.types[this.#reader.u32()]
    this.#reader.u32()
    if (shape === undefined) return 'stop'
    const target = this.#stack.pop()
    const service = shape.isInvoke && target === 'pointer' ? this.#service() : undefined
    this.#apply(shape.takes, shape.gives)
    return service
  }

  /** The second of the three arguments on the stack. */
  #service(): number | undefined {
    const service = this.#stack.at(-2)
    return this.#stack.length >= 2 && typeof service === 'number' ? service : undefined
  }

  #apply(takes: number, gives: number): void {
    this.#stack.length = Math.max(0, this.#stack.length - takes)
    for (let i = 0; i < gives; i++) this.#push(undefined)
  }

  #push(value: Value): void {
    if (this.#stack.length >= deepestStack) this.#stack = []
    this.#stack.push(value)
  }
}

/** A signed LEB128 of at most 32 bits, as an unsigned number. */
function signed(reader: ByteReader): number {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.byte()
    value |= (byte & 0x7f) << shift
    if (byte < 0x80)
      return (shift < 28 && (byte & 0x40) !== 0 ? value | (-1 << (shift + 7)) : value) >>> 0
  }
  throw new PluginLoadError(['not a valid WebAssembly module: a number that does not end'])
}
