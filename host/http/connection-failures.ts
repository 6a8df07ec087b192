import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { limitLog, type Log } from '../exchange/log.ts'
import { refuseEmpty, type EmptyRefusal, type LogRefusal } from '../exchange/refusals.ts'
import type { HttpSettings } from '../config/settings.ts'
import { connectionClose, rawAnswer } from './answer/answer-writer.ts'
import type { Connections } from './connection.ts'
import type { ClientConnection, PendingRequest } from './pending-request.ts'
import { identify } from './request-head.ts'
import { reportRefusal, type RequestTracking } from './request-report.ts'

/** node:http's codes for a request that has not arrived within `HttpRequestTimeout`, and for one that ends incomplete. */
const timeoutCode = 'ERR_HTTP_REQUEST_TIMEOUT'
const incompleteCode = 'HPE_INVALID_EOF_STATE'

/** OpenSSL's code for a client without a certificate, where it needs one. */
const noCertificateCode = 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'

/** The refusals for codes of node:http's parser; the others are `invalid-http`. */
const refusalsByCode = new Map([
  [incompleteCode, refuseEmpty('incomplete-request')],
  ['HPE_HEADER_OVERFLOW', refuseEmpty('head-too-large')],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', refuseEmpty('chunk-extensions-too-large')],
  ['HPE_INVALID_CONTENT_LENGTH', refuseEmpty('invalid-length')],
  ['HPE_INVALID_VERSION', refuseEmpty('unsupported-version')],
])

/** A request whose head is not valid HTTP. */
const unreadable = { method: '-', target: '-' }

/** An error of node:http's parser, with the parser's own reason, or of the socket. */
interface ClientError extends Error {
  readonly code?: string
  readonly reason?: string
}

interface FailureOptions {
  readonly settings: HttpSettings
  readonly connections: Connections<PendingRequest>
  readonly log: Log
  /** Answers a request without a body, and ends its connection. */
  refuse(pending: PendingRequest, refusal: EmptyRefusal): void
  readonly logRefusal: LogRefusal
  readonly tracking: RequestTracking
}

/** Ends connections that do not send whole requests in time, after their pending answers. */
export class ConnectionFailures {
  readonly #options: FailureOptions
  readonly #connections: Connections<PendingRequest>
  /** At a bounded rate. */
  readonly #log: Log

  constructor(options: FailureOptions) {
    this.#options = options
    this.#log = limitLog(options.log)
    this.#connections = options.connections
  }

  /** Handles invalid HTTP, a request that times out or ends incomplete, and a connection that failed. */
  fail(error: ClientError, socket: Duplex): void {
    const { code = '' } = error
    if (socket instanceof TLSSocket) this.#logCertificate(code, socket)
    if (code === timeoutCode) return this.#endLate(socket)
    const refusal = refusalOf(error)
    if (!(socket instanceof Socket) || !socket.writable || refusal === undefined) {
      socket.destroy()
      return
    }
    const connection = this.#connections.of(socket)
    // node:http emits the error again for each further read.
    if (connection.isEnding) return
    connection.onActivity()
    this.#refuse(connection, refusal)
  }

  /**
   * Ends a connection that has been idle for too long. On a machine that was suspended or busy, timers run before what has arrived is
   * read, and a request in it would be lost; so would the requests of a connection that is paused.
   */
  endIfIdle(socket: Socket): void {
    const connection = this.#connections.find(socket)
    const { bytesRead } = socket
    const latest = connection?.latest
    setImmediate(() => {
      if (socket.bytesRead !== bytesRead || connection?.latest !== latest) return
      if (connection?.isPaused === true && connection.isIdle)
        socket.setTimeout(idleMs(this.#options.settings))
      else socket.destroy()
    })
  }

  /** Logs a client whose certificate is absent or not trusted: Node has ended its handshake. */
  #logCertificate(code: string, { authorizationError, remoteAddress }: TLSSocket): void {
    const reason = code === noCertificateCode ? 'it has none' : authorizationError
    if (!reason) return
    this.#log({
      level: 'warning',
      code: 'client-certificate',
      message: `The certificate of ${remoteAddress ?? 'a client'} is refused: ${String(reason)} (SslTrustedClientCertificates)`,
    })
  }

  #refuse(connection: ClientConnection, refusal: EmptyRefusal): void {
    const { reading } = connection
    const { address: from } = connection.client
    // The body may be complete before its `end` event: then the error is in what follows.
    if (reading !== undefined && !reading.isComplete) {
      this.#options.logRefusal(refusal, { from, request: reading.id })
      return this.#options.refuse(reading, refusal)
    }
    const { logRefusal, tracking } = this.#options
    const { id, shownId } = identify(undefined, tracking)
    logRefusal(refusal, { from, request: id })
    reportRefusal(tracking.observer, { ...unreadable, id }, refusal.status)
    const bytes = rawAnswer(refusal.status, connectionClose, { requestId: shownId })
    if (connection.isIdle) connection.end(bytes)
    else connection.endSoon(bytes)
  }

  #endLate(socket: Duplex): void {
    const connection = this.#connections.find(socket)
    if (connection === undefined) socket.destroy()
    else if (connection.deferTimeout((request) => this.#awaitAgain(socket, connection, request)))
      return
    else if (connection.reading?.onLate?.() !== true) connection.abandonBody()
  }

  /** node:http checks each request once: the body of this one or, if that is complete, the head that follows. */
  #awaitAgain(socket: Duplex, connection: ClientConnection, request: PendingRequest): void {
    const isHead = request.isComplete
    setTimeout(() => {
      if (isHead ? connection.latest === request : !request.isComplete) this.#endLate(socket)
    }, this.#options.settings.requestTimeoutS * 1000).unref()
  }
}

/** How long a connection may be idle. */
export function idleMs(settings: HttpSettings): number {
  return Math.max(1, settings.keepAliveTimeoutS * 1000)
}

/** The refusal of invalid HTTP; `undefined` for an error of the connection itself. */
function refusalOf({ code = '', reason = '' }: ClientError): EmptyRefusal | undefined {
  if (!code.startsWith('HPE_')) return undefined
  // Content-Length after Transfer-Encoding may itself be valid; the combination is request smuggling.
  if (reason.includes('Transfer-Encoding')) return refuseEmpty('ambiguous-length')
  return refusalsByCode.get(code) ?? refuseEmpty('invalid-http', { reason: code })
}
