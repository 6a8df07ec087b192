import type { BodyStream } from '../../exchange/request.ts'
import type { PendingRequest } from '../pending-request.ts'
import type { BodyStart } from './body-intake.ts'

interface StreamOptions {
  readonly bodyStart: BodyStart
  /** How long a client may send nothing while more is expected of it. */
  readonly patienceMs: number
}

/** The body of a request on a socket that is passed on while it arrives. Nothing is read before `read`. */
export class StreamedBody implements BodyStream {
  readonly length: number | undefined
  readonly #pending: PendingRequest
  readonly #options: StreamOptions
  #isOver = false
  #patience: NodeJS.Timeout | undefined

  constructor(pending: PendingRequest, options: StreamOptions) {
    const { contentLength } = pending.fields
    this.length = contentLength === undefined ? undefined : Number(contentLength)
    this.#pending = pending
    this.#options = options
    pending.connection.beginBody(pending)
    // A long upload takes longer than one request may take; `#patience` limits the silence instead.
    pending.onLate = () => true
  }

  read(
    take: (piece: Buffer, wantMore: () => void) => void,
    onEnd: (isWhole: boolean) => void,
  ): void {
    const { incoming, connection, response } = this.#pending
    if (this.#options.bodyStart === 'after-continue') response.writeContinue()
    incoming.on('data', (piece: Buffer) => {
      connection.onActivity()
      incoming.pause()
      this.#stopWaiting()
      take(piece, () => {
        if (this.#isOver) return
        this.#wait()
        incoming.resume()
      })
    })
    incoming.on('end', () => {
      this.#finish()
      onEnd(true)
    })
    incoming.on('close', () => {
      this.#stopWaiting()
      if (!incoming.readableEnded) onEnd(false)
    })
    // The connection handles a client that leaves.
    incoming.on('error', () => undefined)
    this.#wait()
  }

  /** Once the request has its answer, ends the connection if the body has not arrived: nothing reads the rest. */
  stop(): void {
    if (this.#isOver) return
    this.#finish()
    const { connection, incoming } = this.#pending
    connection.endAfter(this.#pending)
    incoming.removeAllListeners('data')
    this.#pending.discardBody()
  }

  #finish(): void {
    this.#isOver = true
    this.#stopWaiting()
    this.#pending.onLate = undefined
    this.#pending.connection.finishBody(this.#pending)
  }

  #wait(): void {
    this.#stopWaiting()
    const { connection } = this.#pending
    this.#patience = setTimeout(() => connection.abandonBody(), this.#options.patienceMs).unref()
  }

  #stopWaiting(): void {
    clearTimeout(this.#patience)
  }
}
