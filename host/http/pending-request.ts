import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { type BufferShelf, noBytes } from '../exchange/bytes.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { EmptyRefusal } from '../exchange/refusals.ts'
import { bodiless } from '../exchange/http.ts'
import type { Client, Sender, StreamTarget } from '../exchange/ports.ts'
import {
  connectionClose,
  reasonOf,
  prepareHeaders,
  type AnswerSink,
  type WireAnswer,
} from './answer/answer-writer.ts'
import { ResponseStream } from './answer/response-stream.ts'
import type { UnsentBodies } from './answer/unsent-bodies.ts'
import type { OpenBody } from './body/body-budget.ts'
import type { Connection, OpenRequest } from './connection.ts'
import { identify, scanHeaders, type HeadFields } from './request-head.ts'
import { RequestReport, type RequestTracking } from './request-report.ts'

export type ClientConnection = Connection<PendingRequest>

/** What all requests of a server share. */
export interface RequestDefaults {
  /** The headers that answers begin with if the connection stays. */
  readonly commonHeaders: readonly string[]
  readonly tracking: RequestTracking
  /** Buffers for the bodies of requests. */
  readonly shelf: BufferShelf
  /** How long a client may read nothing of an answer. */
  readonly patienceMs: number
}

interface RefusalHeaders {
  readonly headers?: readonly Header[]
  /** The first headers of an answer that ends the connection. */
  readonly first?: readonly string[]
}

/** A request on a socket, from its head until its answer is sent. */
export class PendingRequest implements Client, OpenRequest, AnswerSink {
  readonly id: string
  /** The id that is sent back: the client's own or, if requests are logged, any. */
  readonly #shownId: string | undefined
  /** The name of the plugin that has the route. */
  plugin: string | undefined
  isSettled = false
  /** Absent: nothing observes requests. */
  readonly #report: RequestReport | undefined
  #bytes = 0
  readonly connection: ClientConnection
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly fields: HeadFields
  readonly #defaults: RequestDefaults
  #hasLeft = false
  #isHalfClosed = false
  #controller: AbortController | undefined
  #stream: ResponseStream | undefined
  #onLeave: (() => void) | undefined
  #onHalfClose: (() => void) | undefined
  /** The memory that its body takes. */
  share: OpenBody | undefined
  /** If the body timed out because other bodies used the budget, answers 503 and returns true. */
  onLate: (() => boolean) | undefined

  constructor(
    connection: ClientConnection,
    incoming: IncomingMessage,
    response: ServerResponse,
    defaults: RequestDefaults,
  ) {
    this.connection = connection
    this.incoming = incoming
    this.response = response
    this.#defaults = defaults
    this.fields = scanHeaders(incoming.rawHeaders)
    const { id, shownId } = identify(this.fields.requestId, defaults.tracking)
    this.id = id
    this.#shownId = shownId
    const { observer } = defaults.tracking
    if (observer === undefined) return
    const { method = '', url = '' } = incoming
    this.#report = new RequestReport(observer, { id, method, target: url })
  }

  get hasLeft(): boolean {
    return this.#hasLeft
  }

