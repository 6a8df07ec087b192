import { ByteReader } from './byte-reader.ts'
import { encodeU32 } from './byte-writer.ts'
import { memoryGrow } from './instruction-reader.ts'

const i32 = 0x7f
const functions = 0x70

type Operands = 'pages' | 'bytes' | 'fills' | 'grows'

/** Instructions that may take tens of milliseconds, by their opcodes: what they take, where their table stands. */
const slow: ReadonlyMap<
  number,
  { readonly name: string; readonly operands: Operands; readonly table?: number }
> = new Map([
  [memoryGrow, { name: 'memory.grow', operands: 'pages' }],
  [0xfc08, { name: 'memory.init', operands: 'bytes' }],
  [0xfc0a, { name: 'memory.copy', operands: 'bytes' }],
  [0xfc0b, { name: 'memory.fill', operands: 'bytes' }],
  [0xfc0c, { name: 'table.init', operands: 'bytes', table: 1 }],
  [0xfc0e, { name: 'table.copy', operands: 'bytes', table: 0 }],
  [0xfc0f, { name: 'table.grow', operands: 'grows', table: 0 }],
  [0xfc11, { name: 'table.fill', operands: 'fills', table: 0 }],
] as const)

export const slowInstructions: ReadonlySet<number> = new Set(slow.keys())

/** A function that does what one instruction does. */
export interface StandIn {
  readonly name: string
  /** Its type, as it stands in the section of types. */
  readonly type: readonly number[]
  /** Its body, without its size. */
  readonly body: readonly number[]
}

/**
 * A function with the instruction in a loop that has no second turn: V8 looks at calls and at loops whether the thread is to
 * end. `tableTypes` are those of the entries of each table.
 */
export function standInFor(
  opcode: number,
  instruction: Uint8Array,
  tableTypes: readonly number[],
): StandIn {
  const { name, operands, table } = slow.get(opcode) ?? { name: '', operands: 'bytes' }
  const index = table === undefined ? undefined : immediateOf(instruction, table)
  const entry = tableTypes[index ?? 0] ?? functions
  const takes = {
    pages: [i32],
    bytes: [i32, i32, i32],
    fills: [i32, entry, i32],
    grows: [entry, i32],
  }[operands]
  const gives = operands === 'grows' || operands === 'pages' ? [i32] : []
  const type = [0x60, takes.length, ...takes, gives.length, ...gives]
  return { name, type, body: bodyOf(instruction, takes.length, gives[0] ?? 0x40, index) }
}

/** No memory and no table is as large as it asks before it would turn, which V8 does not know. */
function bodyOf(
  instruction: Uint8Array,
  takes: number,
  blockType: number,
  table: number | undefined,
): readonly number[] {
  const parameters = Array.from({ length: takes }, (_, i) => [0x20, i]).flat()
  const size = table === undefined ? [0x3f, 0] : [0xfc, 0x10, ...encodeU32(table)]
  const never = [...size, 0x41, 0x7f, 0x46, 0x0d, 0]
  return [0, 0x03, blockType, ...parameters, ...instruction, ...never, 0x0b, 0x0b]
}

/** One of the numbers behind the opcode. */
function immediateOf(instruction: Uint8Array, place: number): number {
  const reader = new ByteReader(instruction, 1, instruction.length)
  for (let skipped = 0; skipped <= place; skipped++) reader.u32()
  return reader.u32()
}
