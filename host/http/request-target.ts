import { decodePercent } from '../exchange/http.ts'
import { trimEnd, type ByteString } from '../exchange/byte-string.ts'

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
