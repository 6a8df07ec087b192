import { STATUS_CODES } from 'node:http'
import type { Header } from '../../exchange/answer.ts'
import { framingFields, isFieldValue, isToken, statusReasons } from '../../exchange/http.ts'
import type { HttpSettings } from '../../config/settings.ts'

/** The `Connection` header of an answer after which the connection ends. */
export const connectionClose = ['Connection', 'close'] as const

/** The headers that every answer begins with, in Orthanc's order: names and values in turn. */
export function commonHeaders(settings: HttpSettings): readonly string[] {
  if (!settings.keepAlive) return connectionClose
  return ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${settings.keepAliveTimeoutS}`]
}

/** The reason phrase of a status line: Orthanc's, else Node's, which a proxied answer may need. */
export function reasonOf(status: number): string {
  return statusReasons.get(status) ?? STATUS_CODES[status] ?? ''
}

const longestShown = 100
const longestFraming = 'transfer-encoding'.length

/** The name of the first header that HTTP does not allow: its name is not a token, or its value has control characters. */
export function unsendableHeader(headers: readonly Header[]): string | undefined {
  const wrong = headers.find(([name, value]) => !isToken(name) || !isFieldValue(value))
  return wrong && JSON.stringify(wrong[0].slice(0, longestShown))
}

/** `first` and then `headers` without framing headers, as names and values in turn. */
export function flattenHeaders(first: readonly string[], headers: readonly Header[]): string[] {
  const lines = first.slice()
  for (const [name, value] of headers) if (!isFraming(name)) lines.push(name, value)
  return lines
}

function isFraming(name: string): boolean {
  return name.length <= longestFraming && framingFields.has(name.toLowerCase())
}

/** The bytes of an answer without a body, for where node:http has no response to write to. */
export function rawAnswer(
  status: number,
  first: readonly string[],
  headers: readonly Header[] = [],
): string {
  const lines = [`HTTP/1.1 ${status} ${reasonOf(status)}`]
  for (let i = 0; i < first.length; i += 2) lines.push(`${first[i]}: ${first[i + 1]}`)
  for (const [name, value] of headers) lines.push(`${name}: ${value}`)
  lines.push('X-Content-Type-Options: nosniff', 'Content-Length: 0')
  return `${lines.join('\r\n')}\r\n\r\n`
}
