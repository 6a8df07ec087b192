import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type CompleteAnswer, type Header } from '../exchange/answer.ts'
import {
  byteStringFrom,
  shortBodyBytes,
  type Body,
  type ByteString,
} from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { breaksLine, framingFields, statusReasons } from '../exchange/http.ts'
import { defaultLimits, fixedLimits, type GuestLimits } from '../exchange/limits.ts'
import { concatenate, type BufferShelf } from '../exchange/bytes.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import { createMultipart, formatEnd, formatPart, type Multipart } from './multipart.ts'

/** Limits of an answer, the sink of a streamed one, and the differences between SDK versions. */
export interface AnswerContext {
  readonly sink: AnswerSink
  readonly maxAnswerBytes: number
  /** Absent: the default limits. */
  readonly limits?: HeadLimits
  readonly redirectStatus: number
  readonly uuid: () => string
  /** Logs header fields that are left out. */
  readonly warn: (message: string) => void
}

interface Part {
  readonly data: Uint8Array<ArrayBuffer>
  readonly headers: readonly Header[]
}

/** A status that Orthanc refuses, too; it keeps the status and the header fields of the call. */
export class UnnamedStatusError extends CallError {}

/** Statuses that Orthanc sends only through functions of their own. */
const statusesWithOwnFunction = new Set([301, 405])

/**
 * Builds the answer of one callback from the calls of the plugin, in Orthanc's order: the first function that answers wins,
 * later ones fail with `BadSequenceOfCalls` and change nothing.
 *
 * Methods throw `CallError` with the code that the call returns, and `BadArgumentError` for text that a header field must not
 * contain.
 */
export class AnswerBuilder {
  readonly #context: AnswerContext
  #headers: Header[] = []
  #headerBytes = 0
  #status = 200
  #hasType = false
  /** Stays true after a redirect has dropped the header fields, as in Orthanc. */
  #hasContentTypeOptions = false
  #details: ByteString | undefined
  #answer: CompleteAnswer | undefined
  #multipart: { subType: ByteString; partType: ByteString; first: Part | undefined } | undefined
  /** What frames the answer that is being sent; `chunks`: nothing does. */
  #stream: Multipart | 'chunks' | undefined
  #streamedBytes = 0
  #refusal: string | undefined
  #fault: string | undefined

  constructor(context: AnswerContext) {
    this.#context = context
  }

  /** AnswerBuffer: 200, or the status of an earlier call that failed. The answer owns `body`. */
  answer(body: Body, mimeType: ByteString): void {
    this.#requireOpen()
    requireLine(mimeType, 'mimeType')
    this.#addType(mimeType)
    this.#complete({ body, compressAs: mimeType })
  }

  /** Throws as the functions that answer do, if the request has an answer already. */
  requireOpen(): void {
    this.#requireOpen()
  }

  /** CompressAndAnswerPngImage, CompressAndAnswerJpegImage. */
  answerImage(body: Body, mimeType: ByteString): void {
    this.#requireOpen()
    this.#addType(mimeType)
    this.#complete({ body })
  }

  redirect(path: ByteString): void {
    this.#answerAlone(this.#context.redirectStatus, ['Location', requireLine(path, 'redirection')])
  }

  sendUnauthorized(realm: ByteString): void {
    const value = `Basic realm="${requireLine(realm, 'realm')}"`
    this.#answerAlone(401, ['WWW-Authenticate', value])
  }

  sendMethodNotAllowed(allowedMethods: ByteString): void {
    this.#answerAlone(405, ['Allow', requireLine(allowedMethods, 'allowedMethods')])
  }

