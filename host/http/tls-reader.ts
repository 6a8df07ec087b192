import type { Socket } from 'node:net'

/** What node:net has of the system's socket, which it does not show. */
interface Handle {
  readStart(): void
  readStop(): void
}

/**
 * Keeps the system's socket under a connection of TLS from being read. node:tls reads it by itself, until the connection is
 * secure, and nothing that it shows could stop it.
 */
export class TlsReader {
  readonly #socket: Socket
  #isHeld = false

  /** `socket` is what node:tls was given. */
  constructor(socket: Socket) {
    this.#socket = socket
  }

  get isReading(): boolean {
    return !this.#isHeld
  }

  hold(): void {
    this.#isHeld = true
    this.#handle?.readStop()
  }

  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#handle?.readStart()
  }

  get #handle(): Handle | undefined {
    const handle: unknown = Reflect.get(this.#socket, '_handle')
    return isHandle(handle) ? handle : undefined
  }
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && 'readStart' in value && 'readStop' in value
}
