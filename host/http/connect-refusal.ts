import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import type { HttpSettings } from '../config/settings.ts'
import { refuseEmpty, type LogRefusal } from '../exchange/refusals.ts'
import { commonHeaders, rawAnswer } from './answer/answer-writer.ts'
import { challenge, refuseLogin } from './auth.ts'
import type { ClientConnection } from './pending-request.ts'
import { identify, keepsConnection, scanHeaders, type HeadFields } from './request-head.ts'
import { reportRefusal, type RequestTracking } from './request-report.ts'

/** A CONNECT, at which node:http detaches from the socket. */
interface ConnectRequest {
  readonly incoming: IncomingMessage
  readonly socket: Socket
  /** The bytes that followed its head. */
  readonly head: Buffer
  readonly connection: ClientConnection
}

interface RefusalOptions {
  readonly settings: HttpSettings
  isAllowed(authorization: ByteString | undefined): boolean
  readonly logRefusal: LogRefusal
  readonly tracking: RequestTracking
}

/**
 * Refuses CONNECT as PATCH is refused. Returns true if the connection stays, and node:http has to be attached again.
 * *Differs:* the connection ends after a CONNECT with a body, which it cannot have (RFC 9110, 9.3.6), and if its client reads
 * no answers, since nothing limits how many of these answers wait.
 */
export function refuseConnect(request: ConnectRequest, options: RefusalOptions): boolean {
  const { incoming, socket, head, connection } = request
  const fields = scanHeaders(incoming.rawHeaders)
  const { id, shownId } = identify(fields.requestId, options.tracking)
  const report = (status: number | undefined): void => {
    const named = { id, method: 'CONNECT', target: incoming.url ?? '' }
    reportRefusal(options.tracking.observer, named, status)
  }
  if (!connection.isIdle) {
    report(undefined)
    connection.endSoon()
    // What follows is discarded: the end of the connection is noticed only while it is read.
    socket.resume()
    return false
  }
  const isAllowed = options.isAllowed(fields.authorization)
  const refusal = isAllowed ? refuseEmpty('method-refused') : refuseLogin(fields.authorization)
  const from = connection.client.shareAddress(incoming.rawHeaders)
  options.logRefusal(refusal, { from, request: id })
  report(refusal.status)
  const first = commonHeaders(options.settings)
  const headers = isAllowed ? [] : [challenge]
  const answer = rawAnswer(refusal.status, first, { headers, requestId: shownId })
  const keeps = options.settings.keepAlive && keepsConnection(incoming.httpVersion, fields)
  if (!keeps || hasBody(fields) || socket.writableNeedDrain) {
    connection.end(answer)
    return false
  }
  socket.write(answer, 'latin1')
  if (head.length > 0) socket.unshift(head)
  return true
}

function hasBody({ transferEncoding, contentLength }: HeadFields): boolean {
  return transferEncoding !== undefined || Number(contentLength ?? 0) > 0
}
