import type { IncomingMessage, RequestOptions } from 'node:http'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { basicCredentials, connectionFields, credentialsOf, headerPairs } from '../exchange/http.ts'
import { joinInTurns } from '../exchange/bytes.ts'
import { httpClientLimits, upstreamLimits } from '../exchange/limits.ts'
import type { HttpCall, OutboundReply } from '../exchange/ports.ts'
import { methodName } from '../exchange/request.ts'
import { tooLarge } from './answer-collector.ts'
import { readInTurns } from './read-in-turns.ts'
import { sendRequest, failureReason, type SentOptions } from './send-request.ts'

interface HttpOptions {
  readonly signal: AbortSignal
  /** Limit of the body of the answer. */
  readonly maxBytes: number
  /** PEM text of the authorities that the server is checked with, empty: none; `undefined`: those of Node. */
  readonly authorities?: string | undefined
  /** The URL of a text, relative to `base` for a redirect; or the reply to a plugin that may not request it. */
  readonly admit: (text: string, base?: string) => URL | OutboundReply
}

/** A longer timer of Node would end at once. */
const longestTimeoutMs = 2 ** 31 - 1

type Answered = Extract<OutboundReply, { kind: 'answered' }>

/**
 * Sends the request of a plugin, and follows redirects as Orthanc's client does. `admit` checks the target of each as it checks the
 * URL of the plugin. Never rejects.
 */
export async function sendHttp(call: HttpCall, options: HttpOptions): Promise<OutboundReply> {
  const timeoutMs = call.timeoutMs || httpClientLimits.timeoutMs
  const time = AbortSignal.timeout(Math.min(timeoutMs, longestTimeoutMs))
  const first = options.admit(textOf(call.url))
  if (!(first instanceof URL)) return first
  const credentials = call.credentials ?? credentialsOf(first)
  let step: Step = { url: first, call: { ...call, credentials } }
  for (let redirects = 0; ; redirects++) {
    const reply = await exchange(step, options, time)
    const location = reply.kind === 'answered' ? locationOf(reply) : undefined
    if (reply.kind === 'failed' || location === undefined) return reply
    if (redirects === httpClientLimits.redirects)
      return networkFailure(`${redirects} redirects led to another one`)
    const url = options.admit(textOf(location), step.url.href)
    if (!(url instanceof URL)) return url
    step = redirect(step, url, reply.status)
  }
}

/** A request that is sent, and its URL. */
interface Step {
  readonly url: URL
  readonly call: HttpCall
}

function exchange(step: Step, options: HttpOptions, time: AbortSignal): Promise<OutboundReply> {
  const { url } = step
  const signal = AbortSignal.any([options.signal, time])
  return new Promise((resolve) => {
    const fail = (code: string): void => {
      const reason = time.aborted ? 'did not answer in time' : failureReason(code)
      resolve(networkFailure(`${url.host} ${reason}`))
    }
    const isSecure = url.protocol === 'https:'
    const outgoing = sendRequest(
      { isSecure, ...requestOf(step), ...trust(options.authorities), signal },
      { onHead: (incoming) => collect(incoming, options.maxBytes, resolve), onFailure: fail },
    )
    outgoing.end(step.call.body)
  })
}

function trust(authorities: string | undefined): Pick<SentOptions, 'ca'> {
  if (authorities === undefined) return {}
  // An empty text would mean Node's own.
  return { ca: authorities === '' ? [] : authorities }
}

/** For the connection: `RequestOptions` says nothing of it. */
const reading = { highWaterMark: upstreamLimits.unreadBytes }

function requestOf({ url, call }: Step): RequestOptions {
  const { method, headers, body, credentials } = call
  const own = headers.filter(([name]) => !ownFields.has(name.toLowerCase()))
  const hasBody = method === httpMethods.Post || method === httpMethods.Put
  const length: readonly Header[] = hasBody ? [['Content-Length', String(body.length)]] : []
  const authorization: readonly Header[] =
    credentials === undefined ? [] : [['Authorization', basicCredentials(credentials)]]
  return {
    ...reading,
    agent: false,
    method: methodName(method),
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    headers: [
      ['Host', url.host],
      ...authorization,
      ...own,
      ...length,
      ['Connection', 'close'],
    ].flat(),
    maxHeaderSize: httpClientLimits.headBytes,
  }
}

/** Fields that the host writes itself: they name the server, or frame the message. */
const ownFields: ReadonlySet<string> = new Set([...connectionFields, 'expect', 'host'])

function collect(
  incoming: IncomingMessage,
  maxBytes: number,
  resolve: (reply: OutboundReply) => void,
): void {
  const pieces: Uint8Array[] = []
  let length = 0
  readInTurns(incoming, (piece, wantMore) => {
    length += piece.length
    pieces.push(piece)
    if (length > maxBytes) resolve(tooLarge(maxBytes))
    wantMore(length <= maxBytes)
  })
  incoming.on('close', () => {
    if (!incoming.complete) return resolve(networkFailure('the answer was cut short'))
    const { statusCode: status = 0, rawHeaders } = incoming
    joinInTurns(pieces, (body) =>
      resolve({ kind: 'answered', status, headers: headerPairs(rawHeaders), body }),
    )
  })
}

/** Redirects that turn a POST into a GET, as in curl. */
const turning = new Set([301, 302, 303])
const keeping = new Set([307, 308])

/** The target of a redirect, or `undefined`. */
function locationOf({ status, headers }: Answered): ByteString | undefined {
  if (!turning.has(status) && !keeping.has(status)) return undefined
  return headers.findLast(([name]) => name.toLowerCase() === 'location')?.[1]
}

/** The request that follows a redirect with that status. */
function redirect({ url, call }: Step, next: URL, status: number): Step {
  const isTurned = status === 303 || (turning.has(status) && call.method === httpMethods.Post)
  const turned = isTurned ? withoutBody(call) : call
  return { url: next, call: next.origin === url.origin ? turned : withoutSecrets(turned) }
}

function withoutBody(call: HttpCall): HttpCall {
  const headers = call.headers.filter(([name]) => !/^content-/i.test(name))
  return { ...call, method: httpMethods.Get, headers, body: new Uint8Array(0) }
}

/**
 * The fields that follow a redirect to another origin: the safelist of the Fetch standard (2.2.2), and the coding of the
 * body. Any other may hold a secret that is meant for one server.
 */
const crossOrigin: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-encoding',
  'content-language',
  'content-type',
  'range',
])

function withoutSecrets(call: HttpCall): HttpCall {
  const headers = call.headers.filter(([name]) => crossOrigin.has(name.toLowerCase()))
  return { ...call, headers, credentials: undefined }
}

function networkFailure(reason: string): OutboundReply {
  return { kind: 'failed', code: errorCodes.NetworkProtocol, reason }
}
