import { createHash, timingSafeEqual } from 'node:crypto'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import type { Header } from '../exchange/answer.ts'

/** What a client gets that is not let in. */
export const challenge: Header = ['WWW-Authenticate', 'Basic realm="Orthanc Secure Area"']

/** Whether the value of the first `Authorization` header lets its sender in. */
export type Authorize = (authorization: ByteString | undefined) => boolean

/** Checks against the registered users; the time it takes says nothing about names and passwords. */
export function authorizeUsers(users: ReadonlyMap<string, string>): Authorize {
  // Digests have one length, which timingSafeEqual wants
  const digests = [...users].map(([name, password]) =>
    digest(Buffer.from(byteStringOf(`${name}:${password}`), 'latin1').toString('base64')),
  )
  return (authorization) => {
    if (authorization === undefined || !authorization.startsWith('Basic ')) return false
    const given = digest(authorization.slice('Basic '.length))
    return digests.filter((known) => timingSafeEqual(known, given)).length > 0
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest()
}
