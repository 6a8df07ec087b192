import { httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Sender } from '../exchange/ports.ts'
import { valuesOf, type Request } from '../exchange/request.ts'
import { endToEndHeaders } from './end-to-end-headers.ts'
import type { OrthancUrl } from '../config/orthanc-url.ts'

/** Everything but what a path may hold as it is (RFC 3986, 3.3). A `+` would be read as a space. */
const escapedInPath = /[^A-Za-z0-9\-._~!$&'()*,;=:@/]/g
/** What would end the request line, or is no ASCII; all else of a query goes as it came. */
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

/** Lines that are said anew, or were met already: the body is there, so nobody waits for `100 Continue`. */
const replaced: ReadonlySet<string> = new Set(['expect', 'host', 'x-forwarded-for'])

/** Names and values in turn, of a client's request as Orthanc gets it. */
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

/** Who asked, and how: for Orthanc's log, and the URLs in its answers. What a proxy before us said is kept. */
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

function lengthHeaders({ method, body }: Request): readonly Header[] {
  const hasBody = method === httpMethods.Post || method === httpMethods.Put
  return hasBody ? [['Content-Length', String(body.length)]] : []
}
