import { encodeI32, encodeU32 } from '../../host/wasm/byte-writer.ts'
import { readBodies, readSections, sectionIds } from '../../host/wasm/module-reader.ts'

/** The lines of a module's sources. */
export interface DwarfSource {
  /** Paths, those of files absolute. */
  readonly sources: readonly string[]
  /** As in a source map. The map of a module has one line; its columns are offsets in the module. */
  readonly mappings: string
}

/** The content of a debug section, by its name. */
export type DwarfSections = Readonly<Record<string, Uint8Array>>

/**
 * A source map as DWARF 4, for debuggers that read only this of WebAssembly, such as VS Code's: a compilation unit and its line table.
 * Addresses count from the content of the code section (https://yurydelendik.github.io/webassembly-dwarf/).
 */
export function encodeDwarf(wasm: Uint8Array, { sources, mappings }: DwarfSource): DwarfSections {
  const code = readSections(wasm).find(({ id }) => id === sectionIds.code)
  if (code === undefined) return {}
  const rows = [...readMappings(mappings)]
  let next = 0
  const sequences = readBodies(wasm).flatMap(({ end }) => {
    const first = next
    while (next < rows.length && (rows[next]?.offset ?? end) < end) next++
    return encodeSequence(firstOfLines(rows.slice(first, next)), end, code.start)
  })
  return {
    '.debug_abbrev': Uint8Array.from(abbreviations),
    '.debug_info': Uint8Array.from(encodeUnit(sources[0] ?? '', code.end - code.start)),
    '.debug_line': Uint8Array.from(encodeLines(sources, sequences)),
  }
}

interface Row {
  readonly offset: number
  /** Index of the source. */
  readonly source: number
  /** From 0. */
  readonly line: number
  readonly column: number
}

/** A debugger stops at each row of a line: without the others it stops once. */
function firstOfLines(rows: readonly Row[]): readonly Row[] {
  return rows.filter(
    ({ source, line }, i) => source !== rows[i - 1]?.source || line !== rows[i - 1]?.line,
  )
}

/** The segments of a source map that have a source: numbers are differences to those of the segment before. */
function* readMappings(mappings: string): Generator<Row> {
  let [offset, source, line, column] = [0, 0, 0, 0]
  for (const segment of mappings.split(',')) {
    const [offsets = 0, sources, lines = 0, columns = 0] = readNumbers(segment)
    offset += offsets
    if (sources === undefined) continue
    source += sources
    line += lines
    column += columns
    yield { offset, source, line, column }
  }
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 VLQ: five bits of a number per character, the lowest first; the lowest bit of a number is its sign. */
function readNumbers(segment: string): readonly number[] {
  const numbers: number[] = []
  let [value, shift] = [0, 0]
  for (const character of segment) {
    const digit = base64.indexOf(character)
    value += (digit & 31) * 2 ** shift
    shift += 5
    if (digit >= 32) continue
    const size = Math.floor(value / 2)
    numbers.push(value % 2 === 1 ? -size : size)
    value = shift = 0
  }
  return numbers
}

// Numbers of DWARF 4, section 7.
const unitTag = 0x11
const attributes = { name: 0x03, lines: 0x10, low: 0x11, high: 0x12, language: 0x13 } as const
const forms = { address: 0x01, data2: 0x05, data4: 0x06, string: 0x08, offset: 0x17 } as const
/** No language of the list has the types of AssemblyScript; of C the debuggers expect nothing. */
const languageC99 = 0x0c
const version = 4
const addressBytes = 4

const abbreviations = [
  [1, unitTag, 0],
  [attributes.name, forms.string],
  [attributes.language, forms.data2],
  [attributes.lines, forms.offset],
  [attributes.low, forms.address],
  [attributes.high, forms.data4],
  [0, 0, 0],
].flat()

function encodeUnit(name: string, codeBytes: number): readonly number[] {
  const entry = [1, ...text(name), ...u16(languageC99), ...u32(0), ...u32(0), ...u32(codeBytes)]
  return withLength([...u16(version), ...u32(0), addressBytes, ...entry])
}

/** The numbers of operands of the standard operations 1 to 12. */
const operandCounts = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]
const operations = { copy: 1, advanceAddress: 2, advanceLine: 3, setFile: 4, setColumn: 5 } as const
const extended = { endSequence: 1, setAddress: 2 } as const

function encodeLines(sources: readonly string[], sequences: readonly number[]): readonly number[] {
  const specialOperations = [-3 & 0xff, 12, operandCounts.length + 1]
  const files = sources.flatMap((path) => [...text(path), 0, 0, 0])
  const head = [1, 1, 1, ...specialOperations, ...operandCounts, 0, ...files, 0]
  return withLength([...u16(version), ...u32(head.length), ...head, ...sequences])
}

/** The rows of a function that ends at `end`. */
function encodeSequence(rows: readonly Row[], end: number, codeStart: number): readonly number[] {
  const [first] = rows
  if (first === undefined) return []
  let [offset, line, file] = [first.offset, 1, 1]
  const bytes = [0, 1 + addressBytes, extended.setAddress, ...u32(offset - codeStart)]
  const advance = (to: number): void => {
    bytes.push(operations.advanceAddress, ...encodeU32(to - offset))
    offset = to
  }
  for (const row of rows) {
    advance(row.offset)
    if (row.source + 1 !== file) bytes.push(operations.setFile, ...encodeU32(row.source + 1))
    bytes.push(operations.advanceLine, ...encodeI32(row.line + 1 - line))
    bytes.push(operations.setColumn, ...encodeU32(row.column + 1), operations.copy)
    file = row.source + 1
    line = row.line + 1
  }
  advance(end)
  return [...bytes, 0, 1, extended.endSequence]
}

function withLength(content: readonly number[]): readonly number[] {
  return [...u32(content.length), ...content]
}

function u16(value: number): readonly number[] {
  return [value & 0xff, value >> 8]
}

function u32(value: number): readonly number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)]
}

function text(value: string): readonly number[] {
  return [...Buffer.from(value), 0]
}
