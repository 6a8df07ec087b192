import {
  request as sendPlain,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { request as sendSecure } from 'node:https'
import { upstreamLimits } from '../exchange/limits.ts'
import { refuse, type Refusal } from '../exchange/refusals.ts'

interface AnswerEvents {
  /** Called with the head of the answer; its body can be read. */
  readonly onHead: (incoming: IncomingMessage) => void
  /** Called with the code of an error, also while the body is read; may be called more than once. */
  readonly onFailure: (code: string) => void
}

export interface SentOptions extends RequestOptions {
  readonly isSecure: boolean
  /** PEM texts of the authorities that the server is checked with; absent: those of Node. */
  readonly ca?: string | string[]
}

/** Begins a request; the caller writes its body. Limits what the server may send before the body of its answer. */
export function sendRequest(
  { isSecure, ...options }: SentOptions,
  { onHead, onFailure }: AnswerEvents,
): ClientRequest {
  const outgoing = isSecure ? sendSecure(options) : sendPlain(options)
  const fail = (code: string): void => {
    onFailure(code)
    outgoing.destroy()
  }
  // Else node:http drops header lines beyond 1000 silently. The bytes of a head are limited anyway.
  outgoing.maxHeadersCount = 0
  let interim = 0
  outgoing.on('information', () => {
    // A server could send them without end and occupy the event loop.
    if (++interim > upstreamLimits.interimAnswers) fail('status 1xx')
  })
  outgoing.on('error', (error) => onFailure(codeOf(error)))
  const failWithoutHead = (): void => onFailure('ECONNRESET')
  // Without an error: the server switched protocols, which was not requested
  outgoing.on('close', failWithoutHead)
  outgoing.on('response', (incoming) => {
    outgoing.off('close', failWithoutHead)
    // node:http treats a reset as the end of a body without a length
    outgoing.on('error', (error) => {
      if (!incoming.complete) incoming.destroy(error)
    })
    incoming.on('error', () => undefined)
    if (incoming.rawHeaders.length <= 2 * upstreamLimits.headLines) onHead(incoming)
    else fail('TOO_MANY_HEADER_LINES')
  })
  return outgoing
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refuses the connection'],
  ['ECONNRESET', 'closed the connection without an answer'],
  ['EPIPE', 'closed the connection without an answer'],
  ['ENOTFOUND', 'has an unknown host name'],
  ['EAI_AGAIN', 'has a host name that cannot be resolved now'],
  ['ETIMEDOUT', 'cannot be reached'],
  ['EHOSTUNREACH', 'cannot be reached'],
  ['ENETUNREACH', 'cannot be reached'],
  ['HPE_HEADER_OVERFLOW', 'sent a head that is too large'],
  ['TOO_MANY_HEADER_LINES', `sent more than ${upstreamLimits.headLines} header lines`],
])
const otherReasons: readonly (readonly [form: RegExp, reason: string])[] = [
  [/^HPE_|^status /, 'sent invalid HTTP'],
  [/CERTIFICATE_REQUIRED$/, 'requires a client certificate'],
  [/CERT|^UNABLE_TO_/, 'has a certificate that is not trusted'],
  [/^EPROTO$|SSL|TLS/, 'cannot agree on TLS'],
]

/** What a server did instead of answering, by the code of Node's error; follows the server's name. */
export function failureReason(code: string): string {
  const reason = reasons.get(code) ?? otherReasons.find(([form]) => form.test(code))?.[1]
  return `${reason ?? 'cannot be reached'} (${code})`
}

/**
 * 502 for a server that does not answer. Only the code of Node's error is shown: its message names the address, which clients
 * must not learn.
 */
export function badGateway(code: string): Refusal {
  return refuse('orthanc-unreachable', { reason: failureReason(code) })
}

/** The log line for an answer that is cut because its client holds a connection that others wait for. */
export function tooSlow(client = 'a client'): string {
  return `${client} reads an answer of Orthanc too slowly while others wait: the answer is cut (lower LeastRateKiBps to keep such answers)`
}

/** The code of an error of Node. */
export function codeOf({ code = 'no code' }: NodeJS.ErrnoException): string {
  return code
}
