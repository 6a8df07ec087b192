import type { IncomingMessage, ServerResponse } from 'node:http'
import { BufferShelf, noBytes } from '../exchange/bytes.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { ClientLimits } from '../exchange/limits.ts'
import type { Observer, Settle } from '../exchange/ports.ts'
import { refuseEmpty, type EmptyRefusal, type LogRefusal } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import {
  AnswerWriter,
  commonHeaders,
  type RoutedRequest,
  type WriterOptions,
} from './answer/answer-writer.ts'
import { authorizeUsers, challenge, refuseLogin, type Authorize } from './auth.ts'
import { isKept, readBody, type BodyStart } from './body/body-intake.ts'
import { ChunkCollector } from './body/chunk-collector.ts'
import { StreamedBody } from './body/streamed-body.ts'
import type { MatchPath } from './match.ts'
import { PendingRequest, type ClientConnection, type RequestDefaults } from './pending-request.ts'
import { keepsConnection, readRequestLine, refusedHead } from './request-head.ts'
import type { RequestTracking } from './request-report.ts'

export interface HandlerOptions extends WriterOptions {
  readonly match: MatchPath
  /** Limits of one client; absent: none. */
  readonly clients?: ClientLimits
  /** Whether every answer has the id of its request (`AccessLog`). */
  readonly showsIds?: boolean
  readonly observer?: Observer | undefined
  /** Whether further requests have to wait for the next turn of the event loop. */
  mustYield?(): boolean
}

/** A request of node:http, on its connection. */
export interface ReceivedRequest {
  readonly connection: ClientConnection
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly bodyStart: BodyStart
}

/** Bytes of free buffers that are kept for request bodies. */
const shelfBytes = 32 * 1024 * 1024

/** Checks the requests of node:http, and passes accepted ones to the plugin or server that answers their paths. */
export class RequestHandler {
  readonly #options: HandlerOptions
  readonly #writer: AnswerWriter
  readonly #authorize: Authorize | undefined
  readonly #defaults: RequestDefaults
  readonly #collector = new ChunkCollector()

  constructor(options: HandlerOptions, tracking: RequestTracking) {
    const { settings } = options
    this.#options = options
    this.#writer = new AnswerWriter(options)
    this.#authorize = settings.users && authorizeUsers(settings.users)
    this.#defaults = {
      tracking,
      shelf: new BufferShelf(shelfBytes),
      commonHeaders: commonHeaders(settings),
      patienceMs: settings.requestTimeoutS * 1000,
    }
  }

  /** Whether the value of an `Authorization` header is that of a registered user. */
  isAllowed(authorization: ByteString | undefined): boolean {
    return this.#authorize === undefined || this.#authorize(authorization)
  }

  receive(received: ReceivedRequest): void {
    const { connection, incoming, response } = received
    if (connection.isEnding) return
    const pending = new PendingRequest(connection, incoming, response, this.#defaults)
    connection.begin(pending)
    // If any header line says `close`, node:http parses nothing more.
    const keeps = response.shouldKeepAlive && keepsConnection(incoming.httpVersion, pending.fields)
    response.shouldKeepAlive = keeps
    if (!this.#options.settings.keepAlive || !keeps) connection.endAfter(pending)
    connection.enqueue(() => this.#begin(received, pending))
  }

  /** Answers invalid bytes of a request whose head was valid, without a body. */
  refuse(pending: PendingRequest, refusal: EmptyRefusal): void {
    pending.refuse(refusal, { first: this.#defaults.commonHeaders })
  }

  /** Logs what the connection `from` an address is refused. */
  get logRefusal(): LogRefusal {
    return this.#writer.logRefusal
  }

  #begin({ incoming, bodyStart }: ReceivedRequest, pending: PendingRequest): void {
    const { fields } = pending
    const { rawHeaders, method = '', url = '', httpVersion } = incoming
    const refused = refusedHead(rawHeaders, fields)
    if (refused !== undefined) return this.#refuse(pending, refuseEmpty(refused))
    const sent = { method, target: url, version: httpVersion }
    const line = readRequestLine(sent, fields.override)
    if (line.kind === 'broken') return this.#refuse(pending, refuseEmpty(line.refusal))
    if (line.kind === 'dropped') return pending.drop()
    if (!this.isAllowed(fields.authorization))
      return this.#refuse(pending, refuseLogin(fields.authorization), [challenge])
    if (line.kind === 'refused') return this.#refuse(pending, refuseEmpty(line.refusal))
    const request: Request = {
      id: pending.id,
      method: line.method,
      path: line.path,
      uri: line.uri,
      query: line.query,
      hasArguments: line.hasArguments,
      headerLines: rawHeaders,
      body: noBytes,
    }
    this.#route(pending, request, bodyStart)
  }

  #refuse(pending: PendingRequest, refusal: EmptyRefusal, headers?: readonly Header[]): void {
    this.logRefusal(refusal, { from: pending.shareAddress, request: pending.id })
    pending.refuse(refusal, headers && { headers })
  }

  #route(pending: PendingRequest, request: Request, bodyStart: BodyStart): void {
    if (this.#options.mustYield?.() === true)
      return void setImmediate(() => this.#route(pending, request, bodyStart))
    const routed = { request, match: this.#options.match(request.path) }
    pending.plugin = routed.match.plugin
    if (!hasBody(pending)) return this.#answer(pending, routed)
    if (routed.match.streamsBody === true && isKept(request))
      return this.#stream(pending, routed, bodyStart)
    const writer = this.#writer
    const { shelf } = this.#defaults
    const collector = this.#collector
    const take = (whole: RoutedRequest): void => this.#answer(pending, whole)
    readBody({ pending, routed, bodyStart }, { writer, shelf, collector, take })
  }

  /** Answers a request whose body is passed on while it arrives. */
  #stream(pending: PendingRequest, { request, match }: RoutedRequest, bodyStart: BodyStart): void {
    const { patienceMs } = this.#defaults
    const stream = new StreamedBody(pending, { bodyStart, patienceMs })
    const routed = { request: { ...request, stream }, match }
    this.#answer(pending, routed, () => stream.stop())
  }

  /** `onAnswer` is called once there is an answer. */
  #answer(pending: PendingRequest, routed: RoutedRequest, onAnswer?: () => void): void {
    if (pending.hasLeft) return
    const fail = (error: unknown): void => this.#writer.fail(pending, routed, error)
    const settle: Settle = (answer) => {
      if (answer instanceof Promise) {
        answer.then(settle, fail)
        return
      }
      try {
        pending.share?.release()
        onAnswer?.()
        this.#writer.send(pending, routed, answer)
      } catch (error) {
        fail(error)
      }
    }
    try {
      routed.match.answer(routed.request, pending, settle)
    } catch (error) {
      fail(error)
    }
  }
}

function hasBody({ fields }: PendingRequest): boolean {
  if (fields.transferEncoding !== undefined) return true
  return fields.contentLength !== undefined && fields.contentLength !== '0'
}
