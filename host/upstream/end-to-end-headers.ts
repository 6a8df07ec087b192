import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { connectionFields, headerPairs, splitList } from '../exchange/http-grammar.ts'

/** Fields about one connection alone, and for a proxy itself (RFC 9110, 7.6.1 and 11.7). */
const hopByHop: ReadonlySet<string> = new Set([
  ...connectionFields,
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
])

/** What of names and values in turn goes on to the other side, in its order and case. */
export function endToEndHeaders(lines: readonly ByteString[]): readonly Header[] {
  const headers = headerPairs(lines)
  const named = namedByConnection(headers)
  return headers.filter(([name]) => {
    const lowerCase = name.toLowerCase()
    return !hopByHop.has(lowerCase) && !named.has(lowerCase)
  })
}

/** A sender lists further lines of that kind as options of the connection. */
function namedByConnection(headers: readonly Header[]): ReadonlySet<string> {
  const values = headers.filter(([name]) => name.toLowerCase() === 'connection')
  return new Set(values.flatMap(([, value]) => splitList(value.toLowerCase())))
}
