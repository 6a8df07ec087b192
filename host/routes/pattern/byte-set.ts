/** A set of bytes: one flag for each of the 256. */
export type ByteSet = Readonly<Uint8Array>

const letters = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const uppers = letters.toUpperCase()
const spaces = ' \t\n\v\f\r'

/** The bytes between two ends, both in it. */
export function byteRange(first: number, last: number): ByteSet {
  return new Uint8Array(256).fill(1, first, last + 1)
}

/** The set of the bytes of a text. */
function bytesIn(text: string): ByteSet {
  const set = new Uint8Array(256)
  for (let i = 0; i < text.length; i++) set[text.charCodeAt(i)] = 1
  return set
}

export function union(a: ByteSet, b: ByteSet): ByteSet {
  return a.map((flag, byte) => flag | (b[byte] ?? 0))
}

export function complement(set: ByteSet): ByteSet {
  return set.map((flag) => 1 - flag)
}

export function isDisjoint(a: ByteSet, b: ByteSet): boolean {
  return !a.some((flag, byte) => flag === 1 && b[byte] === 1)
}

export function isSubset(a: ByteSet, b: ByteSet): boolean {
  return !a.some((flag, byte) => flag === 1 && b[byte] !== 1)
}

/** First and last byte of each run in the set, ascending. */
export function rangesOf(set: ByteSet): readonly (readonly [first: number, last: number])[] {
  const ranges: [number, number][] = []
  for (let byte = 0; byte < 256; byte++) {
    if (set[byte] !== 1) continue
    const run = ranges.at(-1)
    if (run !== undefined && run[1] === byte - 1) run[1] = byte
    else ranges.push([byte, byte])
  }
  return ranges
}

export const noByte: ByteSet = new Uint8Array(256)
export const anyByte: ByteSet = complement(noByte)
export const wordBytes: ByteSet = bytesIn(`${letters}${uppers}${digits}_`)
/** What ends a line for `^`, `$` and a dot that stops at lines. */
export const lineBytes: ByteSet = bytesIn('\n\r\f')

const graphs = byteRange(0x21, 0x7e)
const alnums = bytesIn(letters + uppers + digits)

/** Boost's names of classes, in its "C" locale: no byte above 127 is in one. */
const classes: ReadonlyMap<string, ByteSet> = new Map([
  ['alnum', alnums],
  ['alpha', bytesIn(letters + uppers)],
  ['blank', bytesIn(' \t')],
  ['cntrl', union(byteRange(0, 0x1f), byteRange(0x7f, 0x7f))],
  ['d', bytesIn(digits)],
  ['digit', bytesIn(digits)],
  ['graph', graphs],
  ['h', bytesIn(' \t')],
  ['l', bytesIn(letters)],
  ['lower', bytesIn(letters)],
  ['print', byteRange(0x20, 0x7e)],
  ['punct', graphs.map((flag, byte) => (alnums[byte] === 1 ? 0 : flag))],
  ['s', bytesIn(spaces)],
  ['space', bytesIn(spaces)],
  ['u', bytesIn(uppers)],
  ['unicode', noByte],
  ['upper', bytesIn(uppers)],
  ['v', bytesIn('\n\v\f\r')],
  ['w', wordBytes],
  ['word', wordBytes],
  ['xdigit', bytesIn(`${digits}abcdefABCDEF`)],
])

/** The class of a name, upper or lower case; without case, that of lower or upper letters is that of all. */
export function classOf(name: string, ignoreCase: boolean): ByteSet | undefined {
  const lower = name.toLowerCase()
  const cased = lower === 'l' || lower === 'u' || lower === 'lower' || lower === 'upper'
  return classes.get(ignoreCase && cased ? 'alpha' : lower)
}

/** The set with the other case of its ASCII letters. */
export function foldCase(set: ByteSet): ByteSet {
  const folded = Uint8Array.from(set)
  for (let upper = 0x41; upper <= 0x5a; upper++) {
    const both = (set[upper] ?? 0) | (set[upper + 0x20] ?? 0)
    folded[upper] = both
    folded[upper + 0x20] = both
  }
  return folded
}
