import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import type { HttpSettings } from '../exchange/settings.ts'
import { challenge } from './auth.ts'
import { openingLines } from './header-lines.ts'
import { rawAnswer } from './parse-error.ts'
import type { ClientConnection } from './pending-request.ts'
import { keepsConnection, scanHeaders, type HeadFields } from './request-head.ts'

/** A CONNECT, for which node:http has let go of the connection. */
interface ConnectRequest {
  readonly incoming: IncomingMessage
  readonly socket: Socket
  /** What came behind it. */
  readonly head: Buffer
  readonly connection: ClientConnection
}

/** What decides about the answer. */
interface RefusalOptions {
  readonly settings: HttpSettings
  isAllowed(authorization: ByteString | undefined): boolean
}

/**
 * Refuses CONNECT as PATCH is refused. Gives whether the connection goes on, and is node:http's again. *Differs:* with a
 * body, which a CONNECT cannot have (RFC 9110, 9.3.6), the connection ends. And where its client takes no answers, as
 * nothing watches over these.
 */
export function refuseConnect(request: ConnectRequest, options: RefusalOptions): boolean {
  const { incoming, socket, head, connection } = request
  if (!connection.isIdle) {
    connection.endSoon()
    // What follows is not looked at; only while it is read is a client heard that leaves.
    socket.resume()
    return false
  }
  const fields = scanHeaders(incoming.rawHeaders)
  const answer = answerTo(fields, options)
  const keeps = options.settings.keepAlive && keepsConnection(incoming.httpVersion, fields)
  if (!keeps || hasBody(fields) || socket.writableNeedDrain) {
    connection.end(answer)
    return false
  }
  socket.write(answer, 'latin1')
  if (head.length > 0) socket.unshift(head)
  return true
}

function answerTo({ authorization }: HeadFields, options: RefusalOptions): string {
  const opening = openingLines(options.settings)
  if (options.isAllowed(authorization)) return rawAnswer(400, opening)
  return rawAnswer(401, opening, [challenge])
}

function hasBody({ transferEncoding, contentLength }: HeadFields): boolean {
  return transferEncoding !== undefined || Number(contentLength ?? 0) > 0
}
