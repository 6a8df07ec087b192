import type { Header } from '../exchange/answer.ts'
import { splitList, type ByteString } from '../exchange/byte-string.ts'

/**
 * Lines about one connection alone (RFC 9110, 7.6.1), about its framing, which is said anew, and for a proxy itself
 * (11.7).
 */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What of names and values in turn goes on to the other side, in its order and case. */
export function endToEndHeaders(lines: readonly ByteString[]): readonly Header[] {
  const headers = headersOf(lines)
  const named = namedByConnection(headers)
  return headers.filter(([name]) => {
    const lowerCase = name.toLowerCase()
    return !hopByHop.has(lowerCase) && !named.has(lowerCase)
  })
}

function headersOf(lines: readonly ByteString[]): readonly Header[] {
  const headers: Header[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) headers.push([lines[i] ?? '', lines[i + 1] ?? ''])
  return headers
}

/** A sender lists further lines of that kind as options of the connection. */
function namedByConnection(headers: readonly Header[]): ReadonlySet<string> {
  const values = headers.filter(([name]) => name.toLowerCase() === 'connection')
  return new Set(values.flatMap(([, value]) => splitList(value.toLowerCase())))
}
