/** What an instruction does to the values on the stack; at a meeting nothing is known of them any more. */
type Effect = 'meeting' | { readonly takes: number; readonly gives: number }

/** From one opcode to another, both included (WebAssembly 2.0, 5.4, and the older proposal for exceptions). */
const ranges: readonly (readonly [from: number, to: number, effect: Effect])[] = [
  [0x00, 0x00, 'meeting'],
  [0x01, 0x01, values(0, 0)],
  [0x02, 0x09, 'meeting'],
  [0x0b, 0x0c, 'meeting'],
  [0x0d, 0x0d, values(1, 0)],
  [0x0e, 0x0f, 'meeting'],
  [0x12, 0x13, 'meeting'],
  [0x18, 0x19, 'meeting'],
  [0x1a, 0x1a, values(1, 0)],
  [0x1b, 0x1c, values(3, 1)],
  [0x23, 0x23, values(0, 1)],
  [0x24, 0x24, values(1, 0)],
  [0x25, 0x25, values(1, 1)],
  [0x26, 0x26, values(2, 0)],
  [0x29, 0x35, values(1, 1)],
  [0x36, 0x3e, values(2, 0)],
  [0x3f, 0x3f, values(0, 1)],
  [0x40, 0x40, values(1, 1)],
  [0x42, 0x44, values(0, 1)],
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
  [0xd0, 0xd0, values(0, 1)],
  [0xd1, 0xd1, values(1, 1)],
  [0xd2, 0xd2, values(0, 1)],
  [0xfc, 0xfd, 'meeting'],
]

const effects: readonly (Effect | undefined)[] = Array.from(
  { length: 256 },
  (_, opcode) => ranges.find(([from, to]) => opcode >= from && opcode <= to)?.[2],
)

/** What an opcode does; `undefined` for one that is not known, or that the reader of the code knows itself. */
export function effectOf(opcode: number): Effect | undefined {
  return effects[opcode]
}

function values(takes: number, gives: number): Effect {
  return { takes, gives }
}
