import { request as sendPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as sendSecure } from 'node:https'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Header } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import { joinInTurns } from '../exchange/join-in-turns.ts'
import { httpClientLimits, upstreamLimits } from '../exchange/limits.ts'
import type { HttpCall, OutsideReply } from '../exchange/ports.ts'
import { methodName } from '../exchange/request.ts'
import { tooLarge } from './answer-collector.ts'
import { readInTurns } from './read-in-turns.ts'
import { failureReason } from './upstream-failure.ts'

interface HttpOptions {
  readonly signal: AbortSignal
  /** What bounds the body of the answer. */
  readonly maxBytes: number
  /** What a plugin gets that may not reach a URL; `undefined` for one that it may. */
  readonly refuse: (url: URL) => OutsideReply | undefined
}

/** A timer of Node's that is longer ends at once. */
const longestTimeoutMs = 2 ** 31 - 1

type Answered = Extract<OutsideReply, { kind: 'answered' }>

/**
 * Sends the request of a plugin, and follows redirects as Orthanc's client does: each one is a request of its own that has
 * to be allowed. Never rejects.
 */
export async function sendHttp(
  call: HttpCall,
  url: URL,
  options: HttpOptions,
): Promise<OutsideReply> {
  const timeoutMs = call.timeoutMs || httpClientLimits.timeoutMs
  const time = AbortSignal.timeout(Math.min(timeoutMs, longestTimeoutMs))
  let step: Step = { url, call: { ...call, credentials: call.credentials ?? credentialsOf(url) } }
  for (let redirects = 0; redirects <= httpClientLimits.redirects; redirects++) {
    const refused = options.refuse(step.url)
    if (refused !== undefined) return refused
    const reply = await exchange(step, options, time)
    if (reply.kind === 'failed') return reply
    const next = redirectOf(step, reply)
    if (next === undefined) return reply
    step = next
  }
  return networkFailure(`${httpClientLimits.redirects} redirects led to another one`)
}

/** A request that is sent, and the URL that it goes to. */
interface Step {
  readonly url: URL
  readonly call: HttpCall
}

function exchange(step: Step, options: HttpOptions, time: AbortSignal): Promise<OutsideReply> {
  const { url } = step
  const signal = AbortSignal.any([options.signal, time])
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? sendSecure : sendPlain
    const outgoing = send({ ...requestOf(step), signal })
    const fail = (code: string): void =>
      resolve(
        networkFailure(
          time.aborted
            ? `${url.host} did not answer in time`
            : `${url.host} ${failureReason(code)}`,
        ),
      )
    outgoing.on('response', (incoming) => collect(incoming, options.maxBytes, resolve))
    outgoing.on('error', ({ code = 'no code' }: NodeJS.ErrnoException) => fail(code))
    // Without an error: a switch of protocols, which nobody asked for
    outgoing.on('close', () => fail('ECONNRESET'))
    outgoing.end(step.call.body)
  })
}

/** For the connection: `RequestOptions` says nothing of it. */
const reading = { highWaterMark: upstreamLimits.unreadBytes }

function requestOf({ url, call }: Step): RequestOptions {
  const { method, headers, body, credentials } = call
  const own = headers.filter(([name]) => !framing.has(name.toLowerCase()))
  const hasBody = method === httpMethods.Post || method === httpMethods.Put
  const length: readonly Header[] = hasBody ? [['Content-Length', String(body.length)]] : []
  const authorization: readonly Header[] =
    credentials === undefined ? [] : [['Authorization', basic(credentials)]]
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

/** Lines that are the host's to say: which server is meant, and where the body ends. */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

function collect(
  incoming: IncomingMessage,
  maxBytes: number,
  resolve: (reply: OutsideReply) => void,
): void {
  const pieces: Uint8Array[] = []
  let length = 0
  readInTurns(incoming, (piece, wantMore) => {
    length += piece.length
    pieces.push(piece)
    if (length > maxBytes) resolve(tooLarge(maxBytes))
    wantMore(length <= maxBytes)
  })
  // Told by `close`, which follows
  incoming.on('error', () => undefined)
  incoming.on('close', () => {
    if (!incoming.complete) return resolve(networkFailure('the answer was cut short'))
    const { statusCode: status = 0, rawHeaders } = incoming
    joinInTurns(pieces, (body) =>
      resolve({ kind: 'answered', status, headers: pairs(rawHeaders), body }),
    )
  })
}

function pairs(lines: readonly ByteString[]): readonly Header[] {
  const headers: Header[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) headers.push([lines[i] ?? '', lines[i + 1] ?? ''])
  return headers
}

/** Redirects that turn any request but a GET into one, as curl has it for a POST. */
const turning = new Set([301, 302, 303])
const keeping = new Set([307, 308])

/** Where an answer sends the request, or `undefined`. */
function redirectOf({ url, call }: Step, { status, headers }: Answered): Step | undefined {
  if (!turning.has(status) && !keeping.has(status)) return undefined
  const location = headers.findLast(([name]) => name.toLowerCase() === 'location')?.[1]
  if (location === undefined || !URL.canParse(location, url.href)) return undefined
  const next = new URL(location, url)
  const isTurned = status === 303 || (turning.has(status) && call.method === httpMethods.Post)
  const turned = isTurned ? withoutBody(call) : call
  return { url: next, call: next.origin === url.origin ? turned : withoutSecrets(turned) }
}

function withoutBody(call: HttpCall): HttpCall {
  const headers = call.headers.filter(([name]) => !/^content-/i.test(name))
  return { ...call, method: httpMethods.Get, headers, body: new Uint8Array(0) }
}

/** What was meant for one server is not for the next. */
function withoutSecrets(call: HttpCall): HttpCall {
  const headers = call.headers.filter(([name]) => !/^(?:authorization|cookie)$/i.test(name))
  return { ...call, headers, credentials: undefined }
}

function credentialsOf({ username, password }: URL): ByteString | undefined {
  return username === '' && password === '' ? undefined : `${plain(username)}:${plain(password)}`
}

/** What a URL writes escaped, as bytes. */
function plain(text: string): ByteString {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function basic(credentials: ByteString): ByteString {
  return `Basic ${Buffer.from(credentials, 'latin1').toString('base64')}`
}

function networkFailure(reason: string): OutsideReply {
  return { kind: 'failed', code: errorCodes.NetworkProtocol, reason }
}
