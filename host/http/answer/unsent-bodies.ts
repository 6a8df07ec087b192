import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** An answer that its client has not read yet. */
interface Sending {
  readonly response: ServerResponse
  readonly body: Uint8Array
  /** Called once it is closed. */
  readonly closed: () => void
  at: number
  /** When the client last read something, in ms. */
  movedMs: number
}

/** Callbacks of its owner. */
interface UnsentEvents {
  /** A client that reads nothing was cut. */
  onCut(): void
  /** Called when the limit is reached, and when there may be room again. */
  onFull(isFull: boolean): void
}

/** Bytes written to the socket at once: each piece that is sent shows that the client reads. */
const pieceBytes = 1024 * 1024
/** With TLS, encrypting a piece blocks the event loop. */
const encryptedPieceBytes = 256 * 1024

/** While the limit is reached, a client that reads nothing for this long is cut. */
const patienceMs = 1000

/**
 * The large answers of one plugin that its clients have not read yet. While they exceed `limitBytes`, the plugin gets no new
 * requests, and clients that read nothing are cut.
 */
export class UnsentBodies {
  readonly #limitBytes: number
  readonly #events: UnsentEvents
  readonly #sending = new Set<Sending>()
  readonly #connections = new WeakSet<Socket>()
  #bytes = 0
  #isWatched = false

  constructor(limitBytes: number, events: UnsentEvents) {
    this.#limitBytes = limitBytes
    this.#events = events
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limitBytes
  }

  /** Counts an answer that cannot be sent yet, until the returned function is called. */
  reserve(bytes: number): () => void {
    this.#bytes += bytes
    if (this.isFull) this.#reportFull()
    return () => {
      this.#bytes -= bytes
      if (!this.isFull) this.#events.onFull(false)
    }
  }

  /** Writes a body in pieces after the head of its answer, and ends the answer; calls `release` when it is sent or cut. */
  send(response: ServerResponse, body: Uint8Array, release?: () => void): void {
    const closed = (): void => {
      this.#end(sending)
      release?.()
    }
    const sending: Sending = { response, body, closed, at: 0, movedMs: performance.now() }
    this.#sending.add(sending)
    this.#bytes += body.length
    response.once('close', closed)
    this.#closeWith(response.req.socket)
    response.on('drain', () => {
      sending.movedMs = performance.now()
      writeSome(sending)
    })
    writeSome(sending)
    if (this.isFull) this.#reportFull()
  }

  /** Up to Node 22 only the current answer of a connection emits `close`, and none that waits after it. */
  #closeWith(connection: Socket): void {
    if (this.#connections.has(connection)) return
    this.#connections.add(connection)
    connection.once('close', () => {
      for (const { response, closed } of this.#sending) {
        if (response.req.socket !== connection || response.socket !== null) continue
        response.off('close', closed)
        closed()
      }
    })
  }

  #reportFull(): void {
    this.#events.onFull(true)
    this.#watch()
  }

  #end(sending: Sending): void {
    if (!this.#sending.delete(sending)) return
    this.#bytes -= sending.body.length
    if (!this.isFull) this.#events.onFull(false)
  }

  #watch(): void {
    if (this.#isWatched) return
    this.#isWatched = true
    setTimeout(() => {
      this.#isWatched = false
      this.#cutIdle()
      if (this.isFull) this.#watch()
    }, patienceMs / 4).unref()
  }

  #cutIdle(): void {
    const now = performance.now()
    for (const sending of this.#sending) {
      if (!this.isFull) return
      // An answer that waits for an earlier one of its connection cannot be read yet.
      if (sending.response.socket === null) sending.movedMs = now
      if (now - sending.movedMs < patienceMs) continue
      this.#events.onCut()
      sending.response.destroy()
      this.#end(sending)
    }
  }
}

function writeSome(sending: Sending): void {
  const { response, body } = sending
  const isEncrypted = response.req.socket instanceof TLSSocket
  const most = isEncrypted ? encryptedPieceBytes : pieceBytes
  while (sending.at < body.length) {
    const piece = body.subarray(sending.at, sending.at + most)
    sending.at += piece.length
    if (sending.at === body.length) return void response.end(piece)
    if (!response.write(piece)) return
  }
}
