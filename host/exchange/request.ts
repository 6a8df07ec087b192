import { httpMethods } from '../../abi/enums.ts'
import type { ByteString } from './byte-string.ts'
import { noBytes } from './bytes.ts'
import { rememberLast } from './remember-last.ts'

/** A request to a plugin; plain data. */
export interface Request {
  /** Unique in this host; in each log line of the request. */
  readonly id: string
  /** One of `httpMethods`, after overriding. */
  readonly method: number
  /** Decoded, dot segments resolved, without a final `/`: what routes are matched with. */
  readonly path: ByteString
  /** The path as error answers quote it: a final `/` is kept. */
  readonly uri: ByteString
  /** What follows the `?`, not decoded. */
  readonly query: ByteString
  /** True if the query becomes GET arguments: the request was sent as GET, with a `?`. */
  readonly hasArguments: boolean
  /** Alternating names and values, as received. */
  readonly headerLines: readonly ByteString[]
  /** Empty but for POST and PUT. */
  readonly body: Uint8Array
  /** A body that has not arrived yet, in place of `body`; only for the upstream Orthanc. */
  readonly stream?: BodyStream
}

/** A GET request of this host itself. */
export function ownRequest(id: string, path: ByteString): Request {
  return {
    id,
    method: httpMethods.Get,
    path,
    uri: path,
    query: '',
    hasArguments: false,
    headerLines: [],
    body: noBytes,
  }
}

/** A body that is passed on while it arrives. */
export interface BodyStream {
  /** The announced length; `undefined`: its end shows. */
  readonly length: number | undefined
  /**
   * Reads the body. The next piece is read after `wantMore`. `onEnd` is called when the body has ended, or when its client has
   * left before that.
   */
  read(
    take: (piece: Uint8Array, wantMore: () => void) => void,
    onEnd: (isWhole: boolean) => void,
  ): void
}

/** Bytes that stay where they are until they are copied to their destination. */
export interface BodySource {
  readonly length: number
  /** Fills `target`, which has `length` bytes. */
  copyTo(target: Uint8Array): void
}

/** A request as an instance receives it: the body is copied straight into the guest's memory. */
export type InstanceRequest = Omit<Request, 'body'> & { readonly body: Uint8Array | BodySource }

/** The body of such a request as bytes. */
export function wholeBody(body: InstanceRequest['body']): Uint8Array {
  if (body instanceof Uint8Array) return body
  const bytes = new Uint8Array(body.length)
  body.copyTo(bytes)
  return bytes
}

export type Pair = readonly [name: ByteString, value: ByteString]

/** Orthanc reads this many header lines and ignores later ones. */
const maxHeaderLines = 64

const methodNames = new Map<number, string>(
  Object.entries(httpMethods).map(([name, number]) => [number, name.toUpperCase()]),
)

/** The method's name as HTTP writes it: `GET`. */
export function methodName(method: number): string {
  return methodNames.get(method) ?? String(method)
}

/** The GET arguments in order, duplicates kept, not decoded; `a` is `a=`, an empty piece a pair of empty strings. */
export function getArguments(request: Pick<Request, 'query' | 'hasArguments'>): readonly Pair[] {
  if (!request.hasArguments) return []
  return request.query.split('&').map((piece) => {
    const at = piece.indexOf('=')
    return at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)]
  })
}

/** The headers as a plugin sees them: names in lower case, sorted by bytes, the first of each name. */
export const requestHeaders = rememberLast((lines: readonly ByteString[]): readonly Pair[] => {
  const byName = new Map<ByteString, ByteString>()
  for (let i = 0; i + 1 < Math.min(lines.length, 2 * maxHeaderLines); i += 2) {
    const name = (lines[i] ?? '').toLowerCase()
    if (!byName.has(name)) byName.set(name, lines[i + 1] ?? '')
  }
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1))
})

/** The values of the lines of that name, which is in lower case. */
export function valuesOf(lines: readonly ByteString[], name: string): readonly ByteString[] {
  return lines.filter((_, i) => i % 2 === 1 && lines[i - 1]?.toLowerCase() === name)
}

/** In lower case. */
const credentialFields: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization'])

/** The request without the header fields that hold passwords: `Authorization` and `Proxy-Authorization`. */
export function withoutCredentials(request: Request): Request {
  const { headerLines } = request
  const shown = headerLines.filter(
    (_, i) => !credentialFields.has(headerLines[i - (i % 2)]?.toLowerCase() ?? ''),
  )
  return { ...request, headerLines: shown }
}
