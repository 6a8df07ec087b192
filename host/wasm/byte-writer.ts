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

/** A signed LEB128 of 32 bits; `value` may also be an address, which is unsigned. */
export function encodeI32(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value | 0; ; rest >>= 7) {
    const byte = rest & 0x7f
    if (rest >> 6 === 0 || rest >> 6 === -1) return [...bytes, byte]
    bytes.push(byte | 0x80)
  }
}

/** A vector: the number of items, then the items. */
export function encodeVector(items: readonly (readonly number[])[]): number[] {
  return [...encodeU32(items.length), ...items.flat()]
}

/** A section in two parts. Bytes are not copied. */
export function encodeSection(
  id: number,
  content: Uint8Array | readonly number[],
): readonly Uint8Array[] {
  const bytes = content instanceof Uint8Array ? content : Uint8Array.from(content)
  return [Uint8Array.from([id, ...encodeU32(bytes.length)]), bytes]
}
