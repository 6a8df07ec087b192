import { errorCodes } from '../../abi/enums.ts'
import {
  errorAnswer,
  type Answer,
  type CompleteAnswer,
  type ErrorAnswer,
} from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Log } from '../exchange/ports.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { Request } from '../exchange/request.ts'
import type { HttpSettings } from '../exchange/settings.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import { renderError } from './error-answer.ts'
import { whyUnsendable } from './header-lines.ts'
import type { PendingRequest } from './pending-request.ts'
import type { Traffic } from './traffic.ts'
import type { WireWriter } from './wire-writer.ts'
import type { WireAnswer } from './write-answer.ts'

/** What answers are written by. */
export interface SenderOptions {
  readonly settings: HttpSettings
  readonly profile: SdkProfile
  /** The name of the plugin that answers a path, for messages. */
  pluginOf?(path: ByteString): string | undefined
  /** Bounds what large bodies take of the memory; absent: nothing does. */
  readonly traffic?: Traffic
  readonly log: Log
}

/** Larger bodies do not fit into what the system keeps for a connection. */
const largeBytes = 64 * 1024

/** Makes of answers of any kind what goes on the wire: rendered, compressed, checked. */
export class AnswerSender {
  readonly #options: SenderOptions
  readonly #wire: WireWriter

  constructor(options: SenderOptions, wire: WireWriter) {
    this.#options = options
    this.#wire = wire
  }

  /** Answers a request, unless its client has left. */
  send(pending: PendingRequest, request: Request, answer: Answer): void {
    if (pending.hasLeft) return
    const stream = pending.begunStream
    if (stream !== undefined)
      return this.#wire.endStream(pending, stream, answer.kind === 'streamed' && answer.complete)
    switch (answer.kind) {
      case 'complete':
        return this.#complete(pending, request, answer)
      case 'error':
        return this.#sendError(pending, request, answer)
      case 'nothing':
        return this.#wire.drop(pending)
      case 'streamed':
        return this.send(pending, request, errorAnswer(errorCodes.Plugin))
    }
  }

  /** Answers with what went wrong, which is a line of the log as well. */
  sendAloud(pending: PendingRequest, request: Request, refusal: ErrorAnswer): void {
    this.#log('warning', pending, refusal.details ?? '', request)
    this.send(pending, request, refusal)
  }

  /** Answers where the host itself failed. */
  fail(pending: PendingRequest, request: Request, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    this.#log('error', pending, `Error of the host: ${why}`)
    if (pending.response.headersSent) pending.connection.drop()
    else this.send(pending, request, errorAnswer(errorCodes.InternalError))
  }

  #sendError(pending: PendingRequest, request: Request, answer: ErrorAnswer): void {
    if (answer.close) pending.connection.endAfter(pending)
    const { profile, settings } = this.#options
    const rendered = renderError(answer, request, { profile, describe: settings.describeErrors })
    this.#sendChecked(pending, request, { ...rendered, nosniff: answer.nosniff })
  }

  #complete(pending: PendingRequest, request: Request, answer: CompleteAnswer): void {
    const coding = this.#options.settings.compression
      ? chooseCoding(answer, pending.fields.acceptEncoding)
      : undefined
    if (coding === undefined) return this.#sendChecked(pending, request, answer)
    // Until it is sent it takes memory all the same.
    const release = this.#options.traffic?.of(request.path).unsent.reserve(answer.body.length)
    void compressAnswer(answer, coding, pending.signal).then((smaller) => {
      this.#sendChecked(pending, request, smaller)
      release?.()
    })
  }

  /** Writes an answer of a plugin, unless its headers are none. */
  #sendChecked(pending: PendingRequest, request: Request, answer: WireAnswer): void {
    const details = whyUnsendable(answer.headers)
    if (details === undefined) {
      if (answer.body.length > largeBytes)
        pending.unsent = this.#options.traffic?.of(request.path).unsent
      return this.#wire.write(pending, answer)
    }
    this.sendAloud(pending, request, errorAnswer(errorCodes.Plugin, { details }))
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
