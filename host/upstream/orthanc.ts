import type { IncomingMessage } from 'node:http'
import type { Answer, ErrorAnswer } from '../exchange/answer.ts'
import { ConfigError } from '../exchange/errors.ts'
import { upstreamLimits } from '../exchange/limits.ts'
import type { Client, Dispatch, Log } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { OrthancClient } from './orthanc-client.ts'
import { expectedOrthancUrl, readOrthancUrl, type OrthancUrl } from './orthanc-url.ts'
import { proxiedHead, relayBody } from './proxied-answer.ts'
import { abandoned, badGateway, busyGateway, codeOf, gatewayTimeout } from './upstream-failure.ts'

export interface UpstreamOptions {
  /** Whether Orthanc gets a client's `Authorization`; never where the URL names a user. */
  readonly authorization: 'passed' | 'dropped'
  readonly log: Log
  /** How long nothing may come, before the head or between two pieces of the body. */
  readonly quietMs?: number
  /** PEM of the authority that Orthanc's certificate is checked with, instead of those of Node. */
  readonly authority?: string
}

/** A real Orthanc behind this host. */
export interface Upstream {
  /** Has Orthanc answer a request. */
  readonly dispatch: Dispatch
  /** Ends all connections with Orthanc. */
  close(): void
}

/** The Orthanc at a URL; nothing is sent before the first request. Throws `ConfigError` for what is no such URL. */
export function createUpstream(url: string, options: UpstreamOptions): Upstream {
  const read = readOrthancUrl(url)
  if (read === undefined) throw new ConfigError(`Orthanc: expected ${expectedOrthancUrl}`)
  return new OrthancProxy(read, options)
}

class OrthancProxy implements Upstream {
  readonly #shownUrl: string
  readonly #log: Log
  readonly #quietMs: number
  readonly #orthanc: OrthancClient
  #asked = 0

  constructor(url: OrthancUrl, options: UpstreamOptions) {
    const { authorization, authority, quietMs = upstreamLimits.quietMs } = options
    this.#shownUrl = url.shown
    this.#log = options.log
    this.#quietMs = quietMs
    this.#orthanc = new OrthancClient(url, { authorization, authority, quietMs })
  }

  readonly dispatch: Dispatch = async (request, client) => {
    if (this.#asked >= upstreamLimits.requests) return busyGateway
    this.#asked++
    try {
      return await this.#dispatch(request, client)
    } finally {
      this.#asked--
    }
  }

  async #dispatch(request: Request, client: Client): Promise<Answer> {
    const sent = await this.#orthanc.ask(request, client)
    if (client.hasLeft) return { kind: 'nothing' }
    if (sent.kind === 'head') return this.#relay(sent.incoming, request, client)
    // Its client seems to have left: nothing is wrong with Orthanc.
    if (client.signal.aborted) return abandoned
    const answer = sent.kind === 'late' ? gatewayTimeout(this.#quietMs) : badGateway(sent.code)
    return this.#refuse(request, client, answer)
  }

  close(): void {
    this.#orthanc.close()
  }

  async #relay(incoming: IncomingMessage, request: Request, client: Client): Promise<Answer> {
    // What came together with the head was wrong
    if (incoming.errored) return this.#refuse(request, client, badGateway(codeOf(incoming.errored)))
    const head = proxiedHead(incoming, request)
    if (head === undefined) {
      incoming.destroy()
      return this.#refuse(request, client, badGateway(`status ${incoming.statusCode}`))
    }
    client.target.begin(head)
    const end = await relayBody(incoming, client.target, this.#quietMs)
    // That the client does not take it may be known before that it has left.
    if (end === 'cut-short' && !client.hasLeft)
      this.#warn(request, client, 'The answer of the Orthanc behind this server was cut short')
    return { kind: 'streamed', complete: end === 'whole' }
  }

  #refuse(request: Request, client: Client, answer: ErrorAnswer): Answer {
    this.#warn(request, client, answer.details ?? '')
    return answer
  }

  /** A plugin that asks is told, and logs it. */
  #warn(request: Request, client: Client, message: string): void {
    if (client.mayWaitFor !== undefined) return
    this.#log({ level: 'warning', message: `${this.#shownUrl}: ${message}`, request: request.id })
  }
}