  /** SendHttpStatus, SendHttpStatusCode. */
  sendStatus(status: number, body: Body): void {
    this.#requireOpen()
    if (statusesWithOwnFunction.has(status))
      throw new CallError(
        errorCodes.ParameterOutOfRange,
        `status ${status} has a function of its own`,
      )
    if (body.length > 0 && !this.#hasType) this.#addType('text/plain')
    this.#status = status
    this.#complete({ body })
  }

  setHeader(name: ByteString, value: ByteString): void {
    requireLine(name, 'key')
    requireLine(value, 'value')
    this.#requireOpen()
    if (framingFields.has(name.toLowerCase()))
      return this.#context.warn(`header ${name} left out: the framing is the server's`)
    if (name === 'X-Content-Type-Options') this.#hasContentTypeOptions = true
    this.#addHeader(name, value)
  }

  setCookie(name: ByteString, value: ByteString): void {
    requireLine(name, 'cookie')
    requireLine(value, 'value')
    this.#requireOpen()
    this.#addHeader('Set-Cookie', `${name}=${value}`)
  }

  /** SetHttpErrorDetails: never fails, the last call wins. */
  setErrorDetails(details: ByteString): void {
    this.#details = details.slice(0, fixedLimits.detailsBytes)
  }

  startMultipart(subType: ByteString, partType: ByteString): void {
    if (breaksLine(subType) || breaksLine(partType))
      throw new CallError(errorCodes.ParameterOutOfRange, 'line break in the type of a multipart')
    this.#requireOpen()
    this.#requireBounded(1, subType.length + partType.length)
    this.#multipart = { subType, partType, first: undefined }
  }

  /** Keeps the first part, since a single one is sent with its length, like any answer. The second part begins the stream. */
  sendPart(data: Uint8Array<ArrayBuffer>, headers: readonly Header[]): void {
    if (headers.some(([name, value]) => breaksLine(name) || breaksLine(value)))
      throw new CallError(errorCodes.ParameterOutOfRange, 'line break in the header of a part')
    if (this.#stream === 'chunks')
      throw new CallError(errorCodes.ParameterOutOfRange, 'the answer is sent in chunks')
    const pending = this.#multipart
    if (pending === undefined)
      throw new CallError(errorCodes.BadSequenceOfCalls, 'no multipart answer was started')
    this.#requireAccepted()
    this.#requireBounded(headers.length, bytesOfHeaders(headers))
    this.#countPartBytes(data.length)
    if (this.#stream !== undefined) return this.#send(formatPart(this.#stream, data, headers))
    if (pending.first === undefined) {
      pending.first = { data, headers }
      return
    }
    const stream = this.#frame(pending)
    // An earlier call may have failed because of its status, which stays set
    this.#requireStatus()
    this.#context.sink.begin({
      status: 200,
      headers: [...this.#headers, ['Content-Type', stream.contentType]],
    })
    this.#stream = stream
    this.#send(formatPart(stream, pending.first.data, pending.first.headers))
    pending.first = undefined
    this.#send(formatPart(stream, data, headers))
  }

  /** StartStreamAnswer: sends the head at once, the body ends with the connection. */
  startStream(mimeType: ByteString): void {
    if (breaksLine(mimeType))
      throw new CallError(errorCodes.ParameterOutOfRange, 'line break in the type of a stream')
    this.#requireOpen()
    this.#requireAccepted()
    this.#requireStatus()
    this.#addType(mimeType)
    this.#context.sink.begin({ status: 200, headers: this.#headers })
    this.#stream = 'chunks'
  }

  sendChunk(data: Uint8Array<ArrayBuffer>): void {
    if (this.#stream !== 'chunks')
      throw new CallError(errorCodes.BadSequenceOfCalls, 'no stream was started')
    this.#requireAccepted()
    this.#countPartBytes(data.length)
    if (data.length > 0) this.#send(data)
  }

  /** The answer, if it is complete already. */
  get completed(): CompleteAnswer | undefined {
    return this.#answer
  }

  /** Refuses the request: its answer is an error, whatever the callback does afterwards. The first reason is kept. */
  refuse(reason: string): void {
    this.#refusal ??= reason
  }

  /** Notes a bad argument of a call that returned a code. It matters only if the callback then succeeds without an answer. */
  noteFault(reason: string): void {
    this.#fault ??= reason
  }

  /**
   * The answer once the callback has returned `code`.
   *
   * *Differs:* Success without an answer closes the connection, as in Orthanc, except after a bad pointer, which ends
   * Orthanc: that is an error answer.
   */
  finish(code: number): Answer {
    const refusal = this.refusalOf(code)
    if (refusal !== undefined) return this.fail(errorCodes.Plugin, refusal)
    if (this.#answer !== undefined) return this.#answer
    if (code !== errorCodes.Success)
      return this.#failWithCode(code, this.#details === undefined ? {} : { details: this.#details })
    if (this.#stream !== undefined) return this.#endStream(this.#stream)
    if (this.#multipart !== undefined) return this.#finishMultipart()
    return { kind: 'nothing' }
  }

  /** Why a callback that has returned `code` has no answer of its own: it was refused, or has none after a bad argument. */
  refusalOf(code: number): string | undefined {
    const hasAnswer =
      this.#answer !== undefined || this.#stream !== undefined || this.#multipart !== undefined
    return this.#refusal ?? (hasAnswer || code !== errorCodes.Success ? undefined : this.#fault)
  }

  /** The answer of a request whose callback failed. The plugin's header fields are dropped. */
  fail(code: number, details: string): Answer {
    if (this.#stream !== undefined) return { kind: 'streamed', complete: false }
    return errorAnswer(code, { details })
  }

  #failWithCode(code: number, extra: { details?: ByteString }): Answer {
    if (this.#stream !== undefined) return { kind: 'streamed', complete: false }
    const nosniff = !this.#hasContentTypeOptions
    return {
      kind: 'error',
      code,
      headers: this.#headers,
      hasType: this.#hasType,
      nosniff,
      ...extra,
    }
  }

  #requireOpen(): void {
    if (this.#answer !== undefined || this.#multipart !== undefined || this.#stream !== undefined)
      throw new CallError(errorCodes.BadSequenceOfCalls, 'the request has an answer already')
  }

  #requireAccepted(): void {
    if (this.#refusal !== undefined)
      throw new CallError(errorCodes.BadSequenceOfCalls, 'the request was refused')
  }

  /** Answers without a body, and drops all header fields set before. */
  #answerAlone(status: number, header: Header): void {
    this.#requireOpen()
    this.#requireBounded(1, bytesOfHeaders([header]))
    this.#headers = [header]
    this.#status = status
    this.#complete({ body: '' })
  }

  /** A 1xx is never the final answer (RFC 9110, 15.2); Orthanc would send it. */
  #requireStatus(): void {
    const status = this.#status
    if (statusReasons.has(status) && status >= 200) return
    const message = `HTTP status ${status} has no name`
    throw statusReasons.has(status)
      ? new CallError(errorCodes.ParameterOutOfRange, message)
      : new UnnamedStatusError(errorCodes.ParameterOutOfRange, message)
  }

  #complete({ body, compressAs }: Pick<CompleteAnswer, 'body' | 'compressAs'>): void {
    this.#requireStatus()
    this.#countBytes(body.length)
    this.#answer = {
      kind: 'complete',
      status: this.#status,
      headers: this.#headers,
      nosniff: !this.#hasContentTypeOptions,
      body,
      compressAs,
    }
  }

  #addType(mimeType: ByteString): void {
    this.#hasType = true
    this.#addHeader('Content-Type', mimeType)
  }

  #addHeader(name: ByteString, value: ByteString): void {
    this.#headerBytes += name.length + value.length
    this.#requireBounded(this.#headers.length + 1, this.#headerBytes)
    this.#headers.push([name, value])
  }

  #requireBounded(lines: number, bytes: number): void {
    requireHeadWithin(this.#context.limits ?? defaultLimits, { lines, bytes })
  }

  #countBytes(bytes: number): void {
    this.#streamedBytes += bytes
    const { maxAnswerBytes } = this.#context
    if (this.#streamedBytes > maxAnswerBytes)
      throw new BadArgumentError(
        errorCodes.NotEnoughMemory,
        `answer of ${this.#streamedBytes} bytes, at most ${maxAnswerBytes} (MaxAnswerMiB)`,
      )
  }

  /** Refuses the request beyond the limit: a plugin that ignores the code would leave out a part without its client noticing. */
  #countPartBytes(bytes: number): void {
    try {
      this.#countBytes(bytes)
    } catch (error) {
      if (error instanceof BadArgumentError) this.refuse(error.message)
      throw error
    }
  }

