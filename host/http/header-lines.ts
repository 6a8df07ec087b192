import type { Header } from '../exchange/answer.ts'
import { framingFields, isFieldValue, isToken } from '../exchange/http-grammar.ts'
import type { HttpSettings } from '../exchange/settings.ts'

/** What an answer says about its connection if that ends with it. */
export const closing = ['Connection', 'close'] as const

/** What every answer says about its connection, in Orthanc's order. */
export function openingLines(settings: HttpSettings): readonly string[] {
  if (!settings.keepAlive) return closing
  return ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${settings.keepAliveTimeoutS}`]
}

const longestShown = 100
const longestFraming = 'transfer-encoding'.length

/** The name of the first header that HTTP does not allow: its name is not a token, or its value has control characters. */
export function unsendableHeader(headers: readonly Header[]): string | undefined {
  const wrong = headers.find(([name, value]) => !isToken(name) || !isFieldValue(value))
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
  return name.length <= longestFraming && framingFields.has(name.toLowerCase())
}
