import { ByteReader } from './byte-reader.ts'

/** An unsigned LEB128. */
export function encodeU32(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

/** A vector with so many elements more, which are `added`. */
export function appendedVector(vector: Uint8Array, count: number, added: Uint8Array): Uint8Array {
  const reader = new ByteReader(vector, 0, vector.length)
  const total = Uint8Array.from(encodeU32(reader.u32() + count))
  return Buffer.concat([total, vector.subarray(reader.position), added])
}

/** Its parts, which are not copied. */
export function encodeSection(id: number, content: Uint8Array): readonly Uint8Array[] {
  return [Uint8Array.from([id, ...encodeU32(content.length)]), content]
}
