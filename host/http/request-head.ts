import { randomBytes } from 'node:crypto'
import { httpMethods } from '../../abi/enums.ts'
import { trimEnd, type ByteString } from '../exchange/byte-string.ts'
import { decodePercent, splitList } from '../exchange/http.ts'
import { getArguments } from '../exchange/request.ts'

/** The header fields that the server itself uses: the first line of each, as received. */
export interface HeadFields {
  override: ByteString | undefined
  authorization: ByteString | undefined
  requestId: ByteString | undefined
  acceptEncoding: ByteString | undefined
  contentLength: ByteString | undefined
  transferEncoding: ByteString | undefined
  connection: ByteString | undefined
  /** Whether any `Connection` line asks for another protocol. */
  asksUpgrade: boolean
}

/** The fields whose first line counts. */
type FirstField = Exclude<keyof HeadFields, 'asksUpgrade'>

/** Names in lower case by their length, so that most lines cost one look-up. */
const fieldsByLength: ReadonlyMap<number, readonly [name: string, field: FirstField]> = new Map(
  (
    [
      ['x-http-method-override', 'override'],
      ['authorization', 'authorization'],
      ['x-request-id', 'requestId'],
      ['accept-encoding', 'acceptEncoding'],
      ['content-length', 'contentLength'],
      ['transfer-encoding', 'transferEncoding'],
      ['connection', 'connection'],
    ] as const
  ).map((row) => [row[0].length, row]),
)

/** Picks those fields out of alternating names and values. */
export function scanHeaders(lines: readonly ByteString[]): HeadFields {
  const fields: HeadFields = {
    override: undefined,
    authorization: undefined,
    requestId: undefined,
    acceptEncoding: undefined,
    contentLength: undefined,
    transferEncoding: undefined,
    connection: undefined,
    asksUpgrade: false,
  }
  for (let i = 0; i < lines.length; i += 2) {
    const name = lines[i] ?? ''
    const row = fieldsByLength.get(name.length)
    if (row === undefined || name.toLowerCase() !== row[0]) continue
    const value = lines[i + 1] ?? ''
    fields[row[1]] ??= value
    if (row[1] === 'connection') fields.asksUpgrade ||= /upgrade/i.test(value)
  }
  return fields
}

/** Most header lines of a request. */
const mostLines = 1000

/**
 * The refusal of a head that another server might read differently: with a transfer coding other than `chunked`, or with a
 * coding and a length, which node:http's parser accepts if one of the lines is empty. Also for a head with too many lines.
 */
export function refusedHead(
  lines: readonly ByteString[],
  { transferEncoding, contentLength }: HeadFields,
): 'head-too-large' | 'ambiguous-length' | undefined {
  if (lines.length > 2 * mostLines) return 'head-too-large'
  if (transferEncoding === undefined) return undefined
  const isChunked = transferEncoding.trim().toLowerCase() === 'chunked'
  return isChunked && contentLength === undefined ? undefined : 'ambiguous-length'
}

/** What a request line asks for. */
export type RequestLine =
  | {
      readonly kind: 'request'
      readonly method: number
      readonly path: ByteString
      readonly uri: ByteString
      readonly query: ByteString
      readonly hasArguments: boolean
    }
  /** A method that is refused on every path; the connection stays. */
  | { readonly kind: 'refused'; readonly refusal: MethodRefusal }
  /** What Orthanc considers invalid HTTP; the connection ends. */
  | { readonly kind: 'broken'; readonly refusal: 'unsupported-version' | 'unknown-method' }
  /** The target is not a path of this server: the connection ends without an answer. */
  | { readonly kind: 'dropped' }

interface SentLine {
  readonly method: string
  readonly target: ByteString
  readonly version: string
}

/** Reads a request line as Orthanc does, with the override of its method. */
export function readRequestLine(sent: SentLine, override: ByteString | undefined): RequestLine {
  if (sent.version !== '1.1' && sent.version !== '1.0')
    return { kind: 'broken', refusal: 'unsupported-version' }
  if (!sent.target.startsWith('/')) return { kind: 'dropped' }
  const target = readTarget(sent.target)
  const rule = readMethod(sent.method, override, target.query)
  if (rule.kind === 'unknown') return { kind: 'broken', refusal: 'unknown-method' }
  if (rule.kind === 'refused') return rule
  const { path, uri, query } = target
  const hasArguments = sent.method === 'GET' && sent.target.includes('?')
  return { kind: 'request', method: rule.method, path, uri, query, hasArguments }
}

/**
 * Whether a connection stays: by its first `Connection` line, which keeps it only with `keep-alive`. A connection that
 * asks for another protocol ends after the answer.
 *
 * *Differs:* Orthanc keeps one that asks for HTTP/2 (`Upgrade: h2c`), which it does not speak; but node:http loses the
 * requests after it, and the client would wait for their answers.
 */
export function keepsConnection(version: string, fields: HeadFields): boolean {
  const { connection, asksUpgrade } = fields
  if (connection === undefined) return version === '1.1'
  if (asksUpgrade) return false
  return splitList(connection.toLowerCase()).includes('keep-alive')
}

const requestIdForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/

