import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ClientSockets } from './client-sockets.ts'
import { Connection } from './connection.ts'
import type { ClientConnection } from './pending-request.ts'
import type { ReadTurns } from './read-turns.ts'

/** The connections of one server, each found by its socket until that closes. */
export class Connections {
  readonly #sockets: ClientSockets
  readonly #turns: ReadTurns
  readonly #bySocket = new Map<Duplex, ClientConnection>()

  constructor(sockets: ClientSockets, turns: ReadTurns) {
    this.#sockets = sockets
    this.#turns = turns
  }

  /** That of a socket, which begins with the first one who asks. */
  of(socket: Socket): ClientConnection {
    const known = this.#bySocket.get(socket)
    if (known !== undefined) return known
    const client = this.#sockets.of(socket)
    const connection: ClientConnection = new Connection(socket, client, this.#turns)
    this.#bySocket.set(socket, connection)
    socket.once('close', () => this.#bySocket.delete(socket))
    return connection
  }

  /** That of a socket, if it has begun. */
  find(socket: Duplex): ClientConnection | undefined {
    return this.#bySocket.get(socket)
  }

  /** No further requests are taken on any of them. */
  stop(): void {
    for (const connection of this.#bySocket.values()) connection.stop()
  }
}
