import { errorCodes } from '../../../abi/enums.ts'
import {
  errorAnswer,
  type Answer,
  type CompleteAnswer,
  type ErrorAnswer,
} from '../../exchange/answer.ts'
import type { ByteString } from '../../exchange/byte-string.ts'
import type { Log } from '../../exchange/log.ts'
import type { SdkProfile } from '../../exchange/profile.ts'
import { logRefusals, refuse, type LogRefusal } from '../../exchange/refusals.ts'
import type { Request } from '../../exchange/request.ts'
import type { HttpSettings } from '../../config/settings.ts'
import { unsendableHeader } from './answer-head.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import { renderError } from './error-answer.ts'
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
    const name = unsendableHeader(answer.headers)
    if (name !== undefined)
      return this.#sendError(sink, routed, refuse('header-not-allowed', { name }))
    const isLarge = answer.body.length > largeBytes
    sink.write(answer, isLarge ? routed.match.budgets?.unsent : undefined)
  }
}
