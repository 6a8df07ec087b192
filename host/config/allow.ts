import { fixedLimits } from '../exchange/limits.ts'
import { decodePercent } from '../exchange/http.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { AccessPolicy } from './settings.ts'

/** Methods of an entry for the REST API. */
const methods = ['GET', 'POST', 'PUT', 'DELETE', '*'] as const

/**
 * Forms that some server or proxy reads as another path than the one that is compared with the entries. They are searched in the
 * path at every level of encoding.
 */
const ambiguities: readonly RegExp[] = [
  // Orthanc drops dots at the end of a segment, Windows spaces as well; `.` and `..` are resolved.
  /[. ](?:[/;]|$)/,
  // An empty segment vanishes in Orthanc, nginx and Apache, and one that begins with `;` in Tomcat and Jetty.
  /\/[/;]/,
  // Orthanc and IIS read `\` as `/`, and split the path after they have decoded it.
  /\\|%2f/i,
  // A proxy that decodes a path and does not encode it again ends it here.
  /[?#]/,
  // Orthanc ends a path at NUL; other servers trim line breaks, or read a header in them.
  // oxlint-disable-next-line no-control-regex -- these are the characters that no path has
  /[\x00-\x1f\x7f]/,
  // IIS decodes these, too.
  /%u[0-9a-f]{4}/i,
]
/** No honest path is encoded more often. */
const maxDecodings = 8

/** The form of a path, for messages. */
export const expectedPath =
  'a path without empty segments, segments that end in "." or a space or begin with ";", "\\", "#" and control characters, and without these, "/" and "?" in encoded form'

/** The path and the query of a call of the REST API. */
export interface RestTarget {
  /** Begins with `/`; without a final `/`, unless it is all. It is not decoded, neither here nor in Orthanc. */
  readonly path: ByteString
  /** What follows the first `?`; `undefined` without one. */
  readonly query: ByteString | undefined
}

/** Whether a server may read a path as another one, also after it has decoded it any number of times. */
function isAmbiguous(path: string): boolean {
  let text = path
  for (let i = 0; i < maxDecodings; i++) {
    if (ambiguities.some((form) => form.test(text))) return true
    const decoded = decodePercent(text)
    if (decoded === text) return false
    text = decoded
  }
  return true
}

/** The path and query of the URI of a call; `undefined` without a path, or for a path that another server may read differently. */
export function readRestTarget(uri: ByteString): RestTarget | undefined {
  if (uri.length > fixedLimits.uriBytes) return undefined
  const at = uri.indexOf('?')
  const whole = at < 0 ? uri : uri.slice(0, at)
  if (!whole.startsWith('/') || isAmbiguous(whole)) return undefined
  const path = whole.length > 1 && whole.endsWith('/') ? whole.slice(0, -1) : whole
  return { path, query: at < 0 ? undefined : uri.slice(at + 1) }
}

/**
 * The URL of a request to another server, or of a redirect that `base` answered; `undefined` for one that is not `http:`
 * or `https:`, or whose path another server may read differently. Requests must be made from this URL and not from the text.
 */
export function readHttpTarget(text: string, base?: string): URL | undefined {
  if (text.length > fixedLimits.uriBytes || !URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:'
  return isHttp && !isAmbiguous(url.pathname) ? url : undefined
}

/**
 * The requests that one plugin may send; none unless listed.
 *
 * In a path `*` stands for one segment that is not empty, and at the end for all that follows, also for nothing:
 * `/instances/*` is everything below `/instances/`, and not `/instances`. Everything else is compared as it is.
 */
export class Allow {
  readonly #rest: readonly { readonly method: string; readonly path: string }[]
  readonly #http: readonly { readonly origin: string; readonly path: string }[]

  /** Entries that `wrongRestEntry` or `wrongHttpEntry` object to allow nothing. */
  constructor({ restApi, http }: Pick<AccessPolicy, 'restApi' | 'http'>) {
    this.#rest = restApi
      .filter((entry) => wrongRestEntry(entry) === undefined)
      .map((entry) => ({ method: beforeSpace(entry), path: afterSpace(entry) }))
    this.#http = http
      .filter((entry) => wrongHttpEntry(entry) === undefined)
      .map((entry) => new URL(entry))
      .map(({ origin, pathname }) => ({ origin, path: pathname }))
  }

  /** Whether a call of the REST API may be sent. */
  restApi(method: string, { path }: RestTarget): boolean {
    return this.#rest.some(
      (entry) => (entry.method === '*' || entry.method === method) && matches(entry.path, path),
    )
  }

  /** Whether a request to another server may be sent: scheme, host and port are compared, then the path. */
  http({ origin, pathname }: URL): boolean {
    return this.#http.some((entry) => entry.origin === origin && matches(entry.path, pathname))
  }
}

/** What is wrong with an entry of `Allow.RestApi`; `undefined` for a valid one. */
export function wrongRestEntry(entry: string): string | undefined {
  if (!/^\S+ \/\S*$/.test(entry)) return 'expected a method and a path, like "GET /instances/*"'
  if (!methods.some((method) => method === beforeSpace(entry)))
    return 'expected GET, POST, PUT, DELETE or * in front of the path'
  const path = afterSpace(entry)
  if (path.length > 1 && path.endsWith('/')) return 'expected a path without "/" at its end'
  return wrongPath(path)
}

/** What is wrong with an entry of `Allow.Http`; `undefined` for a valid one. */
export function wrongHttpEntry(entry: string): string | undefined {
  const parts = /^https?:\/\/([^\s/?#\\]+)(\/\S*)?$/i.exec(entry)
  if (parts === null || !URL.canParse(entry)) return 'expected a URL, like "https://host/*"'
  const [, authority = '', path] = parts
  if (authority.includes('@')) return 'expected a URL without a user'
  if (authority.includes('*')) return 'expected the whole name of one host: "*" stands in the path'
  if (path === undefined) return 'expected a path after the host, at least "/", or "/*" for all'
  return wrongPath(path)
}

function wrongPath(path: string): string | undefined {
  if (/[?#]/.test(path)) return 'expected a path without query and fragment'
  if (isAmbiguous(path)) return `expected ${expectedPath}`
  const isWhole = path.split('/').every((segment) => segment === '*' || !segment.includes('*'))
  return isWhole ? undefined : 'expected "*" for a whole segment of the path, between two "/"'
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const segments = path.split('/')
  const isOpen = wanted.at(-1) === '*'
  if (isOpen ? segments.length < wanted.length : segments.length !== wanted.length) return false
  const closed = isOpen ? wanted.slice(0, -1) : wanted
  return closed.every((segment, i) =>
    segment === '*' ? segments[i] !== '' : segment === segments[i],
  )
}

function beforeSpace(entry: string): string {
  return entry.slice(0, entry.indexOf(' '))
}

function afterSpace(entry: string): string {
  return entry.slice(entry.indexOf(' ') + 1)
}
