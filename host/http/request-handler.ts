import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type CompleteAnswer } from '../exchange/answer.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Dispatch, Log } from '../exchange/ports.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { Request } from '../exchange/request.ts'
import type { HttpSettings } from '../exchange/settings.ts'
import { authorizeUsers, challenge, type Authorize } from './auth.ts'
import { readAway, readBody, type ReadBody } from './body-reader.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import { renderError } from './error-answer.ts'
import { whyUnsendable } from './header-lines.ts'
import { PendingRequest, type ClientConnection, type RequestDefaults } from './pending-request.ts'
import type { Traffic } from './traffic.ts'
import { keepsConnection, readRequestLine, refusedHead, type RequestLine } from './request-head.ts'
import { writeAnswer, type WireAnswer } from './write-answer.ts'

export interface HandlerOptions {
  readonly settings: HttpSettings
  readonly profile: SdkProfile
  readonly dispatch: Dispatch
  /** Most bytes of a request's body, by its path. */
  bodyLimit(path: ByteString): number
  /** The name of the plugin that answers a path, for messages. */
  pluginOf?(path: ByteString): string | undefined
  /** Whether further requests wait for the next turn of the event loop. */
  mustYield?(): boolean
  /** Bounds what large bodies take of the memory; absent: nothing does. */
  readonly traffic?: Traffic
  readonly log: Log
}

/** A request of node:http, on its connection. */
export interface ReceivedRequest {
  readonly connection: ClientConnection
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly bodyComes: BodyComes
}

/** Whether the client waits for `100 Continue` before it sends the body. */
export type BodyComes = 'at-once' | 'after-continue'

/** Larger bodies do not fit into what the system keeps for a connection. */
const largeBytes = 64 * 1024

/** What is kept of buffers for the bodies of requests. */
const shelfBytes = 32 * 1024 * 1024

const noBody = new Uint8Array(0)
const closing = ['Connection', 'close'] as const

