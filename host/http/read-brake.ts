import type { Socket } from 'node:net'

/** Why a connection is not read: too many of its requests wait for their answers, or others have their turn. */
type Reason = 'ahead' | 'turn'

/**
 * Keeps node:http from reading a connection. Its server starts to read again behind each request, unless it paused the
 * connection itself, because too much of its answers waits: it keeps that in `_paused`, which the brake shares with it.
 */
export class ReadBrake {
  readonly #socket: Socket
  readonly #reasons = new Set<Reason>()
  /** What node:http itself wants. */
  #isPaused: boolean

  constructor(socket: Socket) {
    this.#socket = socket
    this.#isPaused = Reflect.get(socket, '_paused') === true
    Object.defineProperty(socket, '_paused', {
      configurable: true,
      get: () => this.#reasons.size > 0 || this.#isPaused,
      set: (value: boolean) => {
        this.#isPaused = value
      },
    })
  }

  /** Whether neither the brake nor node:http keeps it from being read. */
  get isReading(): boolean {
    return !this.#socket.isPaused()
  }

  hold(reason: Reason): void {
    this.#reasons.add(reason)
    this.#socket.pause()
  }

  release(reason: Reason): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0) return
    // Now it is node:http that has paused, and looks whether it may go on as it does when its answers have left.
    this.#isPaused = true
    if (!this.#socket.writableNeedDrain) this.#socket.emit('drain')
  }
}
