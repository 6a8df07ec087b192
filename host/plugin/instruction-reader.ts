import { PluginLoadError } from '../exchange/errors.ts'
import { hex, type ByteReader } from './byte-reader.ts'
import { readValueType } from './type-reader.ts'

/** Others look for it, so that it is no plain one. */
export const memoryGrow = 0x40

const prefixes = { bulk: 0xfc, simd: 0xfd, atomic: 0xfe } as const

/** What stands behind an opcode (WebAssembly 2.0, 5.4; exceptions, tail calls, threads, relaxed SIMD). */
const forms: ReadonlyArray<
  readonly [first: number, last: number, skip: (reader: ByteReader) => void]
> = [
  [0x00, 0x01, nothing],
  [0x02, 0x04, blockType],
  [0x05, 0x05, nothing],
  [0x06, 0x06, blockType],
  [0x07, 0x09, number],
  [0x0a, 0x0b, nothing],
  [0x0c, 0x0d, number],
  [0x0e, 0x0e, labels],
  [0x0f, 0x0f, nothing],
  [0x10, 0x10, number],
  [0x11, 0x11, twoNumbers],
  [0x12, 0x12, number],
  [0x13, 0x13, twoNumbers],
  [0x14, 0x15, number],
  [0x18, 0x18, number],
  [0x19, 0x1b, nothing],
  [0x1c, 0x1c, (reader) => void reader.each(() => readValueType(reader))],
  [0x1f, 0x1f, catches],
  [0x20, 0x26, number],
  [0x28, 0x3e, place],
  [0x3f, 0x42, number],
  [0x43, 0x43, (reader) => reader.skip(4)],
  [0x44, 0x44, (reader) => reader.skip(8)],
  [0x45, 0xc4, nothing],
  [0xd0, 0xd0, number],
  [0xd1, 0xd1, nothing],
  [0xd2, 0xd2, number],
  [0xd3, 0xd4, nothing],
  [0xd5, 0xd6, number],
]

const skips = Array.from(
  { length: 256 },
  (_, opcode) => forms.find(([first, last]) => first <= opcode && opcode <= last)?.[2],
)

/** How many numbers stand behind a plain opcode; `unlike` behind one of which more must be known. */
export const unlike = 255
export const plainNumbers = Uint8Array.from({ length: 256 }, (_, opcode) => numbersOf(opcode))

function numbersOf(opcode: number): number {
  const skip = opcode === memoryGrow ? undefined : skips[opcode]
  if (skip === nothing) return 0
  if (skip === number || skip === blockType) return 1
  return skip === twoNumbers || skip === place ? 2 : unlike
}

/** Whether the first number behind a plain opcode is no plain one: the place in another memory, or the type of a reference. */
export function isUnlike(opcode: number, first: number): boolean {
  if ((first & 0x40) === 0) return false
  const skip = skips[opcode]
  if (skip === place) return true
  return skip === blockType && first !== 0x40 && (first < 0x7b || first > 0x7f)
}

/**
 * Goes over one instruction and gives its opcode, with that behind its prefix as `0xfc0b`. Throws `PluginLoadError` for what
 * is none: all that stands in a function must be known.
 */
export function readInstruction(reader: ByteReader): number {
  return skipImmediates(reader, reader.byte())
}

/** The rest of `readInstruction`, where the first byte is read. */
export function skipImmediates(reader: ByteReader, opcode: number): number {
  const skip = skips[opcode]
  if (skip === undefined) return readPrefixed(reader, opcode)
  skip(reader)
  return opcode
}

function readPrefixed(reader: ByteReader, opcode: number): number {
  const sub = opcode >= prefixes.bulk && opcode <= prefixes.atomic ? reader.u32() : 0
  if (opcode === prefixes.bulk && sub <= 0x11) bulk(reader, sub)
  else if (opcode === prefixes.simd && sub <= 0x1ff) simd(reader, sub)
  else if (opcode === prefixes.atomic && sub <= 0x4e) atomic(reader, sub)
  else throw new PluginLoadError([`an instruction that is not known: ${hexOf(opcode, sub)}`])
  return opcode * 256 + (sub % 256)
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

function atomic(reader: ByteReader, sub: number): void {
  if (sub === 0x03) reader.skip(1)
  else place(reader)
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

function catches(reader: ByteReader): void {
  blockType(reader)
  reader.each(() => {
    const kind = reader.byte()
    if (kind < 2) number(reader)
    number(reader)
  })
}

/** Alignment and offset. */
function place(reader: ByteReader): void {
  if ((reader.u32() & 0x40) !== 0) number(reader)
  reader.skipNumber()
}
