import { basicCredentials, credentialsOf } from '../exchange/http-grammar.ts'
import { trimEnd, type ByteString } from '../exchange/byte-string.ts'

/** Where a real Orthanc is, and as whom it is asked. */
export interface OrthancUrl {
  readonly isSecure: boolean
  readonly hostname: string
  readonly port: number | undefined
  /** The value of the `Host` header. */
  readonly host: string
  /** What its paths begin with, without a final `/`. */
  readonly basePath: string
  /** The value of the `Authorization` header, where the URL names a user. */
  readonly authorization: ByteString | undefined
  /** The URL without user and password: what may be logged. */
  readonly shown: string
}

/** What such a URL has to be, for messages. */
export const expectedOrthancUrl =
  'a URL that begins with http:// or https://, without query and fragment'

/** Takes the URL of an Orthanc apart; `undefined` if it is none. */
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
