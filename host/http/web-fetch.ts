import { httpMethods } from '../../abi/enums.ts'
import type { Answer, Header, StreamHead } from '../exchange/answer.ts'
import { byteStringOf, bytesOfBody, type ByteString } from '../exchange/byte-string.ts'
import { bodiless } from '../exchange/http.ts'
import type { Client, Sender, StreamTarget } from '../exchange/ports.ts'
import { refuse, refuseEmpty, type EmptyRefusal } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import { AnswerWriter, reasonOf, type AnswerSink, type WireAnswer } from './answer/answer-writer.ts'
import { authorizeUsers, challenge, refuseLogin } from './auth.ts'
import type { HandlerOptions } from './request-handler.ts'
import {
  createIds,
  identify,
  readRequestLine,
  scanHeaders,
  type HeadFields,
} from './request-head.ts'
import { RequestReport, type RequestTracking } from './request-report.ts'
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
  const { settings, showsIds = false, observer } = options
  const tracking = { newId: createIds(), showsIds, observer }
  const writer = new AnswerWriter(options)
  const authorize = settings.users && authorizeUsers(settings.users)
  const answer = async (web: WebRequest, head: WebHead, client: WebClient): Promise<void> => {
    const refuseRequest = (refusal: EmptyRefusal, headers: readonly Header[] = []): void => {
      writer.logRefusal(refusal, { from: undefined, request: client.id })
      client.write({ status: refusal.status, headers, nosniff: true, body: '' })
    }
    const { headerLines, fields, target } = head
    const line = readRequestLine({ method: web.method, target, version: '1.1' }, fields.override)
    if (line.kind === 'dropped') return client.drop()
    if (line.kind === 'broken') return refuseRequest(refuseEmpty(line.refusal))
    if (authorize && !authorize(fields.authorization))
      return refuseRequest(refuseLogin(fields.authorization), [challenge])
    if (line.kind === 'refused') return refuseRequest(refuseEmpty(line.refusal))

    const match = options.match(line.path)
    client.plugin = match.plugin
    const body = await readBody(web, match.maxBodyBytes)
    const isKept = line.method === httpMethods.Post || line.method === httpMethods.Put
    const request: Request = {
      ...line,
      id: client.id,
      headerLines,
      body: (isKept && body) || noBytes,
    }
    const refusal = refuse('body-too-large', { limitBytes: match.maxBodyBytes })
    const answered = new Promise<Answer>((resolve) =>
      body === undefined ? resolve(refusal) : match.answer(request, client, resolve),
    )
    writer.send(client, { request, match }, await answered)
  }
  return (web) =>
    new Promise((resolve, reject) => {
      const head = readHead(web)
      const client = new WebClient(web, head, { tracking, resolve, reject })
      answer(web, head, client).catch((error: unknown) => client.fail(error))
    })
}

/** The head of a request, as a socket would bring it. */
interface WebHead {
  readonly headerLines: readonly ByteString[]
  readonly fields: HeadFields
  readonly target: ByteString
}

function readHead(web: WebRequest): WebHead {
  const headerLines = [...web.headers].flatMap(([name, value]) => [name, byteStringOf(value)])
  const { pathname, search, host } = new URL(web.url)
  if (!web.headers.has('host')) headerLines.unshift('host', host)
  return { headerLines, fields: scanHeaders(headerLines), target: pathname + search }
}

interface ClientOptions {
  readonly tracking: RequestTracking
  resolve(response: WebResponse): void
  reject(reason: unknown): void
}

/** The caller of `fetch`; a streamed answer resolves with its head, and its body follows. */
class WebClient implements Client, AnswerSink {
  readonly id: string
  readonly target: WebStream
  readonly sender: Sender
  readonly acceptEncoding: ByteString | undefined
  readonly signal: AbortSignal
  /** The name of the plugin that has the route. */
  plugin: string | undefined
  readonly #shownId: string | undefined
  readonly #options: ClientOptions
  readonly #report: RequestReport | undefined

