import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import { isFieldValue, isToken } from '../exchange/http.ts'
import { requireHeadWithin } from './answer-builder.ts'
import { defaultLimits } from '../exchange/limits.ts'
import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import { styledJson } from '../exchange/styled-json.ts'
import type { CallContext } from './call-context.ts'
import { noBytes } from '../exchange/bytes.ts'

/** The answer to a request that a plugin sent. */
export type OutboundAnswer = Extract<OutboundReply, { kind: 'answered' }>

/** Sends a request for a function of the SDK and waits for the answer. If there is none, logs the reason and throws `CallError`. */
export function requestOutbound(
  { ask, log }: CallContext,
  name: string,
  call: OutboundCall,
): OutboundAnswer {
  const reply = ask?.(call) ?? noUpstream
  if (reply.kind === 'answered') return reply
  if (reply.reason !== undefined) log('error', `${name}: ${reply.reason}`)
  throw new CallError(reply.code, reply.reason ?? 'the request has no answer')
}

const noUpstream: OutboundReply = {
  kind: 'failed',
  code: errorCodes.NetworkProtocol,
  reason: 'no Orthanc and no network to send the request to',
}

/** Pairs the headers of two arrays. Throws `BadArgumentError` for text that a header field must not contain, and beyond limits. */
export function readHeaders(
  { limits = defaultLimits }: Pick<CallContext, 'limits'>,
  {
    headersKeys,
    headersValues,
  }: {
    readonly headersKeys: readonly ByteString[]
    readonly headersValues: readonly ByteString[]
  },
): readonly Header[] {
  const texts = [...headersKeys, ...headersValues]
  const bytes = texts.reduce((sum, text) => sum + text.length, 0)
  // First, so that the checks below are bounded
  requireHeadWithin(limits, { lines: headersKeys.length, bytes })
  return headersKeys.map((name, i) => {
    const value = headersValues[i] ?? ''
    if (!isToken(name)) throw badHeader('headersKeys', i, 'not a header name')
    if (!isFieldValue(value)) throw badHeader('headersValues', i, 'not a header value')
    return [name, value]
  })
}

function badHeader(argument: string, i: number, what: string): BadArgumentError {
  return new BadArgumentError(errorCodes.ParameterOutOfRange, `${argument}[${i}]: ${what}`)
}

const methods: ReadonlySet<number> = new Set(Object.values(httpMethods))

/** Throws `CallError`, as Orthanc does, if the number is not a method. */
export function requireMethod(method: number): void {
  if (!methods.has(method))
    throw new CallError(errorCodes.ParameterOutOfRange, `${method} is not an HTTP method`)
}

/** Copies the body of a PUT or POST, since the guest may change its own; other requests have none. */
export function copyBody(method: number, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const hasBody = method === httpMethods.Post || method === httpMethods.Put
  return hasBody ? body.slice() : noBytes
}

/** Formats headers as JSON, sorted by bytes; the last one of a name wins. */
export function formatHeaders(headers: readonly Header[]): ByteString {
  return styledJson([...new Map(headers)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