  #frame({ subType, partType }: { subType: ByteString; partType: ByteString }): Multipart {
    const other = this.#headers.find(([name]) => name !== 'Set-Cookie')
    if (other !== undefined)
      throw new CallError(
        errorCodes.BadSequenceOfCalls,
        `The only headers that can be set in multipart answers are Set-Cookie (here: ${other[0]}: ${other[1]}\r\n is set)`,
      )
    return createMultipart(subType, partType, this.#context.uuid)
  }

  #finishMultipart(): Answer {
    const pending = this.#multipart
    if (pending === undefined) return { kind: 'nothing' }
    try {
      const framing = this.#frame(pending)
      const { first } = pending
      const parts = first === undefined ? [] : [formatPart(framing, first.data, first.headers)]
      this.#addType(framing.contentType)
      this.#requireStatus()
      return {
        kind: 'complete',
        status: this.#status,
        headers: this.#headers,
        nosniff: !this.#hasContentTypeOptions,
        compressAs: framing.contentType,
        body: bodyOf(concatenate([...parts, formatEnd(framing)])),
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const quoted = error.code === errorCodes.BadSequenceOfCalls
      return this.#failWithCode(error.code, quoted ? { details: error.message } : {})
    }
  }

  #endStream(stream: Multipart | 'chunks'): Answer {
    try {
      if (stream !== 'chunks') this.#send(formatEnd(stream))
      return { kind: 'streamed', complete: true }
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return { kind: 'streamed', complete: false }
    }
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#context.sink.write(bytes)
  }
}

