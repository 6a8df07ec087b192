import type { Header } from '../exchange/answer.ts'
import type { HttpSettings } from '../exchange/settings.ts'

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

/** What an answer says about its connection if that ends with it. */
export const closing = ['Connection', 'close'] as const

/** What every answer says about its connection, in Orthanc's order. */
export function openingLines(settings: HttpSettings): readonly string[] {
  if (!settings.keepAlive) return closing
  return ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${settings.keepAliveTimeoutS}`]
}

/** Lines that say how long a message is or when its connection ends: they are the server's own. */
const framing = new Set(['content-length', 'transfer-encoding', 'connection', 'trailer'])
const longestShown = 100
const longestFraming = 'transfer-encoding'.length

/** The name of the first header that HTTP does not allow: its name is not a token, or its value has control characters. */
export function unsendableHeader(headers: readonly Header[]): string | undefined {
  const wrong = headers.find(([name, value]) => !token.test(name) || forbiddenInValue.test(value))
  return wrong && JSON.stringify(wrong[0].slice(0, longestShown))
}

export function canSend(headers: readonly Header[]): boolean {
  return unsendableHeader(headers) === undefined
}

/** `opening` and the headers behind it as names and values in turn, without framing lines. */
export function flatLines(opening: readonly string[], headers: readonly Header[]): string[] {
  const lines = opening.slice()
  for (const [name, value] of headers) if (!isFraming(name)) lines.push(name, value)
  return lines
}

function isFraming(name: string): boolean {
  return name.length <= longestFraming && framing.has(name.toLowerCase())
}
