import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** An answer that its client has not taken yet. */
interface Sending {
  readonly response: ServerResponse
  readonly body: Uint8Array
  /** Called once it is closed. */
  readonly closed: () => void
  at: number
  /** When the client last took something, in ms. */
  movedMs: number
}

/** What its owner is told. */
interface UnsentEvents {
  /** A client that reads nothing is cut. */
  onCut(): void
  /** Whether there is room, whenever that may have changed. */
  onFull(isFull: boolean): void
}

/** So much is handed to the socket at a time: each piece that goes shows that the client reads. */
const pieceBytes = 1024 * 1024
/** What encrypts a piece holds the event loop up for no longer than that takes. */
const encryptedPieceBytes = 256 * 1024

/** When they are too many, a client that took nothing for that long is cut. */
const patienceMs = 1000

/**
 * The large answers of one plugin that are on their way to clients. What slow clients keep waiting is bounded: while it is
 * more than `limitBytes` the plugin answers nothing new, and clients that take nothing are cut.
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

  /** Counts an answer that cannot be sent yet, until the function that this gives is called. */
  reserve(bytes: number): () => void {
    this.#bytes += bytes
    if (this.isFull) this.#tellFull()
    return () => {
      this.#bytes -= bytes
      if (!this.isFull) this.#events.onFull(false)
    }
  }

  /** Writes a body piece by piece behind the head of its answer, and ends the answer; `release` hears when it is sent. */
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
    if (this.isFull) this.#tellFull()
  }

  /** Up to Node 22 only the answer whose turn it is hears that its connection has closed, and none that waits behind it. */
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

  #tellFull(): void {
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
      // One that waits for an earlier answer of its connection is not its client's fault.
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
