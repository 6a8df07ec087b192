import type { Socket } from 'node:net'

/** So much of what was read is handed over at a time. */
const mostBytes = 32 * 1024

/** And so much at least while a body comes: the ends of heads may be anywhere in it, and thousands of them. */
const leastOfBody = 2 * 1024

/** What the head of a request ends with; node:http takes no other line ends. */
const headEnd = Buffer.from('\r\n\r\n')

const nothing = Buffer.alloc(0)

/**
 * Hands what a client sends to node:http one head at a time. By itself it goes through all that was read in one go, and
 * 64 KiB may be thousands of requests. What is left when the connection is not to be read any more waits in its socket.
 */
export class SlicedReads {
  readonly #socket: Socket
  readonly #isReading: () => boolean
  readonly #isInBody: () => boolean
  #handOver: ((bytes: Buffer) => void) | undefined
  #rest: Buffer = nothing
  #onEmpty: (() => void) | undefined

  constructor(socket: Socket, isReading: () => boolean, isInBody: () => boolean) {
    this.#socket = socket
    this.#isReading = isReading
    this.#isInBody = isInBody
  }

  /** Steps between the socket and node:http, which has begun to listen to it. */
  begin(): void {
    const [take] = this.#socket.listeners('data')
    if (take === undefined) throw new Error('node:http does not listen to its connection')
    this.#handOver = (bytes) => void take.call(this.#socket, bytes)
    this.#socket.removeAllListeners('data')
    // Until somebody else listens node:http reads the system's socket past this one.
    this.#socket.on('data', this.#slice)
  }

  /** Hands over no more. Gives what was read and is not handed over. */
  end(): Buffer {
    this.#socket.off('data', this.#slice)
    return this.#takeRest()
  }

  /** Calls `act` once what was read is handed over. */
  onceEmpty(act: () => void): void {
    this.#onEmpty = act
  }

  readonly #slice = (bytes: Buffer): void => {
    this.#rest = bytes
    while (this.#rest.length > 0 && !this.#socket.destroyed) {
      if (!this.#isReading()) return this.#putBack()
      const length = sliceLength(this.#rest, this.#isInBody() ? leastOfBody : 0)
      const slice = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      this.#handOver?.(slice)
    }
    this.#onEmpty?.()
    this.#onEmpty = undefined
  }

  #putBack(): void {
    // One that flows would give it again at once.
    this.#socket.pause()
    this.#socket.unshift(this.#takeRest())
  }

  #takeRest(): Buffer {
    const rest = this.#rest
    this.#rest = nothing
    return rest
  }
}

function sliceLength(bytes: Buffer, least: number): number {
  const most = bytes.subarray(0, mostBytes)
  const at = most.indexOf(headEnd, least)
  return at < 0 ? most.length : at + headEnd.length
}