/** A copy of some bytes, in the form that is cheaper to send. */
export function bodyOf(bytes: Uint8Array<ArrayBuffer>, shelf?: BufferShelf): Body {
  return bytes.length > shortBodyBytes
    ? (shelf?.copy(bytes) ?? bytes.slice())
    : byteStringFrom(bytes)
}

function bytesOfHeaders(headers: readonly Header[]): number {
  return headers.reduce((bytes, [name, value]) => bytes + name.length + value.length, 0)
}

function requireLine(text: ByteString, argument: string): ByteString {
  if (breaksLine(text))
    throw new BadArgumentError(errorCodes.ParameterOutOfRange, `${argument} holds CR, LF or NUL`)
  return text
}

/** Limits of the head of an answer, of a part of one, or of a request that a plugin sends. */
export type HeadLimits = Pick<GuestLimits, 'maxHeaderLines' | 'maxHeaderKiB'>

/** Throws `BadArgumentError` (4) for more header lines, or more bytes of names and values, than the limits. */
export function requireHeadWithin(
  { maxHeaderLines, maxHeaderKiB }: HeadLimits,
  { lines, bytes }: { readonly lines: number; readonly bytes: number },
): void {
  if (lines > maxHeaderLines)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `more than ${maxHeaderLines} header lines (MaxHeaderLines)`,
    )
  if (bytes > maxHeaderKiB * 1024)
    throw new BadArgumentError(
      errorCodes.NotEnoughMemory,
      `headers of ${bytes} bytes, at most ${maxHeaderKiB * 1024} (MaxHeaderKiB)`,
    )
}
