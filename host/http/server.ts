import { randomBytes } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { HttpSettings } from '../exchange/settings.ts'
import { LogRate } from '../worker/log-rate.ts'
import { ArrivingRequest } from './arriving-request.ts'
import { challenge } from './auth.ts'
import { connectionLimit } from './connection-limit.ts'
import { Connection } from './connection.ts'
import { shakeHandsInTurns } from './handshakes.ts'
import { rawAnswer, statusOfParseError, type ParseError } from './parse-error.ts'
import type { ClientConnection, PendingRequest } from './pending-request.ts'
import { ReadTurns } from './read-turns.ts'
import {
  openingLines,
  RequestHandler,
  type BodyComes,
  type HandlerOptions,
} from './request-handler.ts'
import { keepsConnection, scanHeaders } from './request-head.ts'

export type HttpServerOptions = HandlerOptions

/** Where a server listens. */
interface Listening {
  readonly url: string
  readonly port: number
}

/** The server of Orthanc's HTTP: what is on the wire is what the real one sends. */
export interface HttpServer {
  /** Rejects with the system's error if the address cannot be listened on. */
  listen(): Promise<Listening>
  /** Takes no more requests; what runs has `drainMs` to end, then its connections are cut. */
  close(drainMs: number): Promise<void>
}

/** Bytes of a request's head; more is 431. */
const maxHeadBytes = 16 * 1024

/**
 * Connections that the system takes before they are looked at, if it allows so many. Beyond that it drops what clients send,
 * who try again after seconds.
 */
const backlog = 4096

/** How often node:http looks for requests that take too long to arrive. */
const checkIntervalMs = 500

const closing = ['Connection', 'close']

/** What node:http says of a request that has not arrived within `HttpRequestTimeout`, and of one that ends in its midst. */
const lateCode = 'ERR_HTTP_REQUEST_TIMEOUT'
const brokenOffCode = 'HPE_INVALID_EOF_STATE'

/** So many lines of a second tell of what is no HTTP. */
const toldOfInvalid = 10

