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
import { logRefusals, refuse, type LogRefusal } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { HttpSettings } from '../exchange/settings.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import { renderError } from './error-answer.ts'
import { unsendableHeader } from './header-lines.ts'
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
  readonly #logRefusal: LogRefusal

  constructor(options: SenderOptions, wire: WireWriter) {
    this.#options = options
    this.#wire = wire
    this.#logRefusal = logRefusals(options.log)
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

  /** Answers where the host itself failed. */
  fail(pending: PendingRequest, request: Request, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    this.#options.log({ level: 'error', message: `Error of the host: ${why}`, request: pending.id })
    if (pending.response.headersSent) pending.connection.drop()
    else this.send(pending, request, errorAnswer(errorCodes.InternalError))
  }

  #sendError(pending: PendingRequest, request: Request, answer: ErrorAnswer): void {
    this.#logRefusal(answer, {
      from: pending.shareAddress,
      request: pending.id,
      ...this.#plugin(request),
    })
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
    const name = unsendableHeader(answer.headers)
    if (name === undefined) {
      if (answer.body.length > largeBytes)
        pending.unsent = this.#options.traffic?.of(request.path).unsent
      return this.#wire.write(pending, answer)
    }
    this.send(pending, request, refuse('header-not-allowed', { name }))
  }

  /** The plugin that answers a request, for log lines. */
  #plugin({ path }: Request): { readonly plugin?: string } {
    const plugin = this.#options.pluginOf?.(path)
    return plugin === undefined ? {} : { plugin }
  }
}
