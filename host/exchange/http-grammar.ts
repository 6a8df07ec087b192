import type { Header } from './answer.ts'
import type { ByteString } from './byte-string.ts'

/** A header name, and other tokens (RFC 9110, 5.6.2). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

export function isToken(text: ByteString): boolean {
  return token.test(text)
}

/** Whether a text may be the value of a header (RFC 9110, 5.5): it has no control characters but tabs. */
export function isFieldValue(text: ByteString): boolean {
  return !forbiddenInValue.test(text)
}

/** Whether a text cannot stand in a header line: CR and LF would end it, NUL hides what follows (RFC 9110, 5.5). */
export function breaksLine(text: ByteString): boolean {
  return /[\r\n\0]/.test(text)
}

/** The fields, in lower case, that say how long a message is or when its connection ends: the host writes them itself. */
export const framingFields: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'trailer',
  'transfer-encoding',
])

/** Further fields, in lower case, about one connection alone (RFC 9110, 7.6.1). */
export const connectionFields: ReadonlySet<string> = new Set([
  ...framingFields,
  'keep-alive',
  'te',
  'upgrade',
])

/** Alternating names and values as pairs. */
export function headerPairs(lines: readonly ByteString[]): readonly Header[] {
  const headers: Header[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) headers.push([lines[i] ?? '', lines[i + 1] ?? ''])
  return headers
}

/** The items of a header field that is a list (RFC 9110, 5.6.1), without the blanks around them. */
export function splitList(value: ByteString): readonly ByteString[] {
  return value.split(',').map((item) => item.trim())
}

/** The bytes that percent escapes stand for, decoded once. A `%` that begins no escape stays. */
export function decodePercent(text: ByteString): ByteString {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** The value of an `Authorization` header for `name:password` (RFC 7617, 2). */
export function basicCredentials(credentials: ByteString): ByteString {
  return `Basic ${Buffer.from(credentials, 'latin1').toString('base64')}`
}

/** `name:password` of a URL; `undefined` without both. */
export function credentialsOf({ username, password }: URL): ByteString | undefined {
  if (username === '' && password === '') return undefined
  return `${decodePercent(username)}:${decodePercent(password)}`
}