  get signal(): AbortSignal {
    // Most requests end before anything asks for it, and it is expensive.
    this.#controller ??= new AbortController()
    if (this.#hasLeft || this.#isHalfClosed) this.#controller.abort()
    return this.#controller.signal
  }

  get isComplete(): boolean {
    return this.incoming.complete
  }

  get isSent(): boolean {
    return this.response.writableFinished
  }

  get acceptEncoding(): ByteString | undefined {
    return this.fields.acceptEncoding
  }

  get hasAnswered(): boolean {
    return this.response.headersSent
  }

  get hasBegun(): boolean {
    return this.#stream?.hasBegun ?? false
  }

  get sender(): Sender {
    const { socket } = this.incoming
    const protocol = socket instanceof TLSSocket ? 'https' : 'http'
    return { address: socket.remoteAddress, protocol }
  }

  get shareAddress(): string | undefined {
    return this.connection.client.shareAddress(this.incoming.rawHeaders)
  }

  get target(): StreamTarget {
    this.#stream ??= new ResponseStream(this.response, this.incoming.socket, {
      commonHeaders: this.#defaults.commonHeaders,
      requestId: this.#shownId,
    })
    return this.#stream
  }

  takeBack(buffer: ArrayBuffer): void {
    this.#defaults.shelf.put(buffer)
  }

  /** Reads what still arrives of the body, and drops it. */
  discardBody(): void {
    this.incoming.on('data', () => this.connection.onActivity()).resume()
  }

  onSent(act: () => void): void {
    this.response.once('finish', act)
  }

  onLeave(act: () => void): void {
    this.#onLeave = act
  }

  onHalfClose(act: () => void): void {
    this.#onHalfClose = act
    if (this.#isHalfClosed) act()
  }

  halfClose(): void {
    this.#isHalfClosed = true
    this.#controller?.abort()
    this.#onHalfClose?.()
  }

  leave(): void {
    this.#hasLeft = true
    this.#end('cut')
    this.#onLeave?.()
    this.share?.release()
    this.#stream?.leave()
    this.#controller?.abort()
  }

  /**
   * Writes an answer in Orthanc's order: `first` (about the connection), the plugin's headers, nosniff, the client's own id,
   * the length. Does nothing after an answer, as to invalid bytes that followed the request.
   *
   * *Differs:* 204, 205 and 304 have no body, which HTTP forbids them. Neither has the answer to a HEAD that was made a DELETE
   * or PUT (RFC 9110, 9.3.2), from which node:http leaves it out.
   */
  write(answer: WireAnswer, unsent?: UnsentBodies, first = this.#defaults.commonHeaders): void {
    const { response } = this
    if (this.#hasLeft || response.headersSent) return
    this.#finishRequest(answer.close === true)
    const { status } = answer
    const body = bodiless.has(status) ? '' : answer.body
    const lines = first.concat(prepareHeaders(answer.headers).lines)
    if (answer.nosniff) lines.push('X-Content-Type-Options', 'nosniff')
    if (this.#shownId !== undefined) lines.push('X-Request-Id', this.#shownId)
    lines.push('Content-Length', String(body.length))
    response.sendDate = false
    response.writeHead(status, reasonOf(status), lines)
    this.#reportWhenSent(body.length)
    if (body.length === 0) response.end()
    else if (typeof body === 'string') endWithText(response, body)
    else if (unsent === undefined) response.end(body)
    else unsent.send(response, body, answer.release)
    this.#cutIfNotRead()
  }

  /** Answers without a body. With `close` the connection ends, even if `first` does not say so. */
  refuse({ status, closes }: EmptyRefusal, { headers = [], first }: RefusalHeaders = {}): void {
    const answer = { status, headers, nosniff: true, body: noBytes }
    if (!closes) return this.write(answer)
    this.write({ ...answer, close: true }, undefined, first ?? connectionClose)
  }

  endStream(isComplete: boolean): void {
    const isLast = this.connection.complete(this)
    if (isLast && this.#stream?.endsConnection === false) this.onSent(() => this.connection.end())
    if (isComplete) this.#reportWhenSent()
    else this.#end('cut')
    this.#stream?.end(isComplete)
    this.#cutIfNotRead()
  }

  drop(): void {
    this.#end('cut')
    this.#onTurn(() => {
      this.connection.complete(this)
      this.connection.drop()
    })
  }

  #reportWhenSent(bytes = 0): void {
    if (this.#report === undefined) return
    this.#bytes = bytes
    const { socket } = this.incoming
    // node:http also emits it for a socket that was destroyed, and its own listener destroys the socket of the last answer.
    this.response.prependOnceListener('finish', () => this.#end(socket.destroyed ? 'cut' : 'sent'))
  }

  /** Reports the end of the request. */
  #end(end: 'sent' | 'cut'): void {
    this.#report?.end({
      status: this.response.headersSent ? this.response.statusCode : undefined,
      bytes: this.#stream?.bytes ?? this.#bytes,
      isComplete: end === 'sent',
      plugin: this.plugin,
    })
  }

  #finishRequest(close: boolean): void {
    const { connection, incoming } = this
    this.share?.release()
    if (close) connection.endAfter(this)
    const isRead = incoming.complete || incoming.readableFlowing === true
    if (!isRead) this.discardBody()
    if (connection.complete(this)) this.onSent(() => connection.end())
  }

  /** Cuts a client that reads nothing of its answer for `patienceMs`. The next answers have their own time. */
  #cutIfNotRead(): void {
    // The system takes most answers at once.
    if (this.isSent) return
    const { response, incoming } = this
    const { socket } = incoming
    this.#onTurn(() => socket.setTimeout(this.#defaults.patienceMs))
    // Before the listener of node:http, which begins the next answer, or sets the time that a connection may be idle.
    response.prependOnceListener('finish', () => socket.setTimeout(0))
  }

  /** Calls `act` once all earlier answers of the connection are sent. */
  #onTurn(act: () => void): void {
    if (this.response.socket) act()
    else this.response.once('socket', act)
  }
}

/**
 * Ends a response with a short body. It is written together with the head as one piece, where `end(text)` alone writes a second,
 * empty one (docs/decisions/006-what-limits-dispatch.md).
 */
function endWithText(response: ServerResponse, text: ByteString): void {
  const { socket } = response
  // Earlier answers of the connection are not sent yet.
  if (socket === null) return void response.end(text, 'latin1')
  socket.cork()
  response.write(text, 'latin1')
  socket.uncork()
  response.end()
}
