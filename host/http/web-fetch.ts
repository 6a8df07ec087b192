import { randomUUID } from 'node:crypto'
import { httpMethods } from '../../abi/enums.ts'
import type { Header, StreamHead } from '../exchange/answer.ts'
import { byteStringOf, bytesOfBody, type ByteString } from '../exchange/byte-string.ts'
import { bodiless } from '../exchange/http.ts'
import type { Client, Sender, StreamTarget } from '../exchange/ports.ts'
import { refuse, refuseEmpty, type EmptyRefusal } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import { AnswerWriter, reasonOf, type AnswerSink, type WireAnswer } from './answer/answer-writer.ts'
import { authorizeUsers, challenge, refuseLogin } from './auth.ts'
import type { HandlerOptions } from './request-handler.ts'
import { scanHeaders, readRequestLine } from './request-head.ts'
import { noBytes } from '../exchange/bytes.ts'

type WebRequest = globalThis.Request
type WebResponse = globalThis.Response

/** Answers a request of the Fetch standard as the server would, without a socket. */
export type WebFetch = (request: WebRequest) => Promise<WebResponse>

/**
 * The server as a function. Where the server would close the connection without an answer, it rejects with a `TypeError`, as
 * `fetch` does; where the server would cut an answer, reading its body fails.
 */
export function createWebFetch(options: HandlerOptions): WebFetch {
  const { settings } = options
  const writer = new AnswerWriter(options)
  const authorize = settings.users && authorizeUsers(settings.users)
  const refuseRequest = (refusal: EmptyRefusal, headers?: readonly Header[]): WebResponse => {
    writer.logRefusal(refusal, { from: undefined })
    return empty(refusal.status, headers)
  }
  return async (web) => {
    const headerLines = [...web.headers].flatMap(([name, value]) => [name, byteStringOf(value)])
    const fields = scanHeaders(headerLines)
    const { pathname, search, host } = new URL(web.url)
    if (!web.headers.has('host')) headerLines.unshift('host', host)
    const sent = { method: web.method, target: pathname + search, version: '1.1' }
    const line = readRequestLine(sent, fields.override)
    if (line.kind === 'dropped') throw closedError()
    if (line.kind === 'broken') return refuseRequest(refuseEmpty(line.refusal))
    if (authorize && !authorize(fields.authorization))
      return refuseRequest(refuseLogin(fields.authorization), [challenge])
    if (line.kind === 'refused') return refuseRequest(refuseEmpty(line.refusal))

    const match = options.match(line.path)
    const body = await readBody(web, match.maxBodyBytes)
    const isKept = line.method === httpMethods.Post || line.method === httpMethods.Put
    const request: Request = {
      ...line,
      id: randomUUID(),
      headerLines,
      body: (isKept && body) || noBytes,
    }
    const routed = { request, match }
    return new Promise((resolve, reject) => {
      const client = new WebClient(web, fields.acceptEncoding, { resolve, reject })
      const refusal = refuse('body-too-large', { limitBytes: match.maxBodyBytes })
      const answered = body === undefined ? Promise.resolve(refusal) : match.answer(request, client)
      answered.then((answer) => writer.send(client, routed, answer)).catch(reject)
    })
  }
}

interface Settle {
  resolve(response: WebResponse): void
  reject(reason: unknown): void
}

/** The caller of `fetch`; a streamed answer resolves with its head, and its body follows. */
class WebClient implements Client, AnswerSink {
  readonly target: WebStream
  readonly sender: Sender
  readonly acceptEncoding: ByteString | undefined
  readonly signal: AbortSignal
  readonly #settle: Settle

  constructor(web: WebRequest, acceptEncoding: ByteString | undefined, settle: Settle) {
    this.target = new WebStream((response) => settle.resolve(response))
    this.sender = {
      address: undefined,
      protocol: new URL(web.url).protocol === 'https:' ? 'https' : 'http',
    }
    this.acceptEncoding = acceptEncoding
    this.signal = web.signal
    this.#settle = settle
    web.signal.addEventListener('abort', () => settle.reject(web.signal.reason), { once: true })
  }

  get hasLeft(): boolean {
    return this.signal.aborted
  }

  get hasAnswered(): boolean {
    return this.target.hasBegun
  }

  get hasBegun(): boolean {
    return this.target.hasBegun
  }

  write(answer: WireAnswer): void {
    this.#settle.resolve(toResponse(answer))
  }

  endStream(isComplete: boolean): void {
    this.target.end(isComplete)
  }

  drop(): void {
    this.#settle.reject(closedError())
  }
}

function toResponse({ status, headers, nosniff, body }: WireAnswer): WebResponse {
  const nosniffHeader: Header[] = nosniff ? [['X-Content-Type-Options', 'nosniff']] : []
  return new Response(bodiless.has(status) ? null : bytesOfBody(body), {
    status,
    statusText: reasonOf(status),
    headers: webHeaders([...headers, ...nosniffHeader]),
  })
}

function empty(status: number, headers: readonly Header[] = []): WebResponse {
  return toResponse({ status, headers, nosniff: true, body: '' })
}

function webHeaders(headers: readonly Header[]): Headers {
  const web = new Headers()
  for (const [name, value] of headers) web.append(name, value)
  return web
}

/** The body, or `undefined` once it is longer than allowed. */
async function readBody(
  web: WebRequest,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (web.body === null) return noBytes
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of web.body) {
    length += chunk.length
    if (length > limitBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** A streamed answer as a response body; the plugin waits while the caller does not read it. */
class WebStream implements StreamTarget {
  readonly #resolve: (response: WebResponse) => void
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #waiting: ((open: boolean) => void)[] = []
  #isOpen = true

  constructor(resolve: (response: WebResponse) => void) {
    this.#resolve = resolve
  }

  get hasBegun(): boolean {
    return this.#controller !== undefined
  }

  begin({ status, headers, length }: StreamHead): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      pull: () => this.#settle(true),
      cancel: () => {
        this.#isOpen = false
        this.#settle(false)
      },
    })
    const lines = webHeaders(headers)
    if (length !== undefined) lines.set('Content-Length', String(length))
    const hasBody = !bodiless.has(status)
    if (!hasBody) this.#isOpen = false
    const options = { status, statusText: reasonOf(status), headers: lines }
    this.#resolve(new Response(hasBody ? body : null, options))
  }

  write(bytes: Uint8Array<ArrayBuffer>, taken: (open: boolean) => void): void {
    if (!this.#isOpen) return taken(false)
    this.#controller?.enqueue(bytes)
    if ((this.#controller?.desiredSize ?? 1) > 0) taken(true)
    else this.#waiting.push(taken)
  }

  end(complete: boolean): void {
    if (!this.#isOpen) return
    if (complete) this.#controller?.close()
    else this.#controller?.error(new TypeError('the answer was cut'))
  }

  #settle(open: boolean): void {
    for (const taken of this.#waiting.splice(0)) taken(open)
  }
}

function closedError(): TypeError {
  return new TypeError('the connection was closed without an answer')
}
