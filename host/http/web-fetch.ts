import { randomUUID } from 'node:crypto'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import {
  errorAnswer,
  type Answer,
  type CompleteAnswer,
  type Header,
  type StreamHead,
} from '../exchange/answer.ts'
import { byteStringOf, bytesOfBody, type ByteString } from '../exchange/byte-string.ts'
import { bodiless } from '../exchange/http-status.ts'
import type { Client, StreamTarget } from '../exchange/ports.ts'
import { logRefusals, refuse, type LogRefusal } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import { authorizeUsers, challenge } from './auth.ts'
import { chooseCoding, compressAnswer } from './compression.ts'
import { renderError } from './error-answer.ts'
import { unsendableHeader } from './header-lines.ts'
import { scanHeaders, readRequestLine } from './request-head.ts'
import type { HandlerOptions } from './request-handler.ts'
import type { WireAnswer } from './write-answer.ts'
import { reasonOf } from './reasons.ts'

type WebRequest = globalThis.Request
type WebResponse = globalThis.Response

/** Answers a request of the Fetch standard as the server would, without a socket. */
export type WebFetch = (request: WebRequest) => Promise<WebResponse>

/**
 * The server as a function. What closes the connection without an answer rejects with a `TypeError`, as `fetch` does;
 * what cuts it makes the body fail.
 */
export function createWebFetch(handlerOptions: HandlerOptions): WebFetch {
  const options = { ...handlerOptions, logRefusal: logRefusals(handlerOptions.log) }
  const { settings } = options
  const authorize = settings.users && authorizeUsers(settings.users)
  return async (web) => {
    const headerLines = [...web.headers].flatMap(([name, value]) => [name, byteStringOf(value)])
    const fields = scanHeaders(headerLines)
    const { pathname, search, host } = new URL(web.url)
    if (!web.headers.has('host')) headerLines.unshift('host', host)
    const sent = { method: web.method, target: pathname + search, version: '1.1' }
    const line = readRequestLine(sent, fields.override)
    if (line.kind === 'dropped') throw closed()
    if (line.kind === 'broken') return empty(line.status)
    if (authorize && !authorize(fields.authorization)) return empty(401, [challenge])
    if (line.kind === 'refused') return empty(line.status)

    const request: Request = { ...line, id: randomUUID(), headerLines, body: new Uint8Array(0) }
    const limitBytes = options.bodyLimit(line.path)
    const body = await readBody(web, limitBytes)
    const keepsBody = line.method === httpMethods.Post || line.method === httpMethods.Put
    if (body === undefined) {
      const answer = refuse('body-too-large', { limitBytes })
      return respond(answer, request, options, fields.acceptEncoding)
    }
    return dispatch(web, keepsBody ? { ...request, body } : request, options, fields.acceptEncoding)
  }
}

interface FetchOptions extends HandlerOptions {
  readonly logRefusal: LogRefusal
}

/** Hands a request over; a streamed answer is there once its head is, and its body follows. */
function dispatch(
  web: WebRequest,
  request: Request,
  options: FetchOptions,
  acceptEncoding: ByteString | undefined,
): Promise<WebResponse> {
  return new Promise((resolve, reject) => {
    const stream = new WebStream(resolve)
    web.signal.addEventListener('abort', () => reject(web.signal.reason), { once: true })
    const client: Client = {
      target: stream,
      sender: {
        address: undefined,
        protocol: new URL(web.url).protocol === 'https:' ? 'https' : 'http',
      },
      signal: web.signal,
      get hasLeft() {
        return web.signal.aborted
      },
    }
    options
      .dispatch(request, client)
      .then((answer) => {
        if (stream.hasBegun) stream.end(answer.kind === 'streamed' && answer.complete)
        else resolve(respond(answer, request, options, acceptEncoding))
      })
      .catch(reject)
  })
}

async function respond(
  answer: Answer,
  request: Request,
  options: FetchOptions,
  acceptEncoding: ByteString | undefined,
): Promise<WebResponse> {
  if (answer.kind === 'nothing') throw closed()
  if (answer.kind === 'complete')
    return checked(await compressed(answer, options, acceptEncoding), request, options)
  // A streamed answer that never began has nothing else to say.
  const error = answer.kind === 'error' ? answer : errorAnswer(errorCodes.Plugin)
  const { profile, settings, logRefusal } = options
  logRefusal(error, { from: undefined, request: request.id })
  const rendered = renderError(error, request, { profile, describe: settings.describeErrors })
  return checked({ ...rendered, nosniff: error.nosniff }, request, options)
}

async function compressed(
  answer: CompleteAnswer,
  { settings }: HandlerOptions,
  acceptEncoding: ByteString | undefined,
): Promise<CompleteAnswer> {
  const coding = settings.compression ? chooseCoding(answer, acceptEncoding) : undefined
  return coding === undefined ? answer : compressAnswer(answer, coding)
}

function checked(
  answer: WireAnswer,
  request: Request,
  { profile, settings, logRefusal }: FetchOptions,
): WebResponse {
  const name = unsendableHeader(answer.headers)
  if (name === undefined) return toResponse(answer)
  const refusal = refuse('header-not-allowed', { name })
  logRefusal(refusal, { from: undefined, request: request.id })
  const rendered = renderError(refusal, request, { profile, describe: settings.describeErrors })
  return toResponse({ ...rendered, nosniff: true })
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
  if (web.body === null) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of web.body) {
    length += chunk.length
    if (length > limitBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** A streamed answer as a body that is read; what is not read yet holds the plugin up. */
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

function closed(): TypeError {
  return new TypeError('the connection was closed without an answer')
}
