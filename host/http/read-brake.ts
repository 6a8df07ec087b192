import type { Socket } from 'node:net'

/**
 * Keeps node:http from reading a connection. Its server starts to read again behind each request, unless it paused the
 * connection itself, because too much of its answers waits: it keeps that in `_paused`, which the brake shares with it.
 */
export class ReadBrake {
  readonly #socket: Socket
  #isHeld = false
  /** What node:http itself wants. */
  #isPaused: boolean

  constructor(socket: Socket) {
    this.#socket = socket
    this.#isPaused = Reflect.get(socket, '_paused') === true
    Object.defineProperty(socket, '_paused', {
      configurable: true,
      get: () => this.#isHeld || this.#isPaused,
      set: (value: boolean) => {
        this.#isPaused = value
      },
    })
  }

  hold(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.#socket.pause()
  }

  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    // Now it is node:http that has paused, and looks whether it may go on as it does when its answers have left.
    this.#isPaused = true
    this.#socket.emit('drain')
  }
}
