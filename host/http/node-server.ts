import { createServer, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { HttpSettings } from '../exchange/settings.ts'
import { ArrivingRequest } from './arriving-request.ts'
import { shakeHandsInTurns } from './handshakes.ts'
import type { ReadTurns } from './read-turns.ts'

/** Bytes of a request's head; more is 431. */
const maxHeadBytes = 16 * 1024

/** How often node:http looks for requests that take too long to arrive. */
const checkIntervalMs = 500

/** A server of node, and what ends connections that have not come so far as to be one of HTTP. */
interface NodeServer {
  readonly server: Server
  readonly endSilent: () => void
}

/** The server of node:http or node:https, bounded as the settings say. It does not listen yet. */
export function createNodeServer(settings: HttpSettings, turns: ReadTurns): NodeServer {
  const created = createWithin(settings, turns)
  const { server } = created
  // Beyond a number node:http leaves lines out, of which one may be the length; the bytes of a head bound them as well.
  server.maxHeadersCount = 0
  // A client that has said all that it has to say, and no more, still waits for its answers; node:http would end it.
  Reflect.set(server, 'httpAllowHalfOpen', true)
  return created
}

/** How long a connection may be idle. */
export function idleMs(settings: HttpSettings): number {
  return Math.max(1, settings.keepAliveTimeoutS * 1000)
}

function createWithin(settings: HttpSettings, turns: ReadTurns): NodeServer {
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
