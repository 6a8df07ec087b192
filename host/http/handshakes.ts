import { Socket } from 'node:net'
import type { Server, TLSSocket } from 'node:tls'
import type { ReadTurns } from './read-turns.ts'
import { TlsReader } from './tls-reader.ts'

/**
 * Has a server of TLS begin one handshake in each turn of the event loop. Each takes about a millisecond, most of it for a
 * signature, and clients may say hello by the thousand in the same moment, which costs them nothing. Those that leave before
 * they are secure do so in their turns.
 *
 * A client that says nothing within `waitMs` is closed, as one is that does not get on with its handshake. What is given
 * closes those that wait, for when the server stops.
 */
export function shakeHandsInTurns(server: Server, waitMs: number, turns: ReadTurns): () => void {
  const [shakeHands] = server.listeners('connection')
  if (shakeHands === undefined) throw new Error('The server of node:tls takes no connections')
  server.removeAllListeners('connection')
  const queue = new Handshakes((socket) => void shakeHands.call(server, socket), turns)
  server.on('connection', (socket: Socket) => queue.await(socket, waitMs))
  server.prependListener('secureConnection', (secured: TLSSocket) => queue.end(secured))
  server.prependListener('tlsClientError', (_, secured: TLSSocket) => queue.end(secured))
  return () => queue.close()
}

class Handshakes {
  readonly #begin: (socket: Socket) => void
  readonly #turns: ReadTurns
  readonly #silent = new Set<Socket>()
  readonly #waiting: Socket[] = []
  /** What has begun and is not over. */
  readonly #begun = new WeakMap<Socket, () => void>()

  constructor(begin: (socket: Socket) => void, turns: ReadTurns) {
    this.#begin = begin
    this.#turns = turns
  }

  /** Waits for the client's first bytes; node:tls finds them where they are. */
  await(socket: Socket, waitMs: number): void {
    const destroy = (): void => void socket.destroy()
    socket.setTimeout(waitMs, destroy).on('error', destroy)
    this.#silent.add(socket)
    socket.once('close', () => this.#silent.delete(socket))
    socket.once('readable', () => {
      this.#silent.delete(socket)
      socket.setTimeout(0).off('timeout', destroy)
      this.#add(socket)
    })
  }

  /** The client's handshake is over: what is secure has its turns as a connection of HTTP. */
  end(secured: TLSSocket): void {
    // node:tls keeps there what it was given.
    const socket: unknown = Reflect.get(secured, '_parent')
    if (socket instanceof Socket) this.#begun.get(socket)?.()
  }

  close(): void {
    for (const socket of [...this.#silent, ...this.#waiting]) socket.destroy()
  }

  #add(socket: Socket): void {
    this.#waiting.push(socket)
    if (this.#waiting.length === 1) setImmediate(() => this.#next())
  }

  #next(): void {
    const socket = this.#waiting.shift()
    // It may have left without a word.
    if (socket !== undefined && socket.readableLength > 0) {
      this.#joinTurns(socket)
      this.#begin(socket)
    } else socket?.destroy()
    if (this.#waiting.length > 0) setImmediate(() => this.#next())
  }

  #joinTurns(socket: Socket): void {
    const reader = new TlsReader(socket)
    const place = this.#turns.join(reader)
    const end = (): void => {
      if (place.isLeft) return
      this.#turns.came(place)
      this.#turns.leave(place)
      // Its turn may be over by that, and nobody else would have it read again.
      reader.release()
    }
    this.#begun.set(socket, end)
    socket.once('close', end)
  }
}
