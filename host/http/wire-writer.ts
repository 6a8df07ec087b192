import type { HttpSettings } from '../exchange/settings.ts'
import { readAway } from './body-reader.ts'
import { closing, openingLines } from './header-lines.ts'
import type { PendingRequest } from './pending-request.ts'
import type { ResponseStream } from './response-stream.ts'
import { writeAnswer, type WireAnswer } from './write-answer.ts'

const noBody = new Uint8Array(0)

/** Puts answers on the wire, each request's once, and ends their connections where that has to be. */
export class WireWriter {
  /** What answers say about a connection that stays. */
  readonly opening: readonly string[]
  readonly #patienceMs: number

  constructor(settings: HttpSettings) {
    this.opening = openingLines(settings)
    this.#patienceMs = settings.requestTimeoutS * 1000
  }

  /** Writes an answer, unless one was written already: to what the client sent behind its request, say. */
  write(pending: PendingRequest, answer: WireAnswer, opening = this.opening): void {
    if (pending.hasLeft || pending.response.headersSent) return
    pending.share?.release()
    const { connection, incoming } = pending
    const isRead = incoming.complete || incoming.readableFlowing === true
    if (!isRead) readAway(incoming, () => connection.onActivity())
    if (connection.complete(pending)) pending.onSent(() => connection.end())
    writeAnswer(pending, answer, opening)
    this.#cutIfNotTaken(pending)
  }

  /** Answers without a body, and ends the connection, although `opening` may not say so. */
  refuse(pending: PendingRequest, status: number, opening: readonly string[] = closing): void {
    pending.connection.endAfter(pending)
    this.write(pending, { status, headers: [], nosniff: true, body: noBody }, opening)
  }

  /** Answers with a status, and no body. */
  writeEmpty(
    pending: PendingRequest,
    answer: Pick<WireAnswer, 'status'> & Partial<Pick<WireAnswer, 'headers'>>,
  ): void {
    const { status, headers = [] } = answer
    this.write(pending, { status, headers, nosniff: true, body: noBody })
  }

  /** Ends the connection without an answer, behind the answers that are owed. */
  drop(pending: PendingRequest): void {
    pending.onTurn(() => {
      pending.connection.complete(pending)
      pending.connection.drop()
    })
  }

  /** Ends a streamed answer; one that is not complete is cut. */
  endStream(pending: PendingRequest, stream: ResponseStream, isComplete: boolean): void {
    const isLast = pending.connection.complete(pending)
    if (isLast && !stream.endsConnection) pending.onSent(() => pending.connection.end())
    stream.end(isComplete)
    this.#cutIfNotTaken(pending)
  }

  /** A client that reads nothing of its answer for long is gone. What follows may take its own time. */
  #cutIfNotTaken(pending: PendingRequest): void {
    // Most answers are with the system at once.
    if (pending.isSent) return
    const { response, incoming } = pending
    const { socket } = incoming
    pending.onTurn(() => socket.setTimeout(this.#patienceMs))
    // Before node:http hears it, which begins with the next answer, or sets the time that a connection may be idle.
    response.prependOnceListener('finish', () => socket.setTimeout(0))
  }
}
