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

/** Basic authentication (RFC 7617, 2) as the user of the URL. */
function authorizationOf({ username, password }: URL): ByteString | undefined {
  if (username === '' && password === '') return undefined
  const credentials = `${decodeBytes(username)}:${decodeBytes(password)}`
  return `Basic ${Buffer.from(credentials, 'latin1').toString('base64')}`
}

/** A `%` that begins no escape stays: a password may hold one. */
function decodeBytes(text: string): ByteString {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
