import type { Socket } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import { ClientShares } from '../exchange/client-shares.ts'
import type { ClientLimits } from '../exchange/limits.ts'
import type { Log } from '../exchange/ports.ts'
import { limitLog } from '../exchange/log-limiter.ts'
import { shareAddress } from '../config/client-address.ts'
import { TrustedProxies } from '../config/trusted-proxies.ts'

interface ClientSocketsOptions {
  /** Connections at once. */
  readonly limit: number
  readonly clients: ClientLimits
  readonly log: Log
}

/**
 * All sockets of a server, with the addresses of their clients, from when they are accepted. Where the server is full, or
 * the share of one address is reached, the connection is closed that has waited longest for a whole head.
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

  /** Counts a socket that was accepted, or closes it. False for one that node:http takes again, after a CONNECT. */
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
    // The last place is left to the next client.
    if (this.#open.size >= this.#limit - 1) this.#closeOldest()
    this.#add(client)
    return true
  }

  /** The client of a connection of HTTP, whose socket may be one of TLS over the one that was accepted. */
  of(socket: Socket): ClientSocket {
    // Neither is known any more once its client has left.
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

  /** Closes the connection that has waited longest, of an address or of all; whether there was one. */
  #closeOldest(address?: string): boolean {
    const oldest = this.#waiting.oldest(address)
    if (oldest === undefined) return false
    this.#remove(oldest)
    oldest.socket.destroy()
    const message = `${this.#reasonFor(address)}: the one of ${oldest.address ?? 'a trusted proxy'} that waited longest for a request is closed`
    this.#log({ level: 'warning', message })
    return true
  }

  /** Why a connection is closed: the limit of all or that of an address, and what raises it. */
  #reasonFor(address?: string): string {
    if (address === undefined)
      return `All ${this.#limit} connections are open (raise the limit of open files, ulimit -n)`
    const advice = 'raise ClientShare, or list the address in TrustedProxies if it is a proxy'
    return `ClientShare reached: ${this.#shares.limit} connections of ${address} are open (${advice})`
  }
}

/** A socket that was accepted, and whose it is. */
export class ClientSocket {
  readonly socket: Socket
  /** The address in whose share the connection is counted; `undefined`: in none. */
  readonly address: string | undefined
  /** The address of the trusted proxy at its other end. */
  readonly #proxy: string | undefined
  readonly #proxies: TrustedProxies
  readonly #waiting: WaitingSockets
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

  /** Whether no answer is pending on it, as far as its connection of HTTP knows. */
  get isIdle(): boolean {
    return this.#connection?.isIdle ?? true
  }

  get isHttp(): boolean {
    return this.#connection !== undefined
  }

  /** The HTTP connection on it has begun. */
  carry(connection: { readonly isIdle: boolean }): void {
    this.#connection = connection
  }

  /** A whole head has come. */
  beginRequest(): void {
    this.#waiting.remove(this)
  }

  /** All requests have their answers, which may be on their way. */
  endRequests(): void {
    this.#waiting.addIdle(this)
  }

  /** The address in whose share a request is counted that has these header lines. */
  shareAddress(headerLines: readonly ByteString[]): string | undefined {
    if (this.#proxy === undefined) return this.address
    return this.#proxies.shareAddress(this.#proxy, headerLines)
  }
}

/** The sockets on which no whole head has come since the last answer. */
class WaitingSockets {
  /** Those without any request so far, the TLS handshake included; the oldest first. */
  readonly #silent = new Set<ClientSocket>()
  readonly #idle = new Set<ClientSocket>()

  addSilent(client: ClientSocket): void {
    this.#silent.add(client)
  }

  addIdle(client: ClientSocket): void {
    this.#idle.add(client)
  }

  remove(client: ClientSocket): void {
    if (!this.#silent.delete(client)) this.#idle.delete(client)
  }

  /** The one that has waited longest, of an address or of all: a client that has had answers comes after all others. */
  oldest(address?: string): ClientSocket | undefined {
    for (const clients of [this.#silent, this.#idle])
      for (const client of clients)
        if ((address === undefined || client.address === address) && client.isIdle) return client
    return undefined
  }
}

/** What the sockets of one connection have in common, be they of TCP or of TLS. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
