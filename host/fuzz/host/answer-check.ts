import { errorCodes } from '../../../abi/enums.ts'
import type { Answer, Header, StreamHead } from '../../exchange/answer.ts'
import { bytesOfBody, type Body } from '../../exchange/byte-string.ts'
import { CallError } from '../../exchange/errors.ts'
import { statusReasons } from '../../exchange/http.ts'
import { defaultLimits } from '../../exchange/limits.ts'
import type { AnswerSink } from '../../exchange/ports.ts'
import type { GuestLedger } from './guest-ledger.ts'
import { numberIn, type SdkCall } from './sdk-call.ts'
import { Violation } from './violation.ts'

/** In a callback at most one of these services succeeds. */
const answering = new Set([
  'AnswerBuffer',
  'Redirect',
  'SendUnauthorized',
  'SendMethodNotAllowed',
  'SendHttpStatusCode',
  'SendHttpStatus',
  'CompressAndAnswerImage',
  'StartMultipartAnswer',
  'StartStreamAnswer',
])
const framingHeaders = /^(?:content-length|transfer-encoding|connection)$/i

/** Receives a streamed answer, up to a number of pieces; then its client has left. */
export class StreamRecorder implements AnswerSink {
  readonly #most: number
  #pieces = 0
  hasBegun = false
  hasEnded = false

  constructor(mostPieces: number) {
    this.#most = mostPieces
  }

  begin({ headers }: StreamHead): void {
    if (this.hasBegun || this.hasEnded)
      throw new Violation('answer', 'a stream began that had begun, or after its callback')
    this.hasBegun = true
    checkHead(headers)
  }

  write(): void {
    if (!this.hasBegun || this.hasEnded)
      throw new Violation('answer', 'a stream was written before its head, or after its callback')
    this.#pieces++
    if (this.#pieces > this.#most)
      throw new CallError(errorCodes.NetworkProtocol, 'the client has left')
  }
}

/** Checks the invariants of the answer of one callback: exactly one answer, or one refusal. */
export class AnswerCheck {
  readonly #ledger: GuestLedger
  readonly #mostBytes: number
  /** The bodies that the guest handed over for its answer. */
  readonly #bodies: Buffer[] = []
  #answeredBy: string | undefined
  #isImage = false
  #isMultipart = false
  #isRefused = false

  constructor(ledger: GuestLedger, mostBytes: number) {
    this.#ledger = ledger
    this.#mostBytes = mostBytes
  }

  /** A call of the callback begins. The bytes are copied: the guest may change its own afterwards. */
  begin({ serviceName, fields }: SdkCall): void {
    if (serviceName === 'CompressAndAnswerImage') this.#isImage = true
    if (serviceName === 'StartMultipartAnswer') this.#isMultipart = true
    const name = serviceName === 'AnswerBuffer' ? 'answer' : 'body'
    if (serviceName !== 'AnswerBuffer' && serviceName !== 'SendHttpStatus') return
    const [at, size] = [numberIn(fields, name), numberIn(fields, `${name}Size`)]
    this.#bodies.push(Buffer.from(this.#ledger.shadow.subarray(at, at === 0 ? 0 : at + size)))
  }

  /** A call has ended. */
  end({ name, serviceName }: SdkCall, hasSucceeded: boolean | undefined): void {
    if (hasSucceeded !== true || !answering.has(serviceName)) return
    if (this.#answeredBy !== undefined)
      throw new Violation('answer', `${name} answered after ${this.#answeredBy}`)
    this.#answeredBy = serviceName
  }

  /** A function without a code was refused: so is the request. */
  refuse(): void {
    this.#isRefused = true
  }

  /** `isEnded`: the callback was not entered, or did not return. */
  check(answer: Answer, { hasBegun }: StreamRecorder, isEnded: boolean): void {
    if ((answer.kind === 'streamed') !== hasBegun)
      throw new Violation(
        'answer',
        `the answer is ${answer.kind}, its stream has begun: ${hasBegun}`,
      )
    if (isEnded || this.#isRefused) return requireRefusal(answer)
    const answered = this.#answeredBy
    if (answered !== undefined && !kindsOf(answered).includes(answer.kind))
      throw new Violation('answer', `${answered} succeeded, the answer is ${answer.kind}`)
    if (answer.kind !== 'complete') return
    const { status, headers, body } = answer
    if (status < 200 || !statusReasons.has(status))
      throw new Violation('answer', `the answer has the status ${status}`)
    checkHead(headers)
    this.#checkBody(body)
  }

  #checkBody(body: Body): void {
    // The limit counts the parts of a multipart answer, not the lines between them.
    if (this.#isMultipart) return
    if (body.length > this.#mostBytes)
      throw new Violation('limit', `an answer has ${body.length} bytes, at most ${this.#mostBytes}`)
    if (this.#isImage || body.length === 0) return
    const bytes = bytesOfBody(body)
    if (this.#bodies.some((given) => given.equals(bytes))) return
    throw new Violation(
      'answer',
      `an answer has ${bytes.length} bytes that the plugin did not send`,
    )
  }
}

/** The kinds of answer that a service may have led to. */
function kindsOf(service: string): readonly Answer['kind'][] {
  if (service === 'StartMultipartAnswer') return ['complete', 'streamed', 'error']
  return [service === 'StartStreamAnswer' ? 'streamed' : 'complete']
}

function checkHead(headers: readonly Header[]): void {
  const { maxHeaderLines, maxHeaderKiB } = defaultLimits
  const texts = headers.flat()
  if (headers.length > maxHeaderLines || texts.join('').length > maxHeaderKiB * 1024)
    throw new Violation('limit', `an answer has ${headers.length} header lines, or too long ones`)
  // oxlint-disable-next-line no-control-regex -- these end a line, or a text
  if (texts.some((text) => /[\r\n\0]/.test(text)))
    throw new Violation('answer', 'a header of the answer has a line break or a NUL')
  const framing = headers.find(([name]) => framingHeaders.test(name))
  if (framing !== undefined)
    throw new Violation('answer', `the answer has the header ${framing[0]}`)
}

function requireRefusal(answer: Answer): void {
  if (answer.kind === 'streamed' && !answer.complete) return
  if (answer.kind === 'error' && answer.code === errorCodes.Plugin) return
  throw new Violation('answer', `a request was refused, its answer is ${answer.kind}`)
}
