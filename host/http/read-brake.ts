import type { Socket } from 'node:net'
import { startReading, stopReading } from './system-socket.ts'

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
      get: () => this.#mustWait,
      set: (value: boolean) => {
        this.#isPaused = value
      },
    })
    // A paused stream still reads as much as it may keep.
    socket.on('pause', () => stopReading(socket))
    socket.on('resume', () => this.#resume())
  }

  /** Whether neither the brake nor node:http keeps it from being read. */
  get isReading(): boolean {
    return !this.#mustWait && !this.#socket.isPaused()
  }

  /** Whether some of what was read waits in the socket. */
  get hasBytes(): boolean {
    return this.#socket.readableLength > 0
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

  get #mustWait(): boolean {
    return this.#reasons.size > 0 || this.#isPaused
  }

  /** node:http may resume what is held, as when its answers have left. */
  #resume(): void {
    if (this.#mustWait) this.#socket.pause()
    else startReading(this.#socket)
  }
}