/** What every answer says about its connection, in Orthanc's order. */
export function openingLines(settings: HttpSettings): readonly string[] {
  if (!settings.keepAlive) return closing
  return ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${settings.keepAliveTimeoutS}`]
}

/** Takes requests from node:http, has them answered, and writes the answers. */
export class RequestHandler {
  readonly #options: HandlerOptions
  readonly #opening: readonly string[]
  readonly #authorize: Authorize | undefined
  readonly #defaults: RequestDefaults
  readonly #shelf = new BufferShelf(shelfBytes)

  constructor(options: HandlerOptions, newId: () => string) {
    this.#options = options
    this.#opening = openingLines(options.settings)
    this.#defaults = { newId, opening: this.#opening, shelf: this.#shelf }
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
    connection.inTurn(() =>
      this.#begin(received, pending, readRequestLine(sent, pending.fields.override)),
    )
  }

  /** Answers without a body, and ends the connection. */
  refuse(pending: PendingRequest, status: number, opening: readonly string[]): void {
    pending.connection.endAfter(pending)
    this.#write(pending, { status, headers: [], nosniff: true, body: noBody }, opening)
  }

  #begin(received: ReceivedRequest, pending: PendingRequest, line: RequestLine): void {
    const refused = refusedHead(received.incoming.rawHeaders, pending.fields)
    if (refused !== undefined) return this.refuse(pending, refused, closing)
    if (line.kind === 'broken') return this.refuse(pending, line.status, closing)
    if (line.kind === 'dropped') return this.#drop(pending)
    if (!this.isAllowed(pending.fields.authorization))
      return this.#writeEmpty(pending, { status: 401, headers: [challenge] })
    if (line.kind === 'refused') return this.#writeEmpty(pending, line)
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
    if (hasBody(pending)) this.#readBody(received, pending, request)
    else this.#dispatch(pending, request)
  }

  // *Differs:* a form upload (multipart/form-data) goes to the plugin; Orthanc takes it for itself, as DICOM files
  #readBody(received: ReceivedRequest, pending: PendingRequest, request: Request): void {
    const limitBytes = this.#options.bodyLimit(request.path)
    const bodies = this.#options.traffic?.of(request.path).bodies
    if (bodies?.isFull === true) return this.#refuseCrowd(pending, request)
    const announced = Number(pending.fields.contentLength ?? 0)
    if (announced > limitBytes) return this.#refuseBody(pending, request, limitBytes)
    if (received.bodyComes === 'after-continue') pending.response.writeContinue()
    const keep = request.method === httpMethods.Post || request.method === httpMethods.Put
    const done = (result: ReadBody): void => {
      pending.connection.endBody(pending)
      pending.onLate = undefined
      if (pending.hasLeft) return
      if (result.kind === 'too-large') this.#refuseBody(pending, request, limitBytes)
      else this.#dispatch(pending, { ...request, body: result.body })
    }
    pending.connection.beginBody(pending)
    pending.share = bodies?.open()
    const { share } = pending
    const reading = readBody(pending.incoming, {
      limitBytes,
      announcedBytes: announced,
      keep,
      share,
      shelf: this.#shelf,
      came: () => pending.connection.came(),
      done,
    })
    pending.onLate = () => {
      if (!reading.hasWaited) return false
      reading.stop()
      this.#refuseCrowd(pending, request)
      return true
    }
  }

  /** Of the client's body nothing is read: others wait for the plugin already, with all that may be kept. */
  #refuseCrowd(pending: PendingRequest, request: Request): void {
    const details =
      'The bodies that wait for this plugin take all the memory that there is for them'
    const headers = [['Retry-After', '1']] as const
    const answer = errorAnswer(errorCodes.Plugin, { status: 503, details, headers, close: true })
    this.#answer(pending, request, answer)
  }

  #refuseBody(pending: PendingRequest, request: Request, limitBytes: number): void {
    const details = `The body of the request is larger than the ${limitBytes} bytes that are allowed`
    const answer = errorAnswer(errorCodes.BadRequest, { status: 413, details, close: true })
    this.#log('warning', pending, details, request)
    this.#answer(pending, request, answer)
  }

  #dispatch(pending: PendingRequest, request: Request): void {
    if (pending.hasLeft) return
    this.#options
      .dispatch(request, pending)
      .then((answer) => {
        pending.share?.release()
        this.#answer(pending, request, answer)
      })
      .catch((error: unknown) => this.#fail(pending, request, error))
  }

  #fail(pending: PendingRequest, request: Request, error: unknown): void {
    this.#log(
      'error',
      pending,
      `Error of the host: ${error instanceof Error ? error.message : String(error)}`,
    )
    if (pending.response.headersSent) pending.connection.drop()
    else this.#answer(pending, request, errorAnswer(errorCodes.InternalError))
  }

  #answer(pending: PendingRequest, request: Request, answer: Answer): void {
    if (pending.hasLeft) return
    const stream = pending.begunStream
    if (stream !== undefined) {
      const isLast = pending.connection.complete(pending)
      if (isLast && !stream.endsConnection) pending.onSent(() => pending.connection.end())
      stream.end(answer.kind === 'streamed' && answer.complete)
      return this.#cutIfNotTaken(pending)
    }
    switch (answer.kind) {
      case 'complete':
        return this.#complete(pending, request, answer)
      case 'error': {
        if (answer.close) pending.connection.endAfter(pending)
        const { profile, settings } = this.#options
        const rendered = renderError(answer, request, {
          profile,
          describe: settings.describeErrors,
        })
        return this.#send(pending, request, { ...rendered, nosniff: answer.nosniff })
      }
      case 'nothing':
        return this.#drop(pending)
      case 'streamed':
        return this.#answer(pending, request, errorAnswer(errorCodes.Plugin))
    }
  }

  #complete(pending: PendingRequest, request: Request, answer: CompleteAnswer): void {
    const coding = this.#options.settings.compression
      ? chooseCoding(answer, pending.fields.acceptEncoding)
      : undefined
    if (coding === undefined) return this.#send(pending, request, answer)
    // Until it is sent it takes memory all the same.
    const release = this.#options.traffic?.of(request.path).unsent.reserve(answer.body.length)
    void compressAnswer(answer, coding, pending.signal).then((smaller) => {
      this.#send(pending, request, smaller)
      release?.()
    })
  }

  /** Writes an answer of a plugin, unless its headers are none. */
  #send(pending: PendingRequest, request: Request, answer: WireAnswer): void {
    const details = whyUnsendable(answer.headers)
    if (details === undefined) {
      if (answer.body.length > largeBytes)
        pending.unsent = this.#options.traffic?.of(request.path).unsent
      return this.#write(pending, answer, this.#opening)
    }
    this.#log('warning', pending, details, request)
    this.#answer(pending, request, errorAnswer(errorCodes.Plugin, { details }))
  }

  #writeEmpty(
    pending: PendingRequest,
    answer: Pick<WireAnswer, 'status'> & Partial<Pick<WireAnswer, 'headers'>>,
  ): void {
    const { status, headers = [] } = answer
    this.#write(pending, { status, headers, nosniff: true, body: noBody }, this.#opening)
  }

  /** Writes an answer, unless one was written already: to what the client sent behind its request, say. */
  #write(pending: PendingRequest, answer: WireAnswer, opening: readonly string[]): void {
    if (pending.hasLeft || pending.response.headersSent) return
    pending.share?.release()
    const { connection, incoming } = pending
    const isRead = incoming.complete || incoming.readableFlowing === true
    if (!isRead) readAway(incoming, () => connection.came())
    if (connection.complete(pending)) pending.onSent(() => connection.end())
    writeAnswer(pending, answer, opening)
    this.#cutIfNotTaken(pending)
  }

  /** A client that reads nothing of its answer for long is gone. What follows may take its own time. */
  #cutIfNotTaken(pending: PendingRequest): void {
    // Most answers are with the system at once.
    if (pending.isSent) return
    const { response, incoming } = pending
    const { socket } = incoming
    pending.onTurn(() => socket.setTimeout(this.#options.settings.requestTimeoutS * 1000))
    // Before node:http hears it, which begins with the next answer, or sets the time that a connection may be idle.
    response.prependOnceListener('finish', () => socket.setTimeout(0))
  }

  #drop(pending: PendingRequest): void {
    pending.onTurn(() => {
      pending.connection.complete(pending)
      pending.connection.drop()
    })
  }

  /** `request`: where it is a plugin's matter, whose name is told. */
  #log(
    level: 'error' | 'warning',
    pending: PendingRequest,
    message: string,
    request?: Request,
  ): void {
    const plugin = request && this.#options.pluginOf?.(request.path)
    const told = plugin === undefined ? {} : { plugin }
    this.#options.log({ level, message, request: pending.id, ...told })
  }
}

function hasBody({ fields }: PendingRequest): boolean {
  if (fields.transferEncoding !== undefined) return true
  return fields.contentLength !== undefined && fields.contentLength !== '0'
}
