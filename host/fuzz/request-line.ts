import { textOf } from '../exchange/byte-string.ts'
import { titleOf } from '../exchange/change.ts'
import { escapeText } from '../exchange/log.ts'
import type { TracedRequest } from '../exchange/trace.ts'

/** How many characters of a line, and how many header lines, are printed. */
const longestLine = 300
const headersPrinted = 10
/** How many bytes of a body are printed. */
const bytesPrinted = 32

/** Formats a request as a client would send it, or names the change that it stands for. */
export function formatRequest(
  { request, route }: Pick<TracedRequest, 'request' | 'route'>,
  body: Uint8Array,
): readonly string[] {
  const { uri, query, headerLines } = request
  const target = query === '' && !request.hasArguments ? uri : `${uri}?${query}`
  const lines = [cutLine(titleOf(route, { ...request, path: target }))]
  for (let i = 0; i + 1 < headerLines.length && i < 2 * headersPrinted; i += 2)
    lines.push(`  ${cutLine(`${headerLines[i]}: ${headerLines[i + 1]}`)}`)
  if (body.length > 0) lines.push(`  ${formatBody(body)}`)
  return lines
}

function cutLine(text: string): string {
  const line = escapeText(textOf(text.slice(0, longestLine)))
  return text.length > longestLine ? `${line}… (${text.length} bytes)` : line
}

function formatBody(body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, bytesPrinted)).toString('hex')
  return `body of ${body.length} bytes: ${start}${body.length > bytesPrinted ? '…' : ''}`
}
