import { STATUS_CODES } from 'node:http'
import { errorCodes } from '../../../abi/enums.ts'
import {
  errorAnswer,
  type Answer,
  type CompleteAnswer,
  type ErrorAnswer,
  type Header,
} from '../../exchange/answer.ts'
import type { Body, ByteString } from '../../exchange/byte-string.ts'
import { framingFields, isFieldValue, isToken, statusReasons } from '../../exchange/http.ts'
import type { Log } from '../../exchange/log.ts'
import { describeError, type SdkProfile } from '../../exchange/profile.ts'
import { rememberLast } from '../../exchange/remember-last.ts'
import { logRefusals, refuse, type LogRefusal } from '../../exchange/refusals.ts'
import { methodName, type Request } from '../../exchange/request.ts'
import { styledJson } from '../../exchange/styled-json.ts'
import type { HttpSettings } from '../../config/settings.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import type { Match } from '../match.ts'
import type { UnsentBodies } from './unsent-bodies.ts'

/** An answer as a sink writes it. */
export interface WireAnswer extends Pick<
  CompleteAnswer,
  'status' | 'headers' | 'nosniff' | 'body' | 'release'
> {
  /** True if the connection ends with the answer. */
  readonly close?: boolean | undefined
}

/** The receiver of one answer: a response on a socket, or one of the Fetch standard. */
export interface AnswerSink {
  readonly acceptEncoding: ByteString | undefined
  /** The client address whose share the request counts in. */
  readonly shareAddress?: string | undefined
  readonly signal: AbortSignal
  readonly hasLeft: boolean
  /** Whether the head of an answer has been written. */
  readonly hasAnswered: boolean
  /** Whether a part of a streamed answer may have been sent. */
  readonly hasBegun: boolean
  /** Writes an answer; with `unsent`, the body counts there until it is sent. */
  write(answer: WireAnswer, unsent?: UnsentBodies): void
  /** Ends a streamed answer; an incomplete one is cut. */
  endStream(isComplete: boolean): void
  /** Closes the connection without an answer, after pending answers. */
  drop(): void
}

/** A request, and who answers it. */
export interface RoutedRequest {
  readonly request: Request
  readonly match: Match
}

export interface WriterOptions {
  readonly settings: HttpSettings
  readonly profile: SdkProfile
  readonly log: Log
}

/** Larger bodies do not fit into the system's buffer of a connection. */
const largeBytes = 64 * 1024

/** Writes answers of any kind to their sinks: rendered, compressed, and checked. */
export class AnswerWriter {
  readonly #options: WriterOptions
  /** Logs what is refused, at a bounded rate. */
  readonly logRefusal: LogRefusal

  constructor(options: WriterOptions) {
    this.#options = options
    this.logRefusal = logRefusals(options.log)
  }

  /** Answers a request, unless its client has left. */
  send(sink: AnswerSink, routed: RoutedRequest, answer: Answer): void {
    if (sink.hasLeft) return
    if (sink.hasBegun) return sink.endStream(answer.kind === 'streamed' && answer.complete)
    switch (answer.kind) {
      case 'complete':
        return this.#sendComplete(sink, routed, answer)
      case 'error':
        return this.#sendError(sink, routed, answer)
      case 'nothing':
        return sink.drop()
      case 'streamed':
        // Its head was not sent, as it had a header that HTTP does not allow.
        return this.#sendError(sink, routed, errorAnswer(errorCodes.Plugin))
    }
  }

  /** Answers a request at which the host itself failed. */
  fail(sink: AnswerSink, routed: RoutedRequest, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    const message = `Error of the host: ${why}`
    this.#options.log({ level: 'error', message, request: routed.request.id })
    if (sink.hasAnswered) sink.drop()
    else this.send(sink, routed, errorAnswer(errorCodes.InternalError))
  }

