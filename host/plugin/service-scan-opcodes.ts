import type { ByteReader } from './module-reader.ts'

/** What follows an opcode: so many numbers, bytes, or a shape of its own. */
type Immediate =
  | 'none'
  | 'number'
  | 'twoNumbers'
  | 'bytes4'
  | 'bytes8'
  | 'labels'
  | 'types'
  | 'prefixFc'
  | 'prefixFd'

/** What an instruction does to the values on the stack; at a meeting nothing is known of them any more. */
type Effect =
  | {
      readonly kind: 'values'
      readonly takes: number
      readonly gives: number
      readonly immediate: Immediate
    }
  | { readonly kind: 'meeting'; readonly immediate: Immediate }

/** From one opcode to another, both included (WebAssembly 2.0, 5.4, and the older proposal for exceptions). */
const ranges: readonly (readonly [from: number, to: number, effect: Effect])[] = [
  [0x00, 0x00, meeting('none')],
  [0x01, 0x01, values(0, 0)],
  [0x02, 0x04, meeting('number')],
  [0x05, 0x05, meeting('none')],
  [0x06, 0x09, meeting('number')],
  [0x0b, 0x0b, meeting('none')],
  [0x0c, 0x0c, meeting('number')],
  [0x0d, 0x0d, values(1, 0, 'number')],
  [0x0e, 0x0e, meeting('labels')],
  [0x0f, 0x0f, meeting('none')],
  [0x12, 0x12, meeting('number')],
  [0x13, 0x13, meeting('twoNumbers')],
  [0x18, 0x18, meeting('number')],
  [0x19, 0x19, meeting('none')],
  [0x1a, 0x1a, values(1, 0)],
  [0x1b, 0x1b, values(3, 1)],
  [0x1c, 0x1c, values(3, 1, 'types')],
  [0x23, 0x23, values(0, 1, 'number')],
  [0x24, 0x24, values(1, 0, 'number')],
  [0x25, 0x25, values(1, 1, 'number')],
  [0x26, 0x26, values(2, 0, 'number')],
  [0x29, 0x35, values(1, 1, 'twoNumbers')],
  [0x36, 0x3e, values(2, 0, 'twoNumbers')],
  [0x3f, 0x3f, values(0, 1, 'number')],
  [0x40, 0x40, values(1, 1, 'number')],
  [0x42, 0x42, values(0, 1, 'number')],
  [0x43, 0x43, values(0, 1, 'bytes4')],
  [0x44, 0x44, values(0, 1, 'bytes8')],
  [0x45, 0x45, values(1, 1)],
  [0x46, 0x4f, values(2, 1)],
  [0x50, 0x50, values(1, 1)],
  [0x51, 0x66, values(2, 1)],
  [0x67, 0x69, values(1, 1)],
  [0x6a, 0x78, values(2, 1)],
  [0x79, 0x7b, values(1, 1)],
  [0x7c, 0x8a, values(2, 1)],
  [0x8b, 0x91, values(1, 1)],
  [0x92, 0x98, values(2, 1)],
  [0x99, 0x9f, values(1, 1)],
  [0xa0, 0xa6, values(2, 1)],
  [0xa7, 0xc4, values(1, 1)],
  [0xd0, 0xd0, values(0, 1, 'number')],
  [0xd1, 0xd1, values(1, 1)],
  [0xd2, 0xd2, values(0, 1, 'number')],
  [0xfc, 0xfc, meeting('prefixFc')],
  [0xfd, 0xfd, meeting('prefixFd')],
]

const effects: readonly (Effect | undefined)[] = Array.from({ length: 256 }, (_, opcode) =>
  ranges.find(([from, to]) => opcode >= from && opcode <= to),
).map((range) => range?.[2])

/** What an opcode does; `undefined` for one that is not known, or that the reader of the code knows itself. */
export function effectOf(opcode: number): Effect | undefined {
  return effects[opcode]
}

/** Skips what follows an opcode. `false`: it is not known. */
export function skipImmediate(reader: ByteReader, immediate: Immediate): boolean {
  if (immediate === 'prefixFc') return skipBulk(reader)
  if (immediate === 'prefixFd') return skipVector(reader)
  skippers[immediate](reader)
  return true
}

const skippers: Readonly<
  Record<Exclude<Immediate, `prefix${string}`>, (reader: ByteReader) => void>
> = {
  none: () => undefined,
  number: (reader) => void reader.u64(),
  twoNumbers: (reader) => skipNumbers(reader, 2),
  bytes4: (reader) => reader.skip(4),
  bytes8: (reader) => reader.skip(8),
  labels: (reader) => {
    for (let left = reader.u32(); left >= 0; left--) reader.u32()
  },
  types: (reader) => {
    for (let left = reader.u32(); left > 0; left--) reader.byte()
  },
}

function skipNumbers(reader: ByteReader, count: number): void {
  for (let i = 0; i < count; i++) reader.u64()
}

/** Conversions that saturate, and what works on whole memories and tables. */
function skipBulk(reader: ByteReader): boolean {
  const numbers = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1][reader.u32()]
  if (numbers === undefined) return false
  skipNumbers(reader, numbers)
  return true
}

/** Vectors of 128 bits: memory, constants, lanes; all others have nothing behind them. */
function skipVector(reader: ByteReader): boolean {
  const opcode = reader.u32()
  if (opcode <= 11 || opcode === 92 || opcode === 93) skipNumbers(reader, 2)
  else if (opcode === 12 || opcode === 13) reader.skip(16)
  else if (opcode >= 21 && opcode <= 34) reader.byte()
  else if (opcode >= 84 && opcode <= 91) {
    skipNumbers(reader, 2)
    reader.byte()
  } else if (opcode > 0x113) return false
  return true
}

function values(takes: number, gives: number, immediate: Immediate = 'none'): Effect {
  return { kind: 'values', takes, gives, immediate }
}

function meeting(immediate: Immediate): Effect {
  return { kind: 'meeting', immediate }
}