/** A server that is not listening yet. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  return new NodeHttpServer(options)
}

class NodeHttpServer implements HttpServer {
  readonly #options: HttpServerOptions
  readonly #handler: RequestHandler
  readonly #server: Server
  readonly #endSilent: () => void
  readonly #connections = new Map<Duplex, ClientConnection>()
  readonly #sockets = new Set<Socket>()
  readonly #turns = new ReadTurns()
  readonly #invalidRate = new LogRate(toldOfInvalid)

  constructor(options: HttpServerOptions) {
    this.#options = options
    this.#handler = new RequestHandler(options, createIds())
    const { server, endSilent } = createNodeServer(options.settings, this.#turns)
    this.#server = server
    this.#endSilent = endSilent
    // Further ones are closed.
    this.#server.maxConnections = connectionLimit()
    // Beyond a number node:http leaves lines out, of which one may be the length; the bytes of a head bound them as well.
    this.#server.maxHeadersCount = 0
    // A client that has said all that it has to say, and no more, still waits for its answers; node:http would end it.
    Reflect.set(this.#server, 'httpAllowHalfOpen', true)
    this.#attach(this.#server)
  }

  listen(): Promise<Listening> {
    const { host, port } = this.#options.settings
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ port, host, backlog }, () => {
        this.#server.off('error', reject)
        resolve(this.#listening())
      })
    })
  }

  close(drainMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
    for (const connection of this.#connections.values()) connection.stop()
    this.#endSilent()
    const cut = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy()
    }, drainMs)
    return closed.finally(() => clearTimeout(cut))
  }

  #listening(): Listening {
    const address = this.#server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { host, tls } = this.#options.settings
    const name = host.includes(':') ? `[${host}]` : host
    return { url: `${tls ? 'https' : 'http'}://${name}:${port}`, port }
  }

  #attach(server: Server): void {
    const receive = (incoming: IncomingMessage, response: ServerResponse): void =>
      this.#receive(incoming, response, 'at-once')
    server.on('request', receive)
    // Orthanc does not look at expectations; the one for 100 Continue is met once the body is acceptable
    server.on('checkExpectation', receive)
    server.on('checkContinue', (incoming, response) =>
      this.#receive(incoming, response, 'after-continue'),
    )
    server.on('connect', (incoming, socket, head) => this.#refuseConnect(incoming, socket, head))
    // What the system refuses, as when it has no descriptor left; unheard, it would end the process.
    server.on('error', ({ message }) => {
      // Whoever has it listen is told why it does not.
      if (server.listening) this.#options.log({ level: 'error', message })
    })
    server.on('clientError', (error, socket) => this.#fail(error, socket))
    server.on('connection', (socket) => {
      // One that node:http takes once more, behind a CONNECT.
      if (this.#sockets.has(socket)) return
      this.#sockets.add(socket)
      this.#turns.accepted()
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('timeout', (socket) => this.#endIfSilent(socket))
    const accepted = this.#options.settings.tls ? 'secureConnection' : 'connection'
    server.on(accepted, (socket: Socket) => this.#connectionOf(socket).listen())
  }

  #receive(incoming: IncomingMessage, response: ServerResponse, bodyComes: BodyComes): void {
    const connection = this.#connectionOf(incoming.socket)
    this.#handler.receive({ connection, incoming, response, bodyComes })
  }

  #connectionOf(socket: Socket): ClientConnection {
    const known = this.#connections.get(socket)
    if (known !== undefined) return known
    const connection: ClientConnection = new Connection(socket, this.#turns)
    this.#connections.set(socket, connection)
    socket.once('close', () => this.#connections.delete(socket))
    return connection
  }

  /**
   * CONNECT is refused as PATCH is. node:http has let go of the connection for it, and gets it back. *Differs:* with a
   * body, which a CONNECT cannot have (RFC 9110, 9.3.6), the connection ends. And where its client takes no answers, as
   * nothing watches over these.
   */
  #refuseConnect(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!(socket instanceof Socket)) return
    const connection = this.#connectionOf(socket)
    const unread = Buffer.concat([head, connection.letGo()])
    if (!connection.isIdle) {
      connection.endSoon()
      // What follows is not looked at; only while it is read is a client heard that leaves.
      socket.resume()
      return
    }
    const { settings } = this.#options
    const fields = scanHeaders(incoming.rawHeaders)
    const answer = this.#handler.isAllowed(fields.authorization)
      ? rawAnswer(400, openingLines(settings))
      : rawAnswer(401, openingLines(settings), [challenge])
    const keeps = settings.keepAlive && keepsConnection(incoming.httpVersion, fields)
    const hasBody = fields.transferEncoding !== undefined || Number(fields.contentLength ?? 0) > 0
    if (!keeps || hasBody || socket.writableNeedDrain) return connection.end(answer)
    socket.write(answer, 'latin1')
    if (unread.length > 0) socket.unshift(unread)
    this.#server.emit(settings.tls ? 'secureConnection' : 'connection', socket)
  }

  /** Bytes that are no HTTP, a request that comes too slowly or ends in its midst, a connection that failed. */
  #fail(error: ParseError, socket: Duplex): void {
    const { code = '' } = error
    if (code === lateCode) return this.#turns.later(() => this.#endLate(socket))
    const status = statusOfParseError(error)
    if (!(socket instanceof Socket) || !socket.writable || status === undefined) {
      socket.destroy()
      return
    }
    this.#connectionOf(socket).came()
    // Most clients that end in the midst of a request have left, maybe thousands at the same moment.
    if (code === brokenOffCode) return this.#turns.later(() => this.#refuse(socket, status))
    // Nothing that follows can be understood; it is read away.
    this.#connectionOf(socket).letGo()
    socket.resume()
    this.#refuse(socket, status)
    this.#tellOfInvalid(code)
  }

  #refuse(socket: Socket, status: number): void {
    const connection = this.#connectionOf(socket)
    if (connection.isEnding) return
    const { reading } = connection
    // The body may be there already, although nobody was told yet: then the error is in what follows.
    if (reading !== undefined && !reading.incoming.complete)
      this.#handler.refuse(reading, status, openingLines(this.#options.settings))
    else if (connection.isIdle) connection.end(rawAnswer(status, closing))
    else connection.endSoon(rawAnswer(status, closing))
  }

  #endLate(socket: Duplex): void {
    const connection = this.#connections.get(socket)
    if (connection === undefined) socket.destroy()
    else if (connection.excuse((request) => this.#awaitAgain(socket, connection, request))) return
    else if (connection.reading?.onLate?.() !== true) connection.breakOff()
  }

  /** node:http looks at no request twice, be it the body of that one or, where all of it is there, the head behind it. */
  #awaitAgain(socket: Duplex, connection: ClientConnection, request: PendingRequest): void {
    const isHead = request.isComplete
    setTimeout(() => {
      if (isHead ? connection.latest === request : !request.isComplete) this.#endLate(socket)
    }, this.#options.settings.requestTimeoutS * 1000).unref()
  }

  /**
   * A connection has been idle for too long. Where the machine was held up, timers run before what has come meanwhile is
   * read, and a request in it would be lost; so would those of one that waits for its turn.
   */
  #endIfSilent(socket: Socket): void {
    const connection = this.#connections.get(socket)
    const before = socket.bytesRead
    const latest = connection?.latest
    setImmediate(() => {
      if (socket.bytesRead !== before || connection?.latest !== latest) return
      if (connection?.isUnheard === true) socket.setTimeout(idleMs(this.#options.settings))
      else socket.destroy()
    })
  }

  #tellOfInvalid(code: string): void {
    const leftOut = this.#invalidRate.count()
    if (leftOut === 'silent') return
    const others = leftOut === 0 ? '' : `; ${leftOut} such lines are left out`
    this.#options.log({
      level: 'info',
      message: `A client sent what is no HTTP (${code})${others}`,
    })
  }
}

function idleMs(settings: HttpSettings): number {
  return Math.max(1, settings.keepAliveTimeoutS * 1000)
}

/** The server of node:http or node:https, and what ends connections that have not come so far as to be one of HTTP. */
function createNodeServer(
  settings: HttpSettings,
  turns: ReadTurns,
): { server: Server; endSilent: () => void } {
  const arrivalMs = settings.requestTimeoutS * 1000
  const options: ServerOptions = {
    keepAliveTimeout: idleMs(settings),
    requestTimeout: arrivalMs,
    headersTimeout: arrivalMs,
    connectionsCheckingInterval: checkIntervalMs,
    maxHeaderSize: maxHeadBytes,
    requireHostHeader: false,
    noDelay: true,
    IncomingMessage: ArrivingRequest,
  }
  if (settings.tls === undefined) return { server: createServer(options), endSilent: () => {} }
  const { certificate, key } = settings.tls
  const server = createTlsServer({
    ...options,
    cert: certificate,
    key,
    allowHalfOpen: true,
    handshakeTimeout: arrivalMs,
  })
  return { server, endSilent: shakeHandsInTurns(server, arrivalMs, turns) }
}

/** Ids for requests whose clients give none; the random part tells hosts apart. */
function createIds(): () => string {
  const host = randomBytes(3).toString('hex')
  let count = 0
  return () => `${host}-${(++count).toString(36)}`
}
