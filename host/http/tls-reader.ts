import type { Socket } from 'node:net'
import { startReading, stopReading } from './system-socket.ts'

/**
 * Keeps the system's socket under a connection of TLS from being read. node:tls reads it by itself, until the connection is
 * secure, and nothing that it shows could stop it.
 */
export class TlsReader {
  /** node:tls takes what is read at once. */
  readonly hasBytes = false
  readonly #socket: Socket
  #isHeld = false

  /** `socket` is what node:tls was given. */
  constructor(socket: Socket) {
    this.#socket = socket
  }

  hold(): void {
    this.#isHeld = true
    stopReading(this.#socket)
  }

  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    startReading(this.#socket)
  }
}
