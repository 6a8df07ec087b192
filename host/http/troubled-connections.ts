import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Log } from '../exchange/ports.ts'
import type { HttpSettings } from '../exchange/settings.ts'
import { limitLog } from '../exchange/log-limiter.ts'
import type { Connections } from './connection.ts'
import { closing } from './header-lines.ts'
import { idleMs } from './node-server.ts'
import { rawAnswer, statusOfParseError, type ParseError } from './parse-error.ts'
import type { ClientConnection, PendingRequest } from './pending-request.ts'

/** What node:http says of a request that has not arrived within `HttpRequestTimeout`, and of one that ends in its midst. */
const lateCode = 'ERR_HTTP_REQUEST_TIMEOUT'
const brokenOffCode = 'HPE_INVALID_EOF_STATE'

/** What is needed to deal with them. */
interface TroubleOptions {
  readonly settings: HttpSettings
  readonly connections: Connections<PendingRequest>
  /** Answers a request without a body, and ends its connection. */
  refuse(pending: PendingRequest, status: number): void
  readonly log: Log
}

/** Ends connections on which something else comes than whole requests in time, with the answers that are owed. */
export class TroubledConnections {
  readonly #options: TroubleOptions
  readonly #connections: Connections<PendingRequest>
  readonly #logInvalid: Log

  constructor(options: TroubleOptions) {
    this.#options = options
    this.#connections = options.connections
    this.#logInvalid = limitLog(options.log)
  }

  /** Bytes that are no HTTP, a request that comes too slowly or ends in its midst, a connection that failed. */
  fail(error: ParseError, socket: Duplex): void {
    const { code = '' } = error
    if (code === lateCode) return this.#endLate(socket)
    const status = statusOfParseError(error)
    if (!(socket instanceof Socket) || !socket.writable || status === undefined) {
      socket.destroy()
      return
    }
    const connection = this.#connections.of(socket)
    // node:http emits it again for each further read.
    if (connection.isEnding) return
    connection.onActivity()
    this.#refuse(connection, status)
    if (code !== brokenOffCode)
      this.#logInvalid({ level: 'info', message: `A client sent what is no HTTP (${code})` })
  }

  /**
   * A connection has been idle for too long. Where the machine was held up, timers run before what has come meanwhile is
   * read, and a request in it would be lost; so would those of one that waits for its turn.
   */
  endIfSilent(socket: Socket): void {
    const connection = this.#connections.find(socket)
    const before = socket.bytesRead
    const latest = connection?.latest
    setImmediate(() => {
      if (socket.bytesRead !== before || connection?.latest !== latest) return
      if (connection?.isPaused === true && connection.isIdle)
        socket.setTimeout(idleMs(this.#options.settings))
      else socket.destroy()
    })
  }

  #refuse(connection: ClientConnection, status: number): void {
    const { reading } = connection
    // The body may be there already, although nobody was told yet: then the error is in what follows.
    if (reading !== undefined && !reading.incoming.complete) this.#options.refuse(reading, status)
    else if (connection.isIdle) connection.end(rawAnswer(status, closing))
    else connection.endSoon(rawAnswer(status, closing))
  }

  #endLate(socket: Duplex): void {
    const connection = this.#connections.find(socket)
    if (connection === undefined) socket.destroy()
    else if (connection.deferTimeout((request) => this.#awaitAgain(socket, connection, request)))
      return
    else if (connection.reading?.onLate?.() !== true) connection.abandonBody()
  }

  /** node:http looks at no request twice, be it the body of that one or, where all of it is there, the head behind it. */
  #awaitAgain(socket: Duplex, connection: ClientConnection, request: PendingRequest): void {
    const isHead = request.isComplete
    setTimeout(() => {
      if (isHead ? connection.latest === request : !request.isComplete) this.#endLate(socket)
    }, this.#options.settings.requestTimeoutS * 1000).unref()
  }
}
