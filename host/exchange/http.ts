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

/** Statuses whose answers have no body (RFC 9110, 15.3.5, 15.3.6, 15.4.5). */
export const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * The statuses that Orthanc has a name for, with that name: what a plugin may send. 301 and 405 have functions of their
 * own. Names are those of Orthanc (RFC 7231 and before), not the newest ones: 413 is `Request Entity Too Large`.
 */
export const statusReasons: ReadonlyMap<number, string> = new Map([
  [100, 'Continue'],
  [101, 'Switching Protocols'],
  [102, 'Processing'],
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [203, 'Non-Authoritative Information'],
  [204, 'No Content'],
  [205, 'Reset Content'],
  [206, 'Partial Content'],
  [207, 'Multi-Status'],
  [208, 'Already Reported'],
  [226, 'IM Used'],
  [300, 'Multiple Choices'],
  [301, 'Moved Permanently'],
  [302, 'Found'],
  [303, 'See Other'],
  [304, 'Not Modified'],
  [305, 'Use Proxy'],
  [307, 'Temporary Redirect'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [407, 'Proxy Authentication Required'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [412, 'Precondition Failed'],
  [413, 'Request Entity Too Large'],
  [414, 'Request-URI Too Long'],
  [415, 'Unsupported Media Type'],
  [416, 'Requested Range Not Satisfiable'],
  [417, 'Expectation Failed'],
  [422, 'Unprocessable Entity'],
  [423, 'Locked'],
  [424, 'Failed Dependency'],
  [426, 'Upgrade Required'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
  [505, 'HTTP Version Not Supported'],
  [506, 'Variant Also Negotiates'],
  [507, 'Insufficient Storage'],
  [509, 'Bandwidth Limit Exceeded'],
  [510, 'Not Extended'],
])
