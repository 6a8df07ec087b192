import { httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Sender } from '../exchange/ports.ts'
import { valuesOf, type Request } from '../exchange/request.ts'
import type { OrthancUrl } from '../config/orthanc-url.ts'
import { connectionFields, headerPairs, splitList } from '../exchange/http.ts'

/** All characters that a path cannot contain literally (RFC 3986, 3.3), and `+`, which Orthanc reads as a space. */
const escapedInPath = /[^A-Za-z0-9\-._~!$&'()*,;=:@/]/g
/** Characters that would end the request line, or are not ASCII; others of a query stay as they are. */
// oxlint-disable-next-line no-control-regex -- these are the characters that HTTP does not allow
const escapedInQuery = /[\x00-\x20\x7f]/g

/** The request target whose bytes mean what those of the client's meant. */
export function proxiedTarget({ basePath }: OrthancUrl, request: Request): ByteString {
  const { uri, query, hasArguments } = request
  const path = basePath + uri.replace(escapedInPath, escapeByte)
  if (query === '' && !hasArguments) return path
  return `${path}?${query.replace(escapedInQuery, escapeByte)}`
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Fields that are written again, and `Expect`: the body has arrived, so `100 Continue` is not needed. */
const replaced: ReadonlySet<string> = new Set(['expect', 'host', 'x-forwarded-for'])

/** The header lines of a client's request to Orthanc, as alternating names and values. */
export function proxiedLines(
  request: Request,
  url: OrthancUrl,
  options: { readonly authorization: 'passed' | 'dropped'; readonly sender: Sender | undefined },
): readonly ByteString[] {
  const passed = endToEndHeaders(request.headerLines).filter(([name, value]) => {
    const lowerCase = name.toLowerCase()
    if (lowerCase === 'authorization')
      return url.authorization === undefined && options.authorization === 'passed'
    // An empty one says that `_method` does not count, and changes nothing
    if (lowerCase === 'x-http-method-override') return value === ''
    return !replaced.has(lowerCase)
  })
  return [
    ['Host', url.host] as const,
    ...passed,
    ...(url.authorization === undefined ? [] : [['Authorization', url.authorization] as const]),
    ...forwardedHeaders(request, options.sender),
    ...lengthHeaders(request),
  ].flat()
}

/** The sender and its protocol: for Orthanc's log, and the URLs in its answers. Fields of a proxy before us are kept. */
function forwardedHeaders({ headerLines }: Request, sender: Sender | undefined): readonly Header[] {
  const before = valuesOf(headerLines, 'x-forwarded-for')
  const path = [...before, ...(sender?.address === undefined ? [] : [sender.address])]
  const headers: Header[] = path.length === 0 ? [] : [['X-Forwarded-For', path.join(', ')]]
  const [host] = valuesOf(headerLines, 'host')
  const isSaid = (name: string): boolean => valuesOf(headerLines, name).length > 0
  if (host !== undefined && !isSaid('x-forwarded-host')) headers.push(['X-Forwarded-Host', host])
  if (sender !== undefined && !isSaid('x-forwarded-proto'))
    headers.push(['X-Forwarded-Proto', sender.protocol])
  return headers
}

function lengthHeaders({ method, body, stream }: Request): readonly Header[] {
  if (stream !== undefined)
    return stream.length === undefined
      ? [['Transfer-Encoding', 'chunked']]
      : [['Content-Length', String(stream.length)]]
  const hasBody = method === httpMethods.Post || method === httpMethods.Put
  return hasBody ? [['Content-Length', String(body.length)]] : []
}

/** Fields about one connection alone, and for a proxy itself (RFC 9110, 7.6.1 and 11.7). */
const hopByHop: ReadonlySet<string> = new Set([
  ...connectionFields,
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
])

/** Of alternating names and values those that a proxy passes on, in their order and case. */
export function endToEndHeaders(lines: readonly ByteString[]): readonly Header[] {
  const headers = headerPairs(lines)
  const named = namedByConnection(headers)
  return headers.filter(([name]) => {
    const lowerCase = name.toLowerCase()
    return !hopByHop.has(lowerCase) && !named.has(lowerCase)
  })
}

/** Further fields about the connection, which its sender lists in `Connection`. */
function namedByConnection(headers: readonly Header[]): ReadonlySet<string> {
  const values = headers.filter(([name]) => name.toLowerCase() === 'connection')
  return new Set(values.flatMap(([, value]) => splitList(value.toLowerCase())))
}
