import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer, Server as TlsServer } from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { unlimitedClients } from '../exchange/limits.ts'
import { showListenAddress } from '../config/listen-address.ts'
import type { HttpSettings, TlsSettings } from '../config/settings.ts'
import type { BodyStart } from './body/body-intake.ts'
import { ClientSockets, connectionLimit } from './client-sockets.ts'
import { refuseConnect } from './connect-refusal.ts'
import { Connections } from './connection.ts'
import { ConnectionFailures, idleMs } from './connection-failures.ts'
import type { PendingRequest } from './pending-request.ts'
import { RequestHandler, type HandlerOptions } from './request-handler.ts'
import { createIds } from './request-head.ts'
import type { RequestTracking } from './request-report.ts'

/** Where a server listens. */
interface Listening {
  readonly url: string
  readonly port: number
}

/** Orthanc's HTTP server: what it sends is what the real one sends. */
export interface HttpServer {
  /** Rejects with the system's error if the address is not available. */
  listen(): Promise<Listening>
  /** Uses other users, certificates and forms of answers for the requests and connections that begin from now on. */
  update(settings: HttpSettings): void
  /** Accepts no more requests; running ones have `drainMs` to end, then their connections are cut. */
  close(drainMs: number): Promise<void>
}

/**
 * Connections that the system accepts ahead of the server, if its own limit allows. Beyond that it drops the clients' packets,
 * and they retry after seconds.
 */
const backlog = 4096

/** Bytes of a request's head; more is 431. */
const maxHeadBytes = 16 * 1024

/** How often node:http looks for requests that take too long to arrive. */
const checkIntervalMs = 500

/** A server that is not listening yet. */
export function createHttpServer(options: HandlerOptions): HttpServer {
  return new NodeHttpServer(options)
}

class NodeHttpServer implements HttpServer {
  #options: HandlerOptions
  #handler: RequestHandler
  readonly #tracking: RequestTracking
  readonly #server: Server
  readonly #sockets: ClientSockets
  readonly #connections: Connections<PendingRequest>
  readonly #failures: ConnectionFailures

  constructor(options: HandlerOptions) {
    this.#options = options
    const { clients = unlimitedClients, log, settings, observer, showsIds = false } = options
    this.#tracking = { newId: createIds(), showsIds, observer }
    this.#handler = new RequestHandler(options, this.#tracking)
    const limit = connectionLimit()
    this.#sockets = new ClientSockets({ limit, clients, log })
    this.#connections = new Connections(this.#sockets, log)
    this.#failures = new ConnectionFailures({
      settings,
      connections: this.#connections,
      log,
      refuse: (pending, refusal) => this.#handler.refuse(pending, refusal),
      logRefusal: this.#handler.logRefusal,
      tracking: this.#tracking,
    })
    this.#server = createNodeServer(settings)
    this.#server.maxConnections = limit
    this.#handleRequests(this.#server)
    this.#handleConnections(this.#server)
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

  update(settings: HttpSettings): void {
    this.#options = { ...this.#options, settings }
    this.#handler = new RequestHandler(this.#options, this.#tracking)
    if (this.#server instanceof TlsServer && settings.tls !== undefined)
      this.#server.setSecureContext(secureContextOf(settings.tls))
  }

  close(drainMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
    this.#connections.stop()
    this.#sockets.closeWithoutHttp()
    const cut = setTimeout(() => {
      this.#sockets.closeAll()
    }, drainMs)
    return closed.finally(() => clearTimeout(cut))
  }

  #listening(): Listening {
    const address = this.#server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { host, tls } = this.#options.settings
    return { url: `${tls ? 'https' : 'http'}://${showListenAddress({ host, port })}`, port }
  }

  #handleRequests(server: Server): void {
    const receive = (incoming: IncomingMessage, response: ServerResponse): void =>
      this.#receive(incoming, response, 'at-once')
    server.on('request', receive)
    // Orthanc ignores expectations; `100-continue` is answered once the body is acceptable.
    server.on('checkExpectation', receive)
    server.on('checkContinue', (incoming, response) =>
      this.#receive(incoming, response, 'after-continue'),
    )
    server.on('connect', (incoming, socket, head) => this.#refuseConnect(incoming, socket, head))
  }

  #handleConnections(server: Server): void {
    // Errors of the system, as when no descriptor is left; an unhandled one would end the process.
    server.on('error', ({ message }) => {
      // Before that, `listen` rejects with it.
      if (server.listening) this.#options.log({ level: 'error', message })
    })
    server.on('clientError', (error, socket) => this.#failures.fail(error, socket))
    server.on('timeout', (socket) => this.#failures.endIfIdle(socket))
    server.on('drop', (data) => this.#sockets.logDrop(data?.remoteAddress))
    server.on('connection', (socket) => {
      this.#sockets.accept(socket)
    })
    server.on(this.#httpEvent, (socket: Socket) => {
      if (!socket.destroyed) this.#connections.of(socket)
    })
  }

  /** The event with which HTTP begins on a socket. */
  get #httpEvent(): 'connection' | 'secureConnection' {
    return this.#options.settings.tls ? 'secureConnection' : 'connection'
  }

  #receive(incoming: IncomingMessage, response: ServerResponse, bodyStart: BodyStart): void {
    const connection = this.#connections.of(incoming.socket)
    this.#handler.receive({ connection, incoming, response, bodyStart })
  }

  #refuseConnect(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!(socket instanceof Socket)) return
    const { settings } = this.#options
    const connection = this.#connections.of(socket)
    const isKept = refuseConnect(
      { incoming, socket, head, connection },
      {
        settings,
        isAllowed: (authorization) => this.#handler.isAllowed(authorization),
        logRefusal: this.#handler.logRefusal,
        tracking: this.#tracking,
      },
    )
    if (isKept) this.#server.emit(this.#httpEvent, socket)
  }
}

/** The server of node:http or node:https, with the limits of the settings. */
function createNodeServer(settings: HttpSettings): Server {
  const arrivalMs = settings.requestTimeoutS * 1000
  const options: ServerOptions = {
    keepAliveTimeout: idleMs(settings),
    requestTimeout: arrivalMs,
    headersTimeout: arrivalMs,
    connectionsCheckingInterval: checkIntervalMs,
    maxHeaderSize: maxHeadBytes,
    requireHostHeader: false,
    noDelay: true,
  }
  const server = settings.tls
    ? createTlsServer({
        ...options,
        ...secureContextOf(settings.tls),
        // A client without one of these certificates is refused in the handshake.
        ...(settings.tls.clients !== undefined && { requestCert: true, rejectUnauthorized: true }),
        allowHalfOpen: true,
        handshakeTimeout: arrivalMs,
      })
    : createServer(options)
  // Beyond a number node:http drops header lines, and one may be the length; `maxHeaderSize` limits them as well.
  server.maxHeadersCount = 0
  // Undocumented (docs/decisions/008-node-http.md): a client that has closed its side still gets its answers.
  Reflect.set(server, 'httpAllowHalfOpen', true)
  return server
}

function secureContextOf({ certificate, key, minVersion, ciphers, clients }: TlsSettings) {
  return {
    cert: certificate,
    key,
    minVersion,
    ciphers,
    honorCipherOrder: true,
    ...(clients !== undefined && { ca: clients }),
  }
}
