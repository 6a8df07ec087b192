import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { unlimitedClients } from '../exchange/limits.ts'
import type { BodyComes } from './body-intake.ts'
import { ClientSockets } from './client-sockets.ts'
import { refuseConnect } from './connect-refusal.ts'
import { connectionLimit } from './connection-limit.ts'
import { Connections } from './connection.ts'
import type { PendingRequest } from './pending-request.ts'
import { createNodeServer } from './node-server.ts'
import { RequestHandler, type HandlerOptions } from './request-handler.ts'
import { TroubledConnections } from './troubled-connections.ts'

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

/**
 * Connections that the system takes before they are looked at, if it allows so many. Beyond that it drops what clients send,
 * who try again after seconds.
 */
const backlog = 4096

/** A server that is not listening yet. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  return new NodeHttpServer(options)
}

class NodeHttpServer implements HttpServer {
  readonly #options: HttpServerOptions
  readonly #handler: RequestHandler
  readonly #server: Server
  readonly #sockets: ClientSockets
  readonly #connections: Connections<PendingRequest>
  readonly #troubled: TroubledConnections

  constructor(options: HttpServerOptions) {
    this.#options = options
    this.#handler = new RequestHandler(options, createIds())
    const { clients = unlimitedClients, log } = options
    const limit = connectionLimit()
    this.#sockets = new ClientSockets({ limit, clients, log })
    this.#connections = new Connections(this.#sockets, log)
    this.#troubled = new TroubledConnections({
      settings: options.settings,
      connections: this.#connections,
      refuse: (pending, status) => this.#handler.refuse(pending, status),
      log: options.log,
    })
    const server = createNodeServer(options.settings)
    // Further ones are closed.
    server.maxConnections = limit
    this.#server = server
    this.#takeRequests(server)
    this.#watchConnections(server)
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
    const name = host.includes(':') ? `[${host}]` : host
    return { url: `${tls ? 'https' : 'http'}://${name}:${port}`, port }
  }

  #takeRequests(server: Server): void {
    const receive = (incoming: IncomingMessage, response: ServerResponse): void =>
      this.#receive(incoming, response, 'at-once')
    server.on('request', receive)
    // Orthanc does not look at expectations; the one for 100 Continue is met once the body is acceptable
    server.on('checkExpectation', receive)
    server.on('checkContinue', (incoming, response) =>
      this.#receive(incoming, response, 'after-continue'),
    )
    server.on('connect', (incoming, socket, head) => this.#refuseConnect(incoming, socket, head))
  }

  #watchConnections(server: Server): void {
    // What the system refuses, as when it has no descriptor left; unheard, it would end the process.
    server.on('error', ({ message }) => {
      // Whoever has it listen is told why it does not.
      if (server.listening) this.#options.log({ level: 'error', message })
    })
    server.on('clientError', (error, socket) => this.#troubled.fail(error, socket))
    server.on('timeout', (socket) => this.#troubled.endIfSilent(socket))
    server.on('drop', (data) => this.#sockets.logDrop(data?.remoteAddress))
    server.on('connection', (socket) => {
      this.#sockets.accept(socket)
    })
    const accepted = this.#options.settings.tls ? 'secureConnection' : 'connection'
    server.on(accepted, (socket: Socket) => {
      if (!socket.destroyed) this.#connections.of(socket)
    })
  }

  #receive(incoming: IncomingMessage, response: ServerResponse, bodyComes: BodyComes): void {
    const connection = this.#connections.of(incoming.socket)
    this.#handler.receive({ connection, incoming, response, bodyComes })
  }

  #refuseConnect(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!(socket instanceof Socket)) return
    const { settings } = this.#options
    const connection = this.#connections.of(socket)
    const goesOn = refuseConnect(
      { incoming, socket, head, connection },
      { settings, isAllowed: (authorization) => this.#handler.isAllowed(authorization) },
    )
    if (goesOn) this.#server.emit(settings.tls ? 'secureConnection' : 'connection', socket)
  }
}

/** Ids for requests whose clients give none; the random part tells hosts apart. */
function createIds(): () => string {
  const host = randomBytes(3).toString('hex')
  let count = 0
  return () => `${host}-${(++count).toString(36)}`
}