  constructor(web: WebRequest, { fields, target }: WebHead, options: ClientOptions) {
    const { observer } = options.tracking
    const { id, shownId } = identify(fields.requestId, options.tracking)
    this.id = id
    this.#shownId = shownId
    this.#options = options
    this.#report = observer && new RequestReport(observer, { id, method: web.method, target })
    this.target = new WebStream(shownId, {
      begin: (response) => options.resolve(response),
      end: (isComplete) => this.#end(isComplete, this.target.status, this.target.bytes),
    })
    this.sender = {
      address: undefined,
      protocol: new URL(web.url).protocol === 'https:' ? 'https' : 'http',
    }
    this.acceptEncoding = fields.acceptEncoding
    this.signal = web.signal
    const leave = (): void => this.fail(web.signal.reason)
    web.signal.addEventListener('abort', leave, { once: true })
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
    this.#end(true, answer.status, bodiless.has(answer.status) ? 0 : answer.body.length)
    this.#options.resolve(toResponse(answer, this.#shownId))
  }

  endStream(isComplete: boolean): void {
    this.target.end(isComplete)
  }

  drop(): void {
    this.fail(closedError())
  }

  /** The request has no answer. */
  fail(reason: unknown): void {
    this.#end(false, this.target.status, this.target.bytes)
    this.#options.reject(reason)
  }

  #end(isComplete: boolean, status: number | undefined, bytes: number): void {
    this.#report?.end({ status, bytes, isComplete, plugin: this.plugin })
  }
}

function toResponse(
  { status, headers, nosniff, body }: WireAnswer,
  requestId: string | undefined,
): WebResponse {
  const nosniffHeader: Header[] = nosniff ? [['X-Content-Type-Options', 'nosniff']] : []
  return new Response(bodiless.has(status) ? null : bytesOfBody(body), {
    status,
    statusText: reasonOf(status),
    headers: webHeaders([...headers, ...nosniffHeader], requestId),
  })
}

function webHeaders(headers: readonly Header[], requestId: string | undefined): Headers {
  const web = new Headers()
  for (const [name, value] of headers) web.append(name, value)
  if (requestId !== undefined && !web.has('X-Request-Id')) web.set('X-Request-Id', requestId)
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

interface StreamEvents {
  begin(response: WebResponse): void
  /** The answer is complete, or was cut by either side. */
  end(isComplete: boolean): void
}

/** A streamed answer as a response body; the plugin waits while the caller does not read it. */
class WebStream implements StreamTarget {
  /** Absent until the answer begins. */
  status: number | undefined
  bytes = 0
  readonly #requestId: string | undefined
  readonly #events: StreamEvents
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #waiting: ((open: boolean) => void)[] = []
  #isOpen = true

  constructor(requestId: string | undefined, events: StreamEvents) {
    this.#requestId = requestId
    this.#events = events
  }

  get hasBegun(): boolean {
    return this.#controller !== undefined
  }

  begin({ status, headers, length }: StreamHead): void {
    this.status = status
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      pull: () => this.#settle(true),
      cancel: () => {
        this.#isOpen = false
        this.#settle(false)
        this.#events.end(false)
      },
    })
    const lines = webHeaders(headers, this.#requestId)
    if (length !== undefined) lines.set('Content-Length', String(length))
    const hasBody = !bodiless.has(status)
    if (!hasBody) this.#isOpen = false
    const options = { status, statusText: reasonOf(status), headers: lines }
    this.#events.begin(new Response(hasBody ? body : null, options))
  }

  write(bytes: Uint8Array<ArrayBuffer>, taken: (open: boolean) => void): void {
    if (!this.#isOpen) return taken(false)
    this.bytes += bytes.length
    this.#controller?.enqueue(bytes)
    if ((this.#controller?.desiredSize ?? 1) > 0) taken(true)
    else this.#waiting.push(taken)
  }

  end(complete: boolean): void {
    this.#events.end(complete)
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
