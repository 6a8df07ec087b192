import type { Socket } from 'node:net'

/** What a connection needs to know of a request whose answer is not complete. */
export interface OpenRequest {
  /** Called when the client has left. */
  leave(): void
}

/** How long a connection that was told to end still reads, so that its client sees the answer first. */
const lingerMs = 500

/** One client's connection: the requests on it that wait for their answers, and how it ends. */
export class Connection<R extends OpenRequest> {
  readonly #socket: Socket
  readonly #open: R[] = []
  #last: R | undefined
  #ending = false
  #lastBytes = ''
  /** The request whose body is on its way. */
  reading: R | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    // node:http stops listening where it lets go of a connection, as at a CONNECT; unheard, an error ends the process.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#leave())
  }

  /** Whether what follows on this connection is ignored. */
  get isEnding(): boolean {
    return this.#ending
  }

  get isIdle(): boolean {
    return this.#open.length === 0
  }

  begin(request: R): void {
    this.#open.push(request)
  }

  /** The answer of `request` is the last one of this connection. */
  endAfter(request: R): void {
    this.#ending = true
    this.#last ??= request
  }

  /** Takes no more requests; ends now, or after the answers that are owed, with those bytes behind them. */
  endSoon(lastBytes = ''): void {
    this.#lastBytes = lastBytes
    const last = this.#open.at(-1)
    if (last !== undefined) return this.endAfter(last)
    this.#ending = true
    this.#socket.destroySoon()
  }

  /** The answer of `request` is on its way. Whether the connection ends with it. */
  complete(request: R): boolean {
    const at = this.#open.indexOf(request)
    if (at >= 0) this.#open.splice(at, 1)
    if (this.reading === request) this.reading = undefined
    return this.#last === request
  }

  /** Sends the last bytes, and what the client still sends is read away for a moment. */
  end(lastBytes = this.#lastBytes): void {
    this.#ending = true
    // node:http may have ended it behind the answer already.
    if (this.#socket.writable) this.#socket.end(lastBytes, 'latin1')
    setTimeout(() => this.#socket.destroy(), lingerMs).unref()
  }

  /** Ends without an answer. */
  drop(): void {
    this.#ending = true
    this.#socket.destroySoon()
  }

  #leave(): void {
    this.#ending = true
    for (const request of this.#open.splice(0)) request.leave()
  }
}
