import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from './byte-reader.ts'
import { encodeU32 } from './byte-writer.ts'
import { CodeScanner, type FoundInstruction } from './code-scanner.ts'
import { readBody, type Section } from './module-reader.ts'
import type { ModuleSpace } from './module-space.ts'
import { slowInstructions, standInFor, type StandIn } from './slow-instructions.ts'

const call = 0x10

/** Compilers write each instruction in a few ways: one for each memory, table or segment. */
const mostStandIns = 10_000

/** Writes the functions of a module anew, with calls of stand-ins in the place of slow instructions. */
export class CodeRewriter {
  readonly standIns: StandIn[] = []
  readonly #bytes: Uint8Array
  readonly #space: ModuleSpace
  /** The numbers of the stand-ins, by what they stand for. */
  readonly #numbers = new Map<string, number>()

  constructor(bytes: Uint8Array, space: ModuleSpace) {
    this.#bytes = bytes
    this.#space = space
  }

  /** The content of the section of code, with the stand-ins behind its own functions. */
  rewrite({ start, end }: Section): Uint8Array {
    const reader = new ByteReader(this.#bytes, start, end)
    const written = new CodeWriter(2 * (end - start))
    const count = reader.each(() => {
      const sizeAt = reader.position
      const { start: from, end: to } = readBody(reader)
      this.#rewriteBody(written, sizeAt, from, to)
    })
    for (const { body } of this.standIns) written.add([...encodeU32(body.length), ...body])
    const total = encodeU32(count + this.standIns.length)
    return Buffer.concat([Uint8Array.from(total), written.bytes])
  }

  #rewriteBody(written: CodeWriter, sizeAt: number, from: number, end: number): void {
    const bytes = this.#bytes
    const scanner = new CodeScanner(bytes, from, end)
    const begun = written.begin(bytes.subarray(sizeAt, from))
    let copied = from
    for (let slow = scanner.next(slowInstructions); slow; slow = scanner.next(slowInstructions)) {
      written.add(bytes.subarray(copied, slow.start))
      written.add(this.#callFor(slow))
      copied = slow.end
    }
    written.add(bytes.subarray(copied, end))
    written.end(begun, end - from)
  }

  /** As long as the instruction where that can be, so that what follows stays where it is: traps are told by places. */
  #callFor({ opcode, start, end }: FoundInstruction): readonly number[] {
    const instruction = this.#bytes.slice(start, end)
    const key = instruction.join()
    const number = this.#numbers.get(key) ?? this.#add(key, opcode, instruction)
    return [call, ...padded(number, instruction.length - 1)]
  }

  #add(key: string, opcode: number, instruction: Uint8Array): number {
    if (this.standIns.length === mostStandIns)
      throw new PluginLoadError([`more than ${mostStandIns} memories, tables and segments in use`])
    const number = this.#space.functions + this.standIns.length
    this.standIns.push(standInFor(opcode, instruction, this.#space.tableTypes))
    this.#numbers.set(key, number)
    return number
  }
}

/** An unsigned LEB128 of at least so many bytes, and at most five. */
function padded(value: number, least: number): readonly number[] {
  const bytes = encodeU32(value)
  while (bytes.length < Math.min(least, 5)) bytes.push((bytes.pop() ?? 0) | 0x80, 0)
  return bytes
}

/** A body that is written: where its size stands, and where it begins. */
interface BegunBody {
  readonly sizeAt: number
  readonly from: number
}

/** Bodies of functions, one behind the other. */
class CodeWriter {
  readonly #bytes: Uint8Array
  #end = 0

  /** At most so many bytes; what is not written takes no memory. */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room + 64 * mostStandIns)
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end)
  }

  add(more: ArrayLike<number>): void {
    this.#bytes.set(more, this.#end)
    this.#end += more.length
  }

  begin(size: Uint8Array): BegunBody {
    const sizeAt = this.#end
    this.add(size)
    return { sizeAt, from: this.#end }
  }

  /** Writes the size that it has now, unless it is the one that it had. */
  end({ sizeAt, from }: BegunBody, sizeBefore: number): void {
    if (this.#end - from === sizeBefore) return
    const size = encodeU32(this.#end - from)
    this.#bytes.copyWithin(sizeAt + size.length, from, this.#end)
    this.#bytes.set(size, sizeAt)
    this.#end += sizeAt + size.length - from
  }
}