  #sendComplete(sink: AnswerSink, routed: RoutedRequest, answer: CompleteAnswer): void {
    const coding = this.#options.settings.compression
      ? chooseCoding(answer, sink.acceptEncoding)
      : undefined
    if (coding === undefined) return this.#write(sink, routed, answer)
    // The body takes memory until its compressed form replaces it.
    const release = routed.match.budgets?.unsent.reserve(answer.body.length)
    void compressAnswer(answer, coding, sink.signal).then((smaller) => {
      this.#write(sink, routed, smaller)
      release?.()
    })
  }

  #sendError(sink: AnswerSink, routed: RoutedRequest, answer: ErrorAnswer): void {
    const { request, match } = routed
    const plugin = match.plugin === undefined ? {} : { plugin: match.plugin }
    this.logRefusal(answer, { from: sink.shareAddress, request: request.id, ...plugin })
    const { profile, settings } = this.#options
    const rendered = renderError(answer, request, { profile, describe: settings.describeErrors })
    this.#write(sink, routed, { ...rendered, nosniff: answer.nosniff, close: answer.close })
  }

  #write(sink: AnswerSink, routed: RoutedRequest, answer: WireAnswer): void {
    const { unsendable: name } = prepareHeaders(answer.headers)
    if (name !== undefined)
      return this.#sendError(sink, routed, refuse('header-not-allowed', { name }))
    const isLarge = answer.body.length > largeBytes
    sink.write(answer, isLarge ? routed.match.budgets?.unsent : undefined)
  }
}

const textPlain: Header = ['Content-Type', 'text/plain']

/** An error as it is sent. */
export interface RenderedError {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: Body
}

/** Renders an error as Orthanc's status and JSON, or with an empty body if errors are not described. */
export function renderError(
  answer: ErrorAnswer,
  request: Pick<Request, 'method' | 'uri'>,
  options: { profile: SdkProfile; describe: boolean },
): RenderedError {
  const { status: usual, message } = describeError(options.profile, answer.code)
  const status = answer.status ?? usual
  if (!options.describe) return { status, headers: answer.headers, body: '' }
  const text = styledJson([
    ...(answer.details === undefined ? [] : [['Details', answer.details] as const]),
    ['HttpError', reasonOf(status)],
    ['HttpStatus', status],
    ['Message', message],
    ['Method', methodName(request.method)],
    ['OrthancError', message],
    ['OrthancStatus', answer.code],
    ['Uri', request.uri],
  ])
  const type = answer.hasType ? [] : [textPlain]
  return { status, headers: [...answer.headers, ...type], body: text }
}

/** The `Connection` header of an answer after which the connection ends. */
export const connectionClose = ['Connection', 'close'] as const

/** The headers that every answer begins with, in Orthanc's order: names and values in turn. */
export function commonHeaders(settings: HttpSettings): readonly string[] {
  if (!settings.keepAlive) return connectionClose
  return ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${settings.keepAliveTimeoutS}`]
}

/** The reason phrase of a status line: Orthanc's, else Node's, which a proxied answer may need. */
export function reasonOf(status: number): string {
  return statusReasons.get(status) ?? STATUS_CODES[status] ?? ''
}

const longestShown = 100
const longestFraming = 'transfer-encoding'.length

/** The headers of an answer as they are sent. */
export interface PreparedHeaders {
  /** Without framing headers; names and values in turn. */
  readonly lines: readonly string[]
  /** The name of the first header that HTTP does not allow: its name is not a token, or its value has control characters. */
  readonly unsendable: string | undefined
}

/** Checks and flattens headers, once while they stay the same. */
export const prepareHeaders = rememberLast((headers: readonly Header[]): PreparedHeaders => {
  const wrong = headers.find(([name, value]) => !isToken(name) || !isFieldValue(value))
  return {
    lines: headers.filter(([name]) => !isFraming(name)).flat(),
    unsendable: wrong && JSON.stringify(wrong[0].slice(0, longestShown)),
  }
})

function isFraming(name: string): boolean {
  return name.length <= longestFraming && framingFields.has(name.toLowerCase())
}

/** What an answer has besides its status and first headers. */
interface RawHeaders {
  readonly headers?: readonly Header[]
  readonly requestId: string | undefined
}

/** The bytes of an answer without a body, for where node:http has no response to write to. */
export function rawAnswer(
  status: number,
  first: readonly string[],
  { headers = [], requestId }: RawHeaders,
): string {
  const lines = [`HTTP/1.1 ${status} ${reasonOf(status)}`]
  for (let i = 0; i < first.length; i += 2) lines.push(`${first[i]}: ${first[i + 1]}`)
  for (const [name, value] of headers) lines.push(`${name}: ${value}`)
  lines.push('X-Content-Type-Options: nosniff')
  if (requestId !== undefined) lines.push(`X-Request-Id: ${requestId}`)
  lines.push('Content-Length: 0')
  return `${lines.join('\r\n')}\r\n\r\n`
}
