import type { IncomingMessage, ServerResponse } from 'node:http'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { ClientLimits } from '../exchange/limits.ts'
import type { Dispatch } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { AnswerSender, type SenderOptions } from './answer-sender.ts'
import { authorizeUsers, challenge, type Authorize } from './auth.ts'
import { BodyIntake, type BodyComes, type IntakeOptions } from './body-intake.ts'
import { PendingRequest, type ClientConnection, type RequestDefaults } from './pending-request.ts'
import { keepsConnection, readRequestLine, refusedHead, type RequestLine } from './request-head.ts'
import { WireWriter } from './wire-writer.ts'

export interface HandlerOptions extends SenderOptions, IntakeOptions {
  readonly dispatch: Dispatch
  /** What bounds one client; absent: nothing does. */
  readonly clients?: ClientLimits
  /** Whether further requests wait for the next turn of the event loop. */
  mustYield?(): boolean
}

/** A request of node:http, on its connection. */
export interface ReceivedRequest {
  readonly connection: ClientConnection
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly bodyComes: BodyComes
}

/** What is kept of buffers for the bodies of requests. */
const shelfBytes = 32 * 1024 * 1024

const noBody = new Uint8Array(0)

/** Takes requests from node:http, and has those answered that are let in. */
export class RequestHandler {
  readonly #options: HandlerOptions
  readonly #wire: WireWriter
  readonly #sender: AnswerSender
  readonly #intake: BodyIntake
  readonly #authorize: Authorize | undefined
  readonly #defaults: RequestDefaults

  constructor(options: HandlerOptions, newId: () => string) {
    this.#options = options
    const shelf = new BufferShelf(shelfBytes)
    this.#wire = new WireWriter(options.settings)
    this.#sender = new AnswerSender(options, this.#wire)
    this.#intake = new BodyIntake(options, this.#sender, shelf)
    this.#defaults = { newId, opening: this.#wire.opening, shelf }
    const { users } = options.settings
    this.#authorize = users && authorizeUsers(users)
  }

  /** Whether the value of an `Authorization` header lets its sender in. */
  isAllowed(authorization: ByteString | undefined): boolean {
    return this.#authorize === undefined || this.#authorize(authorization)
  }

  receive(received: ReceivedRequest): void {
    const { connection, incoming, response } = received
    if (connection.isEnding) return
    const pending = new PendingRequest(connection, incoming, response, this.#defaults)
    connection.begin(pending)
    // Where node:http has read a close in any line, its parser takes nothing more.
    const keeps = response.shouldKeepAlive && keepsConnection(incoming.httpVersion, pending.fields)
    response.shouldKeepAlive = keeps
    if (!this.#options.settings.keepAlive || !keeps) connection.endAfter(pending)
    const sent = {
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      version: incoming.httpVersion,
    }
    connection.enqueue(() =>
      this.#begin(received, pending, readRequestLine(sent, pending.fields.override)),
    )
  }

  /** Answers without a body, and ends the connection. */
  refuse(pending: PendingRequest, status: number): void {
    this.#wire.refuse(pending, status, this.#wire.opening)
  }

  #begin(received: ReceivedRequest, pending: PendingRequest, line: RequestLine): void {
    const refused = refusedHead(received.incoming.rawHeaders, pending.fields)
    if (refused !== undefined) return this.#wire.refuse(pending, refused)
    if (line.kind === 'broken') return this.#wire.refuse(pending, line.status)
    if (line.kind === 'dropped') return this.#wire.drop(pending)
    if (!this.isAllowed(pending.fields.authorization))
      return this.#wire.writeEmpty(pending, { status: 401, headers: [challenge] })
    if (line.kind === 'refused') return this.#wire.writeEmpty(pending, line)
    const request: Request = {
      id: pending.id,
      method: line.method,
      path: line.path,
      uri: line.uri,
      query: line.query,
      hasArguments: line.hasArguments,
      headerLines: received.incoming.rawHeaders,
      body: noBody,
    }
    this.#takeTurn(received, pending, request)
  }

  #takeTurn(received: ReceivedRequest, pending: PendingRequest, request: Request): void {
    if (this.#options.mustYield?.() === true)
      return void setImmediate(() => this.#takeTurn(received, pending, request))
    if (!hasBody(pending)) return this.#dispatch(pending, request)
    const { bodyComes } = received
    this.#intake.read({ pending, request, bodyComes }, (whole) => this.#dispatch(pending, whole))
  }

  #dispatch(pending: PendingRequest, request: Request): void {
    if (pending.hasLeft) return
    this.#options
      .dispatch(request, pending)
      .then((answer) => {
        pending.share?.release()
        this.#sender.send(pending, request, answer)
      })
      .catch((error: unknown) => this.#sender.fail(pending, request, error))
  }
}

function hasBody({ fields }: PendingRequest): boolean {
  if (fields.transferEncoding !== undefined) return true
  return fields.contentLength !== undefined && fields.contentLength !== '0'
}
