import type { IncomingMessage } from 'node:http'
import type { Answer } from '../exchange/answer.ts'
import { ConfigError } from '../exchange/errors.ts'
import { LeastRate } from '../exchange/least-rate.ts'
import { unlimitedClients, upstreamLimits, type ClientLimits } from '../exchange/limits.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import { type Log, limitLog } from '../exchange/log.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { ClosedOption } from '../config/settings.ts'
import { closeRequests } from './closed-requests.ts'
import { ConnectionSlots, type NoSlot } from './connection-slots.ts'
import { OrthancClient } from './orthanc-client.ts'
import { expectedOrthancUrl, readOrthancUrl, type OrthancUrl } from '../config/orthanc-url.ts'
import { proxiedHead, relayBody } from './proxied-answer.ts'
import { badGateway, codeOf, tooSlow } from './send-request.ts'

export interface UpstreamOptions {
  /** Whether a client's `Authorization` is passed to Orthanc; never if the URL names a user. */
  readonly authorization: 'passed' | 'dropped'
  readonly log: Log
  /** Limits of one client; absent: none. */
  readonly clients?: ClientLimits
  /** Options that close a part of Orthanc's REST API; absent: none. */
  readonly closed?: readonly ClosedOption[]
  /** Maximum silence before the head, or between two pieces of the body. */
  readonly quietMs?: number
  /** PEM of the authority that Orthanc's certificate is checked with, instead of those of Node. */
  readonly authority?: string
}

/** The upstream Orthanc. */
export interface Upstream {
  /** Whether bodies are sent while they arrive. */
  readonly streamsBodies: boolean
  /** Answers a request with Orthanc. */
  readonly dispatch: Dispatch
  /** Ends all connections with Orthanc. */
  close(): void
}

/** The Orthanc at a URL; nothing is sent before the first request. Throws `ConfigError` for another URL. */
export function createUpstream(url: string, options: UpstreamOptions): Upstream {
  const read = readOrthancUrl(url)
  if (read === undefined) throw new ConfigError(`Orthanc: expected ${expectedOrthancUrl}`)
  const proxy = new OrthancProxy(read, options)
  return {
    streamsBodies: true,
    dispatch: closeRequests(proxy.dispatch, options.closed ?? []),
    close: () => proxy.close(),
  }
}

class OrthancProxy {
  readonly #shownUrl: string
  readonly #log: Log
  readonly #quietMs: number
  readonly #orthanc: OrthancClient
  readonly #leastRate: LeastRate
  readonly #slots: ConnectionSlots

  constructor(url: OrthancUrl, options: UpstreamOptions) {
    const { authorization, authority, quietMs = upstreamLimits.quietMs } = options
    const { clients = unlimitedClients, log } = options
    const { connections, requests } = upstreamLimits
    this.#shownUrl = url.shown
    this.#log = limitLog(log)
    this.#quietMs = quietMs
    const leastRate = new LeastRate(clients.leastRateKiBps)
    this.#orthanc = new OrthancClient(url, { authorization, authority, quietMs, leastRate })
    this.#leastRate = leastRate
    this.#slots = new ConnectionSlots({
      connections,
      waiting: requests - connections,
      waitMs: quietMs,
      share: clients.clientShare,
      leastRate: this.#leastRate,
    })
  }

  readonly dispatch: Dispatch = async (request, client) => {
    const slot = await this.#slots.take(client)
    if (typeof slot === 'string') return this.#refuseSlot(slot, client)
    try {
      return await this.#dispatch(request, client)
    } finally {
      slot.release()
    }
  }

  #refuseSlot(reason: NoSlot, client: Client): Answer {
    if (reason === 'left') return client.hasLeft ? { kind: 'nothing' } : refuse('client-left')
    if (reason === 'late') return refuse('orthanc-timeout', { quietMs: this.#quietMs })
    return refuse(reason === 'busy' ? 'orthanc-busy' : 'client-orthanc-busy')
  }

  async #dispatch(request: Request, client: Client): Promise<Answer> {
    const sent = await this.#orthanc.ask(request, client)
    if (client.hasLeft) return { kind: 'nothing' }
    if (sent.kind === 'head') return this.#relay(sent.incoming, request, client)
    // The client seems to have left: this is not an error of Orthanc.
    if (client.signal.aborted) return refuse('client-left')
    if (sent.kind === 'late') return refuse('orthanc-timeout', { quietMs: this.#quietMs })
    if (sent.kind === 'slow') return refuse('body-too-slow')
    return badGateway(sent.code)
  }

  close(): void {
    this.#orthanc.close()
  }

  async #relay(incoming: IncomingMessage, request: Request, client: Client): Promise<Answer> {
    // The bytes after the head were invalid
    if (incoming.errored) return badGateway(codeOf(incoming.errored))
    const head = proxiedHead(incoming)
    if (head === undefined) {
      incoming.destroy()
      return badGateway(`status ${incoming.statusCode}`)
    }
    client.target.begin(head)
    const limits = { quietMs: this.#quietMs, leastRate: this.#leastRate }
    const end = await relayBody(incoming, client, limits)
    if (end === 'too-slow') this.#warn(request, client, tooSlow(client.shareAddress))
    // A failed write may be noticed before the end of the client's connection.
    if (end === 'cut-short' && !client.hasLeft)
      this.#warn(request, client, `the answer of ${this.#shownUrl} was cut short`)
    return { kind: 'streamed', complete: end === 'whole' }
  }

  /** Logs at a bounded rate, as clients can cause this. A plugin that sends the request is notified, and logs it. */
  #warn(request: Request, client: Client, message: string): void {
    if (client.mayWaitFor !== undefined) return
    this.#log({ level: 'warning', message, request: request.id })
  }
}
