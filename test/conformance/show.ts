/** The first bytes as text for a person. */
export function show(bytes: Buffer, longest = 300): string {
  const text = bytes
    .toString('latin1', 0, longest)
    .replaceAll(/[^\x20-\x7e]/g, (character) => JSON.stringify(character).slice(1, -1))
  return bytes.length > longest ? `${text}… (${bytes.length} bytes)` : text
}
