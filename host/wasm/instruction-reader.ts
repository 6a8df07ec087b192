import { PluginLoadError } from '../exchange/errors.ts'
import { hex, type ByteReader } from './byte-reader.ts'
import { readValueType } from './type-reader.ts'

const prefixes = { bulk: 0xfc, simd: 0xfd } as const

/** What follows an opcode (WebAssembly 2.0, 5.4; the older proposal for exceptions, tail calls, relaxed SIMD). */
const forms: ReadonlyArray<
  readonly [first: number, last: number, skip: (reader: ByteReader) => void]
> = [
  [0x00, 0x01, nothing],
  [0x02, 0x04, blockType],
  [0x05, 0x05, nothing],
  [0x06, 0x06, blockType],
  [0x07, 0x09, number],
  [0x0b, 0x0b, nothing],
  [0x0c, 0x0d, number],
  [0x0e, 0x0e, labels],
  [0x0f, 0x0f, nothing],
  [0x10, 0x10, number],
  [0x11, 0x11, twoNumbers],
  [0x12, 0x12, number],
  [0x13, 0x13, twoNumbers],
  [0x18, 0x18, number],
  [0x19, 0x1b, nothing],
  [0x1c, 0x1c, (reader) => reader.each(() => readValueType(reader))],
  [0x20, 0x26, number],
  [0x28, 0x3e, place],
  [0x3f, 0x42, number],
  [0x43, 0x43, (reader) => reader.skip(4)],
  [0x44, 0x44, (reader) => reader.skip(8)],
  [0x45, 0xc4, nothing],
  [0xd0, 0xd0, number],
  [0xd1, 0xd1, nothing],
  [0xd2, 0xd2, number],
]

const skips = Array.from(
  { length: 256 },
  (_, opcode) => forms.find(([first, last]) => first <= opcode && opcode <= last)?.[2],
)

/**
 * Skips what stands after the first byte of an instruction. Throws `PluginLoadError` for an instruction that is not known.
 */
export function skipImmediates(reader: ByteReader, opcode: number): void {
  const skip = skips[opcode]
  if (skip === undefined) skipPrefixed(reader, opcode)
  else skip(reader)
}

function skipPrefixed(reader: ByteReader, opcode: number): void {
  const sub = opcode === prefixes.bulk || opcode === prefixes.simd ? reader.u32() : 0
  if (opcode === prefixes.bulk && sub <= 0x11) bulk(reader, sub)
  else if (opcode === prefixes.simd && sub <= 0x1ff) simd(reader, sub)
  else throw new PluginLoadError([`an instruction that is not known: ${hexOf(opcode, sub)}`])
}

function hexOf(opcode: number, sub: number): string {
  return sub === 0 ? hex(opcode) : `${hex(opcode)} ${sub}`
}

function bulk(reader: ByteReader, sub: number): void {
  if (sub < 0x08) return
  number(reader)
  if (sub === 0x08 || sub === 0x0a || sub === 0x0c || sub === 0x0e) number(reader)
}

function simd(reader: ByteReader, sub: number): void {
  if (sub <= 0x0b || (sub >= 0x54 && sub <= 0x5d)) place(reader)
  if (sub === 0x0c || sub === 0x0d) reader.skip(16)
  if ((sub >= 0x15 && sub <= 0x22) || (sub >= 0x54 && sub <= 0x5b)) reader.skip(1)
}

function nothing(): void {
  // Has none.
}

/** Any LEB128. */
function number(reader: ByteReader): void {
  reader.skipNumber()
}

function twoNumbers(reader: ByteReader): void {
  number(reader)
  number(reader)
}

/** A type, or the number of one. */
function blockType(reader: ByteReader): void {
  if (readValueType(reader) >= 0x80) number(reader)
}

function labels(reader: ByteReader): void {
  reader.each(() => number(reader))
  number(reader)
}

/** Alignment and offset. */
function place(reader: ByteReader): void {
  if ((reader.u32() & 0x40) !== 0) number(reader)
  reader.skipNumber()
}
