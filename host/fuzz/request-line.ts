import { textOf } from '../exchange/byte-string.ts'
import { escapeText } from '../exchange/log.ts'
import { methodName, type Request } from '../exchange/request.ts'

/** Characters of one line that are told, and header lines. */
const longestLine = 300
const headersTold = 10
/** Bytes of a body that are told. */
const bodyTold = 32

/** A request as lines for a person: what a client would send. */
export function requestLines(request: Omit<Request, 'body'>, body: Uint8Array): readonly string[] {
  const { method, uri, query, headerLines } = request
  const target = query === '' && !request.hasArguments ? uri : `${uri}?${query}`
  const lines = [`${methodName(method)} ${shown(target)}`]
  for (let i = 0; i + 1 < headerLines.length && i < 2 * headersTold; i += 2)
    lines.push(`  ${shown(`${headerLines[i]}: ${headerLines[i + 1]}`)}`)
  if (body.length > 0) lines.push(`  ${bodyLine(body)}`)
  return lines
}

function shown(text: string): string {
  const line = escapeText(textOf(text.slice(0, longestLine)))
  return text.length > longestLine ? `${line}… (${text.length} bytes)` : line
}

function bodyLine(body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, bodyTold)).toString('hex')
  return `body of ${body.length} bytes: ${start}${body.length > bodyTold ? '…' : ''}`
}
