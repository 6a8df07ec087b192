import { encodeU32, encodeVector } from './byte-writer.ts'

/** The types of WebAssembly's numbers (WebAssembly 2.0, 5.3.1). */
const numberTypes = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c } as const

type NumberType = keyof typeof numberTypes

/** The type of a function. */
export interface FunctionType {
  readonly parameters: readonly NumberType[]
  readonly result: NumberType | undefined
}

/** The first bytes of a module: its name and the version of the format. */
const preamble = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** A table holds functions of modules only: a module that imports one as `host.f`, and exports it as `f`. */
export function functionModule({ parameters, result }: FunctionType): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...encodeTypes(parameters), ...encodeTypes(result ? [result] : [])]
  return new Uint8Array([
    ...preamble,
    ...encodeEntry(1, type),
    ...encodeEntry(2, [...encodeName('host'), ...encodeName('f'), 0x00, 0x00]),
    ...encodeEntry(7, [...encodeName('f'), 0x00, 0x00]),
  ])
}

function encodeTypes(names: readonly NumberType[]): number[] {
  return encodeVector(names.map((name) => [numberTypes[name]]))
}

function encodeName(text: string): number[] {
  return encodeVector(Array.from(Buffer.from(text), (byte) => [byte]))
}

/** A section with one entry. */
function encodeEntry(id: number, entry: readonly number[]): number[] {
  const content = encodeVector([entry])
  return [id, ...encodeU32(content.length), ...content]
}
