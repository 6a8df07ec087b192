import { createHash, timingSafeEqual } from 'node:crypto'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import type { Header } from '../exchange/answer.ts'
import { refuseEmpty, type EmptyRefusal } from '../exchange/refusals.ts'

/** The header of an answer with status 401. */
export const challenge: Header = ['WWW-Authenticate', 'Basic realm="Orthanc Secure Area"']

/** Whether the value of the first `Authorization` header lets its sender in. */
export type Authorize = (authorization: ByteString | undefined) => boolean

/** Checks against the registered users, in a time that does not depend on names and passwords. */
export function authorizeUsers(users: ReadonlyMap<string, string>): Authorize {
  // timingSafeEqual needs values of the same length.
  const digests = [...users].map(([name, password]) =>
    digest(Buffer.from(byteStringOf(`${name}:${password}`), 'latin1').toString('base64')),
  )
  return (authorization) => {
    if (authorization === undefined || !authorization.startsWith('Basic ')) return false
    const received = digest(authorization.slice('Basic '.length))
    return digests.filter((known) => timingSafeEqual(known, received)).length > 0
  }
}

/** The refusal of a request whose credentials are absent or wrong; without the name of the user, which may be a mistyped password. */
export function refuseLogin(authorization: ByteString | undefined): EmptyRefusal {
  return refuseEmpty(authorization === undefined ? 'login-required' : 'login-failed')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest()
}
