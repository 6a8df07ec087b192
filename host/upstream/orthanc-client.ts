import { Agent, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { httpMethods } from '../../abi/enums.ts'
import type { LeastRate, Transfer } from '../exchange/least-rate.ts'
import { upstreamLimits } from '../exchange/limits.ts'
import type { Client } from '../exchange/ports.ts'
import { methodName, type Request } from '../exchange/request.ts'
import type { OrthancUrl } from '../config/orthanc-url.ts'
import { readEarlyAnswers } from './early-answers.ts'
import { proxiedLines, proxiedTarget } from './proxied-request.ts'
import { sendBody } from './streamed-request.ts'
import { sendRequest } from './send-request.ts'

interface OrthancClientOptions {
  /** Whether a client's `Authorization` is passed to Orthanc; never if the URL names a user. */
  readonly authorization: 'passed' | 'dropped'
  /** How long the head of an answer may take. */
  readonly quietMs: number
  /** PEM of the authority that Orthanc's certificate is checked with; else those of Node. */
  readonly authority: string | undefined
  /** Cuts bodies that clients send too slowly while others wait. */
  readonly leastRate: LeastRate
}

/** What comes of a request; `stale`: its connection had ended before Orthanc saw it, as far as one can tell. */
type Sent =
  | { readonly kind: 'head'; readonly incoming: IncomingMessage }
  | { readonly kind: 'failed' | 'stale'; readonly code: string }
  | { readonly kind: 'late' }
  /** The client sent its body too slowly while others waited. */
  | { readonly kind: 'slow' }

/** The connections with Orthanc. */
export class OrthancClient {
  readonly #url: OrthancUrl
  readonly #options: OrthancClientOptions
  readonly #kept: Agent
  readonly #fresh: Agent
  #isClosed = false

  constructor(url: OrthancUrl, options: OrthancClientOptions) {
    this.#url = url
    this.#options = options
    this.#kept = createAgent(url, options, { keepAlive: true })
    this.#fresh = createAgent(url, options, { keepAlive: false })
  }

  close(): void {
    this.#isClosed = true
    this.#kept.destroy()
    this.#fresh.destroy()
  }

  /**
   * Sends a request on behalf of a client, and cancels it if the client leaves.
   *
   * Orthanc may close a connection while it is reused (it keeps them for a second). Such a request is sent again; a POST, which
   * must not be repeated (RFC 9110, 9.2.2), uses a new connection from the start.
   */
  async ask(request: Request, client: Client): Promise<Sent> {
    // A streamed body cannot be sent twice.
    if (request.method === httpMethods.Post || request.stream !== undefined)
      return this.#send(request, client, this.#fresh)
    const sent = await this.#send(request, client, this.#kept)
    if (sent.kind !== 'stale' || this.#isClosed) return sent
    return this.#send(request, client, this.#fresh)
  }

  #send(request: Request, client: Client, agent: Agent): Promise<Sent> {
    return new Promise((resolve) => {
      let isSettled = false
      const settle = (sent: Sent): void => {
        isSettled = true
        clearTimeout(late)
        resolve(sent)
      }
      const { isSecure } = this.#url
      const outgoing = sendRequest(
        { isSecure, ...this.#head(request, client, agent) },
        {
          onHead: (incoming) => settle({ kind: 'head', incoming }),
          onFailure: (code) =>
            settle({ kind: outgoing.reusedSocket && isReset(code) ? 'stale' : 'failed', code }),
        },
      )
      const late = setTimeout(() => {
        resolve({ kind: 'late' })
        outgoing.destroy()
      }, this.#options.quietMs)
      const transfer = (): Transfer =>
        this.#options.leastRate.begin(client.shareAddress, () => {
          settle({ kind: 'slow' })
          outgoing.destroy()
        })
      // A timer that was cleared would begin again
      const onPiece = (): void => void (isSettled || late.refresh())
      const { stream, body } = request
      if (stream === undefined) outgoing.end(body)
      else sendBody(stream, outgoing, { transfer: transfer(), onPiece })
    })
  }

  #head(request: Request, { sender, signal }: Client, agent: Agent): RequestOptions {
    const { hostname, port } = this.#url
    const { authorization } = this.#options
    const lines = proxiedLines(request, this.#url, { authorization, sender })
    return {
      agent,
      signal,
      hostname,
      port,
      method: methodName(request.method),
      path: proxiedTarget(this.#url, request),
      // An agent uses a connection again all the same while others wait for one
      headers: agent === this.#fresh ? [...lines, 'Connection', connectionOf(request)] : lines,
      maxHeaderSize: upstreamLimits.headBytes,
    }
  }
}

function createAgent(
  url: OrthancUrl,
  { authority }: OrthancClientOptions,
  reuse: { readonly keepAlive: boolean },
): Agent {
  const limits = {
    ...reuse,
    highWaterMark: upstreamLimits.unreadBytes,
    maxSockets: upstreamLimits.connections,
    maxFreeSockets: upstreamLimits.idleConnections,
  }
  if (!url.isSecure) return readEarlyAnswers(new Agent(limits))
  return readEarlyAnswers(
    new TlsAgent(authority === undefined ? limits : { ...limits, ca: authority }),
  )
}

/** To a request with `close` a server may answer, and reset the connection while the body is still sent: the answer would be lost. */
function connectionOf({ stream }: Request): string {
  return stream === undefined ? 'close' : 'keep-alive'
}

function isReset(code: string): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE'
}
