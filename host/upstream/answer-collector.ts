import { errorCodes } from '../../abi/enums.ts'
import type { Answer, ErrorAnswer, Header, StreamHead } from '../exchange/answer.ts'
import { bytesOfBody, textOf, type ByteString } from '../exchange/byte-string.ts'
import { joinPieces } from '../exchange/bytes.ts'
import type { Client, OutboundReply, StreamTarget } from '../exchange/ports.ts'

/**
 * The client of a request that a plugin sends: collects the answer, whole or in pieces, up to a limit, and makes a reply of it.
 */
export class AnswerCollector implements Client {
  readonly signal: AbortSignal
  readonly mayWaitFor: (plugin: ByteString) => boolean
  readonly target: StreamTarget = {
    begin: (head) => this.#begin(head),
    write: (bytes, taken) => this.#write(bytes, taken),
  }
  readonly #maxBytes: number
  readonly #pieces: Uint8Array[] = []
  #head: StreamHead | undefined
  #length = 0

  constructor(options: {
    readonly signal: AbortSignal
    readonly maxBytes: number
    readonly mayWaitFor: (plugin: ByteString) => boolean
  }) {
    this.signal = options.signal
    this.mayWaitFor = options.mayWaitFor
    this.#maxBytes = options.maxBytes
  }

  get hasLeft(): boolean {
    return this.signal.aborted || this.#isTooLarge
  }

  /** The reply to the plugin, once the request is answered. */
  async reply(answer: Answer): Promise<OutboundReply> {
    if (this.#isTooLarge) return tooLarge(this.#maxBytes)
    if (answer.kind === 'complete')
      return this.#answered(answer.status, headersOf(answer), bytesOfBody(answer.body))
    if (answer.kind === 'streamed') return answer.complete ? this.#streamed() : cutShort
    if (answer.kind === 'error') return failureOf(answer)
    // As Orthanc: a callback that succeeds without an answer
    return { kind: 'failed', code: errorCodes.UnknownResource }
  }

  get #isTooLarge(): boolean {
    return this.#length > this.#maxBytes
  }

  #begin(head: StreamHead): void {
    this.#head = head
    if (head.length !== undefined && head.length > this.#maxBytes) this.#length = head.length
  }

  #write(bytes: Uint8Array, taken: (open: boolean) => void): void {
    this.#length += bytes.length
    if (!this.hasLeft) this.#pieces.push(bytes)
    taken(!this.hasLeft)
  }

  async #streamed(): Promise<OutboundReply> {
    const { status = 200, headers = [] } = this.#head ?? {}
    return this.#answered(status, headers, await joinPieces(this.#pieces))
  }

  #answered(
    status: number,
    headers: readonly Header[],
    body: Uint8Array<ArrayBuffer>,
  ): OutboundReply {
    if (body.length > this.#maxBytes) return tooLarge(this.#maxBytes)
    const length: Header = ['Content-Length', String(body.length)]
    return { kind: 'answered', status, headers: [...headers, length], body }
  }
}

function headersOf({ headers, nosniff }: Extract<Answer, { kind: 'complete' }>): readonly Header[] {
  return nosniff ? [...headers, ['X-Content-Type-Options', 'nosniff']] : headers
}

const cutShort: OutboundReply = {
  kind: 'failed',
  code: errorCodes.NetworkProtocol,
  reason: 'the answer was cut short',
}

/** An answer that is too large for the plugin. */
export function tooLarge(maxBytes: number): OutboundReply {
  const reason = `the answer has more than ${maxBytes} bytes (MaxAnswerMiB)`
  return { kind: 'failed', code: errorCodes.NotEnoughMemory, reason }
}

/** The plugin receives the code. The details are logged unless the code is that of a callback. */
function failureOf({ code, status, details }: ErrorAnswer): OutboundReply {
  if (status === undefined || details === undefined) return { kind: 'failed', code }
  return { kind: 'failed', code, reason: textOf(details) }
}
