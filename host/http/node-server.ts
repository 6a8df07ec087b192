import { createServer, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { HttpSettings } from '../exchange/settings.ts'

/** Bytes of a request's head; more is 431. */
const maxHeadBytes = 16 * 1024

/** How often node:http looks for requests that take too long to arrive. */
const checkIntervalMs = 500

/** The server of node:http or node:https, limited as the settings say. It does not listen yet. */
export function createNodeServer(settings: HttpSettings): Server {
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
        cert: settings.tls.certificate,
        key: settings.tls.key,
        allowHalfOpen: true,
        handshakeTimeout: arrivalMs,
      })
    : createServer(options)
  // Beyond a number node:http leaves header lines out, of which one may be the length; `maxHeaderSize` bounds them as well.
  server.maxHeadersCount = 0
  // A client that has closed its side after its last request still waits for its answers; node:http would end it.
  Reflect.set(server, 'httpAllowHalfOpen', true)
  return server
}

/** How long a connection may be idle. */
export function idleMs(settings: HttpSettings): number {
  return Math.max(1, settings.keepAliveTimeoutS * 1000)
}
