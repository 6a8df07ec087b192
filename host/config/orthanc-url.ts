import { basicCredentials, credentialsOf } from '../exchange/http.ts'
import { trimEnd, type ByteString } from '../exchange/byte-string.ts'

/** The address of a real Orthanc, and the user of requests to it. */
export interface OrthancUrl {
  readonly isSecure: boolean
  readonly hostname: string
  readonly port: number | undefined
  /** The value of the `Host` header. */
  readonly host: string
  /** The prefix of its paths, without a final `/`. */
  readonly basePath: string
  /** The value of the `Authorization` header, if the URL names a user. */
  readonly authorization: ByteString | undefined
  /** The URL without user and password: what may be logged. */
  readonly shown: string
}

/** The form of such a URL, for messages. */
export const expectedOrthancUrl =
  'a URL that begins with http:// or https://, without query and fragment'

/** Parses the URL of an Orthanc; `undefined` for another text. */
export function readOrthancUrl(text: string): OrthancUrl | undefined {
  if (!/^https?:\/\/[^/?#]/i.test(text) || /[?#]/.test(text) || !URL.canParse(text))
    return undefined
  const url = new URL(text)
  const basePath = trimEnd(url.pathname, '/')
  return {
    isSecure: url.protocol === 'https:',
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    host: url.host,
    basePath,
    authorization: authorizationOf(url),
    shown: `${url.protocol}//${url.host}${basePath}`,
  }
}

/** Basic authentication as the user of the URL. */
function authorizationOf(url: URL): ByteString | undefined {
  const credentials = credentialsOf(url)
  return credentials === undefined ? undefined : basicCredentials(credentials)
}