/** How requests are identified. */
export interface RequestIds {
  /** Returns the id of a request whose client sends none. */
  readonly newId: () => string
  /** Whether every answer has the id of its request. */
  readonly showsIds: boolean
}

/** The id of a request, and the one in its answer: the client's own id, if it is safe to log and to send back, or any. */
export function identify(
  given: ByteString | undefined,
  { newId, showsIds }: RequestIds,
): { readonly id: string; readonly shownId: string | undefined } {
  const own = given !== undefined && requestIdForm.test(given) ? given : undefined
  const id = own ?? newId()
  return { id, shownId: showsIds ? id : own }
}

/** Returns ids for requests whose clients send none; the random part differs between hosts. */
export function createIds(): () => string {
  const host = randomBytes(3).toString('hex')
  let count = 0
  return () => `${host}-${(++count).toString(36)}`
}

/** The parts of a request target. */
export interface RequestTarget {
  /** Decoded, dot segments resolved, without a final `/`: what routes are matched with. */
  readonly path: ByteString
  /** The same with its final `/`: what error answers quote. */
  readonly uri: ByteString
  /** What follows the first `?`, not decoded. */
  readonly query: ByteString
}

/** What makes a target differ from its path: escapes, backslashes, dots that end a segment, empty segments. */
const unusual = /[%+\\]|\.(?:\/|$)|\/\//

/** Splits a target in origin form (`/path?query`) as Orthanc does; bytes in, bytes out. */
export function readTarget(target: ByteString): RequestTarget {
  const at = target.indexOf('?')
  const sent = at < 0 ? target : target.slice(0, at)
  const query = at < 0 ? '' : target.slice(at + 1)
  const uri = unusual.test(sent) ? normalisePath(decodePath(sent)) : sent
  const path = uri.length > 1 && uri.endsWith('/') ? uri.slice(0, -1) : uri
  return { path, uri, query }
}

/** Decodes percent escapes once, and `+` as a space; keeps invalid escapes; a NUL ends the path. */
export function decodePath(sent: ByteString): ByteString {
  const decoded = decodePercent(sent.replaceAll('+', ' '))
  const end = decoded.indexOf('\0')
  return end < 0 ? decoded : decoded.slice(0, end)
}

/** `\` is `/`; dot segments are resolved, runs of `/` are one, and the dots at the end of a segment vanish. */
export function normalisePath(decoded: ByteString): ByteString {
  const resolved = resolveDots(decoded.replaceAll('\\', '/').split('/').slice(1))
  // On Windows `x.` is `x`, so Orthanc's web server drops such dots everywhere.
  const segments = resolved.map((segment) => trimEnd(segment, '.'))
  const kept = segments.filter((segment) => segment !== '')
  const slash = kept.length > 0 && segments.at(-1) === '' ? '/' : ''
  return `/${kept.join('/')}${slash}`
}

/** RFC 3986, 5.2.4, on segments: `.` is nothing, `..` takes the one before; as the last they leave an empty one. */
function resolveDots(segments: readonly ByteString[]): ByteString[] {
  const resolved: ByteString[] = []
  for (const segment of segments) {
    if (segment === '..') resolved.pop()
    else if (segment !== '.') resolved.push(segment)
  }
  const last = segments.at(-1)
  if (last === '.' || last === '..') resolved.push('')
  return resolved
}

type MethodRefusal = 'method-not-found' | 'method-refused'

/** How a method is handled, after overriding. */
export type MethodRule =
  | { readonly kind: 'method'; readonly method: number }
  /** An empty answer, on every path. */
  | { readonly kind: 'refused'; readonly refusal: MethodRefusal }
  /** Orthanc's web server does not know the method: 400, and the connection ends. */
  | { readonly kind: 'unknown' }

const notFound: MethodRule = { kind: 'refused', refusal: 'method-not-found' }
const badRequest: MethodRule = { kind: 'refused', refusal: 'method-refused' }
const unknown: MethodRule = { kind: 'unknown' }

const rules: ReadonlyMap<string, MethodRule> = new Map<string, MethodRule>([
  ...Object.entries(httpMethods).map(
    ([name, method]) => [name.toUpperCase(), { kind: 'method', method }] as const,
  ),
  ...['HEAD', 'OPTIONS', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MKCOL'].map(
    (name) => [name, notFound] as const,
  ),
  ...['PATCH', 'COPY', 'MOVE', 'REPORT', 'CONNECT'].map((name) => [name, badRequest] as const),
])

/**
 * The method of a request: `X-HTTP-Method-Override` of any known method, else `_method` of a GET's query, makes it PUT or
 * DELETE; an empty text changes nothing, any other is refused.
 */
export function readMethod(sent: string, override: string | undefined, query: string): MethodRule {
  const rule = rules.get(sent) ?? unknown
  if (rule.kind === 'unknown') return rule
  const wanted = override ?? (sent === 'GET' ? overrideOf(query) : '')
  if (wanted === '') return rule
  const upper = wanted.toUpperCase()
  if (upper === 'PUT' || upper === 'DELETE') return rules.get(upper) ?? unknown
  return rule === notFound ? rule : badRequest
}

function overrideOf(query: string): string {
  if (!query.includes('_method')) return ''
  const found = getArguments({ query, hasArguments: true }).find(([name]) => name === '_method')
  return found?.[1] ?? ''
}
