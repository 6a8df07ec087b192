import { upstreamLimits } from '../exchange/limits.ts'
import { refuse, type Refusal } from '../exchange/refusals.ts'

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refuses the connection'],
  ['ECONNRESET', 'closed the connection without an answer'],
  ['EPIPE', 'closed the connection without an answer'],
  ['ENOTFOUND', 'has a host name that is not known'],
  ['EAI_AGAIN', 'has a host name that cannot be looked up now'],
  ['ETIMEDOUT', 'cannot be reached'],
  ['EHOSTUNREACH', 'cannot be reached'],
  ['ENETUNREACH', 'cannot be reached'],
  ['HPE_HEADER_OVERFLOW', 'sent a head that is too large'],
  ['TOO_MANY_HEADER_LINES', `sent more than ${upstreamLimits.headLines} header lines`],
])
const otherReasons: readonly (readonly [form: RegExp, reason: string])[] = [
  [/^HPE_|^status /, 'sent what is no HTTP'],
  [/CERTIFICATE_REQUIRED$/, 'wants a certificate, which it does not get'],
  [/CERT|^UNABLE_TO_/, 'has a certificate that is not trusted'],
  [/^EPROTO$|SSL|TLS/, 'does not agree on TLS'],
]

/** What a server did instead of an answer, by the code of Node's error, behind its name. */
export function failureReason(code: string): string {
  const reason = reasons.get(code) ?? otherReasons.find(([form]) => form.test(code))?.[1]
  return `${reason ?? 'cannot be asked'} (${code})`
}

/**
 * 502 for what is not an answer. Of Node's error only the code is shown: its message names the address, which clients must not
 * learn.
 */
export function badGateway(code: string): Refusal {
  return refuse('orthanc-unreachable', { reason: failureReason(code) })
}

/** Why the answer to a client was cut that holds a connection which others wait for. */
export function tooSlow(client = 'a client'): string {
  return `${client} reads an answer of Orthanc too slowly while others wait: it is cut (lower LeastRateKiBps to keep such answers)`
}

/** The code of an error of Node. */
export function codeOf({ code = 'no code' }: NodeJS.ErrnoException): string {
  return code
}
