/**
 * Text with one character for each byte, U+0000 to U+00FF, whose encoding is unknown. Paths, header values and all other strings
 * that a plugin and a client exchange are of this kind, so that their bytes pass unchanged.
 */
export type ByteString = string

/** U+FEFF is a character as any other: a value that begins with it is not the one without. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The bytes of a byte string, one per character. */
export function bytesOf(text: ByteString): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** The bytes as a byte string. */
export function byteStringFrom(bytes: Uint8Array): ByteString {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

/** The longest body that is text: cheaper to write together with its head. */
export const shortBodyBytes = 4096

/** A whole body: text or, if it is longer than `shortBodyBytes`, bytes. */
export type Body = Uint8Array<ArrayBuffer> | ByteString

export function bytesOfBody(body: Body): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? bytesOf(body) : body
}

/** The text that the bytes mean in UTF-8; invalid bytes become U+FFFD. */
export function textOf(bytes: ByteString): string {
  return /^[\0-\x7f]*$/.test(bytes) ? bytes : decoder.decode(bytesOf(bytes))
}

/** A text as the bytes of its UTF-8. */
export function byteStringOf(text: string): ByteString {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The text without the run of that character at its end; `/x+$/` would take quadratic time for a run that ends earlier. */
export function trimEnd(text: ByteString, character: string): ByteString {
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === character) end--
  return text.slice(0, end)
}
