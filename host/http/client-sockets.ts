import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import { ClientShares, shareAddress, TrustedProxies } from '../exchange/client-shares.ts'
import type { ClientLimits } from '../exchange/limits.ts'
import { type Log, limitLog } from '../exchange/log.ts'

interface ClientSocketsOptions {
  /** Most connections. */
  readonly limit: number
  readonly clients: ClientLimits
  readonly log: Log
}

/**
 * All accepted sockets of a server, with the addresses of their clients. If the server is full, or one address has reached
 * its share, the connection that has waited longest for a complete head is closed.
 */
export class ClientSockets {
  readonly #limit: number
  readonly #shares: ClientShares
  readonly #proxies: TrustedProxies
  readonly #log: Log
  readonly #open = new Map<Socket, ClientSocket>()
  readonly #byPeer = new Map<string, ClientSocket>()
  readonly #waiting = new WaitingSockets()

  constructor({ limit, clients, log }: ClientSocketsOptions) {
    this.#limit = limit
    this.#shares = new ClientShares(limit, clients.clientShare)
    this.#proxies = new TrustedProxies(clients.trustedProxies)
    this.#log = limitLog(log)
  }

  /** Counts an accepted socket, or closes it. Ignores one to which node:http is attached again, after a CONNECT. */
  accept(socket: Socket): boolean {
    if (this.#open.has(socket)) return false
    const client = this.#clientOf(socket)
    const { address } = client
    if (!this.#shares.hasRoom(address) && !this.#closeOldest(address)) {
      const message = `${this.#reasonFor(address)}: a further one is closed`
      this.#log({ level: 'warning', message })
      socket.destroy()
      return true
    }
    // One place stays free for the next client.
    if (this.#open.size >= this.#limit - 1) this.#closeOldest()
    this.#add(client)
    return true
  }

  /** The client of an HTTP connection, whose socket may be a TLS socket over the accepted one. */
  of(socket: Socket): ClientSocket {
    // A client that has left is in neither map.
    return this.#open.get(socket) ?? this.#byPeer.get(peerOf(socket)) ?? this.#clientOf(socket)
  }

  /** Closes connections that are still in their TLS handshake. */
  closeWithoutHttp(): void {
    for (const [socket, client] of this.#open) if (!client.isHttp) socket.destroy()
  }

  closeAll(): void {
    for (const socket of this.#open.keys()) socket.destroy()
  }

  /** Logs a connection that node:net closed because the server is full. */
  logDrop(from: string | undefined): void {
    const message = `${this.#reasonFor()}: a further one of ${from ?? 'a client'} is closed`
    this.#log({ level: 'warning', message })
  }

  #clientOf(socket: Socket): ClientSocket {
    return new ClientSocket(socket, this.#proxies, this.#waiting)
  }

  #add(client: ClientSocket): void {
    const { socket } = client
    const peer = peerOf(socket)
    this.#open.set(socket, client)
    this.#byPeer.set(peer, client)
    this.#shares.take(client.address)
    this.#waiting.addSilent(client)
    socket.once('close', () => {
      this.#remove(client)
      if (this.#byPeer.get(peer) === client) this.#byPeer.delete(peer)
    })
  }

  #remove(client: ClientSocket): void {
    this.#waiting.remove(client)
    if (this.#open.delete(client.socket)) this.#shares.release(client.address)
  }

  /** Closes the connection that has waited longest, of one address or of all. Returns false if none waits. */
  #closeOldest(address?: string): boolean {
    const oldest = this.#waiting.oldest(address)
    if (oldest === undefined) return false
    this.#remove(oldest)
    oldest.socket.destroy()
    const message = `${this.#reasonFor(address)}: the one of ${oldest.address ?? 'a trusted proxy'} that waited longest for a request is closed`
    this.#log({ level: 'warning', message })
    return true
  }

  /** Why a connection is closed: the limit of the server or of an address, and what raises it. */
  #reasonFor(address?: string): string {
    if (address === undefined)
      return `All ${this.#limit} connections are open (raise the limit of open files, ulimit -n)`
    const advice = 'raise ClientShare, or list the address in TrustedProxies if it is a proxy'
    return `ClientShare reached: ${this.#shares.limit} connections of ${address} are open (${advice})`
  }
}

/** An accepted socket, and the address of its client. */
export class ClientSocket {
  readonly socket: Socket
  /** The address whose share the connection counts in; `undefined`: no share limits it. */
  readonly address: string | undefined
  /** The peer's address if it is a trusted proxy. */
  readonly #proxy: string | undefined
  readonly #proxies: TrustedProxies
  readonly #waiting: WaitingSockets
  /** When its last answer was complete; never while it has requests, `undefined` before the first one. */
  idleSince: number | undefined
  /** What that was when it was listed; `undefined` if it is not. */
  listedSince: number | undefined
  /** The HTTP connection on it; absent during a TLS handshake. */
  #connection: { readonly isIdle: boolean } | undefined

  constructor(socket: Socket, proxies: TrustedProxies, waiting: WaitingSockets) {
    const { remoteAddress } = socket
    this.socket = socket
    this.#proxies = proxies
    this.#waiting = waiting
    if (remoteAddress === undefined) return
    if (proxies.has(remoteAddress)) this.#proxy = remoteAddress
    else this.address = shareAddress(remoteAddress)
  }

  /** Whether no answer is pending on it. */
  get isIdle(): boolean {
    return this.#connection?.isIdle ?? true
  }

  get isHttp(): boolean {
    return this.#connection !== undefined
  }

  /** The HTTP connection on it has begun. */
  attach(connection: { readonly isIdle: boolean }): void {
    this.#connection = connection
  }

  /** A complete head has arrived. */
  beginRequest(): void {
    if (this.idleSince === undefined) this.#waiting.removeSilent(this)
    this.idleSince = never
  }

  /** All requests are answered; the answers may not be sent yet. */
  endRequests(): void {
    this.idleSince = this.#waiting.next()
    if (this.listedSince === undefined) this.#waiting.list(this)
  }

  /** The address whose share a request with these header lines counts in. */
  shareAddress(headerLines: readonly ByteString[]): string | undefined {
    if (this.#proxy === undefined) return this.address
    return this.#proxies.shareAddress(this.#proxy, headerLines)
  }
}

const never = Infinity

/** The sockets on which no complete head has arrived since the last answer. */
class WaitingSockets {
  /** Those that have had no request yet, also during the TLS handshake; the oldest first. */
  readonly #silent = new Set<ClientSocket>()
  /**
   * Those that have had answers, in the order in which they were listed. Requests begin and end often, and the oldest is rarely
   * asked for: so one whose time has changed since is only then moved to the end, or left out.
   */
  readonly #served = new Set<ClientSocket>()
  #count = 0

  addSilent(client: ClientSocket): void {
    this.#silent.add(client)
  }

  /** Numbers in the order of time. */
  next(): number {
    return ++this.#count
  }

  list(client: ClientSocket): void {
    this.#served.add(client)
    client.listedSince = client.idleSince
  }

  removeSilent(client: ClientSocket): void {
    this.#silent.delete(client)
  }

  /** Its socket is closed. A request of it may end later. */
  remove(client: ClientSocket): void {
    if (!this.#silent.delete(client)) this.#served.delete(client)
    client.listedSince = never
  }

  /** The one that has waited longest, of an address or of all; clients that have had answers come last. */
  oldest(address?: string): ClientSocket | undefined {
    const isWanted = (client: ClientSocket): boolean =>
      (address === undefined || client.address === address) && client.isIdle
    for (const client of this.#silent) if (isWanted(client)) return client
    for (const client of this.#served) {
      const { idleSince, listedSince } = client
      if (idleSince !== listedSince) {
        this.#served.delete(client)
        client.listedSince = undefined
        if (idleSince !== never) this.list(client)
      } else if (isWanted(client)) return client
    }
    return undefined
  }
}

/** A key that a TLS socket has in common with the TCP socket below it. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

/** Most connections, if the system allows them. */
const mostConnections = 10_000

/** Descriptors kept for processes of plugins, files and connections with Orthanc; half of all if there are few. */
const reserved = 512

/**
 * The maximum number of connections of a server. Clients that use up all descriptors of the process would keep plugins from
 * restarting, even for some time after the clients have left.
 */
export function connectionLimit(descriptors = descriptorLimit()): number {
  const left = Math.max(descriptors - reserved, Math.floor(descriptors / 2))
  return Math.min(mostConnections, left)
}

/** The limit of descriptors of this process. */
function descriptorLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1')
    return Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Infinity)
  } catch {
    // Only Linux has the file.
    return Infinity
  }
}
