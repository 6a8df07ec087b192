import {
  request as sendPlain,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { request as sendSecure } from 'node:https'
import { upstreamLimits } from '../exchange/limits.ts'
import { codeOf } from './upstream-failure.ts'

interface AnswerEvents {
  /** Called with the head of the answer; its body can be read. */
  readonly onHead: (incoming: IncomingMessage) => void
  /** Called with the code of what went wrong, also while the body is read; then it may be called again. */
  readonly onFailure: (code: string) => void
}

/** Begins a request, for the caller to write its body. Bounds what the server may send before the body of its answer. */
export function sendRequest(
  { isSecure, ...options }: RequestOptions & { readonly isSecure: boolean },
  { onHead, onFailure }: AnswerEvents,
): ClientRequest {
  const outgoing = isSecure ? sendSecure(options) : sendPlain(options)
  const refuse = (code: string): void => {
    onFailure(code)
    outgoing.destroy()
  }
  // Else node:http leaves out header lines beyond 1000, silently. Bytes of a head are bounded all the same.
  outgoing.maxHeadersCount = 0
  let interim = 0
  outgoing.on('information', () => {
    // They may come as fast as the event loop can take them, which would do nothing else.
    if (++interim > upstreamLimits.interimAnswers) refuse('status 1xx')
  })
  outgoing.on('error', (error) => onFailure(codeOf(error)))
  const failWithoutHead = (): void => onFailure('ECONNRESET')
  // Without an error: a switch of protocols, which was not asked for
  outgoing.on('close', failWithoutHead)
  outgoing.on('response', (incoming) => {
    outgoing.off('close', failWithoutHead)
    // node:http takes a reset for the end of a body that the end of its connection ends
    outgoing.on('error', (error) => incoming.destroy(error))
    incoming.on('error', () => undefined)
    if (incoming.rawHeaders.length <= 2 * upstreamLimits.headLines) onHead(incoming)
    else refuse('TOO_MANY_HEADER_LINES')
  })
  return outgoing
}
