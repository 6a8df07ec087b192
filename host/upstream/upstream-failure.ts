import { errorCodes } from '../../abi/enums.ts'
import { upstreamLimits } from '../exchange/limits.ts'
import { errorAnswer, type ErrorAnswer } from '../exchange/answer.ts'

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
 * 502 for what is no answer. Of Node's error only the code is told: its message names the address, which is none of the
 * client's business.
 */
export function badGateway(code: string): ErrorAnswer {
  const details = `The Orthanc behind this server ${failureReason(code)}`
  return errorAnswer(errorCodes.NetworkProtocol, { status: 502, details })
}

/** 504 for an answer that does not begin in time. */
export function gatewayTimeout(quietMs: number): ErrorAnswer {
  const details = `The Orthanc behind this server did not answer within ${quietMs} ms`
  return errorAnswer(errorCodes.Timeout, { status: 504, details })
}

/** 503 for a request that gets no connection, and what its operator may do about it. */
export const noConnection = {
  busy: {
    answer: busy('Too many requests wait for the Orthanc behind this server'),
    advice: `${upstreamLimits.requests} may be answered or wait`,
  },
  share: {
    answer: busy('Too many requests of this client wait for the Orthanc behind this server'),
    advice: 'raise ClientShare, or list the address in TrustedProxies if it is a proxy',
  },
} as const

function busy(details: string): ErrorAnswer {
  const headers = [['Retry-After', '1']] as const
  return errorAnswer(errorCodes.NetworkProtocol, { status: 503, details, headers })
}

/** Why the answer to a client was cut that holds a connection which others wait for. */
export function tooSlow(client = 'a client'): string {
  return `${client} reads an answer of Orthanc too slowly while others wait: it is cut (lower LeastRateKiBps to keep such answers)`
}

/** 502 for a client that sends nothing more and has waited for long: most such clients have left. */
export const abandoned: ErrorAnswer = errorAnswer(errorCodes.NetworkProtocol, {
  status: 502,
  details:
    'The Orthanc behind this server is not waited for, as the client of the request seems to have left',
})

/** The code of an error of Node. */
export function codeOf({ code = 'no code' }: NodeJS.ErrnoException): string {
  return code
}
