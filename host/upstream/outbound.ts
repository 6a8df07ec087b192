import { errorCodes } from '../../abi/enums.ts'
import { Allow, expectedPath, readHttpTarget, readRestTarget } from '../exchange/allow.ts'
import type { Answer } from '../exchange/answer.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type {
  Caller,
  Dispatch,
  HttpCall,
  Outbound,
  OutboundCall,
  OutboundReply,
  RestCall,
} from '../exchange/ports.ts'
import { methodName } from '../exchange/request.ts'
import type { PluginEntry } from '../exchange/settings.ts'
import { AnswerCollector } from './answer-collector.ts'
import { sendHttp } from './http-client.ts'
import { restRequest } from './rest-request.ts'
import { WaitGraph } from './wait-graph.ts'

export interface OutboundOptions {
  /** Has the real Orthanc answer; absent: there is none. */
  readonly orthanc: Dispatch | undefined
  /** Has the routes of the plugins answer, and else Orthanc; `undefined` while the plugins are loaded. */
  readonly plugins: () => Dispatch | undefined
}

/** The way out for the plugin of an entry: each request is compared with the entry's `Allow` before anything leaves. */
export function createOutbound(options: OutboundOptions): (entry: PluginEntry) => Outbound {
  const waits = new WaitGraph()
  return (entry) => {
    const requests = new OutboundRequests(options, waits, entry)
    return async (call, caller) => {
      try {
        return await requests.send(call, caller)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return failed(errorCodes.InternalError, `the request could not be sent: ${message}`)
      }
    }
  }
}

/** Refusals of one plugin that are logged. */
const mostLogged = fixedLimits.namesListed

/** The requests of one plugin. */
class OutboundRequests {
  readonly #options: OutboundOptions
  readonly #waits: WaitGraph
  readonly #entry: PluginEntry
  readonly #allow: Allow
  readonly #logged = new Set<string>()

  constructor(options: OutboundOptions, waits: WaitGraph, entry: PluginEntry) {
    this.#options = options
    this.#waits = waits
    this.#entry = entry
    this.#allow = new Allow(entry.allow)
  }

  send(call: OutboundCall, caller: Caller): Promise<OutboundReply> {
    return call.kind === 'rest' ? this.#rest(call, caller) : this.#http(call, caller)
  }

  async #rest(call: RestCall, caller: Caller): Promise<OutboundReply> {
    const target = readRestTarget(call.uri)
    if (target === undefined) return failed(errorCodes.UriSyntax, describeUnsent(call.uri))
    const method = methodName(call.method)
    if (!this.#allow.restApi(method, target))
      return this.#refuse('RestApi', `${method} ${textOf(target.path)}`)
    const { orthanc, plugins } = this.#options
    const dispatch = call.afterPlugins ? (plugins() ?? orthanc) : orthanc
    if (dispatch === undefined) return this.#failOnce(errorCodes.NetworkProtocol, noOrthanc)
    const request = restRequest(call, target, caller)
    return this.#dispatch((client) => dispatch(request, client), caller)
  }

  async #dispatch(
    answerFor: (client: AnswerCollector) => Promise<Answer>,
    { plugin, signal, maxAnswerBytes }: Caller,
  ): Promise<OutboundReply> {
    const waited: ByteString[] = []
    let circular: ByteString | undefined
    const mayWaitFor = (other: ByteString): boolean => {
      const may = this.#waits.begin(plugin, other)
      if (may) waited.push(other)
      else circular = other
      return may
    }
    const client = new AnswerCollector({ signal, maxBytes: maxAnswerBytes, mayWaitFor })
    const answer = await Promise.race([answerFor(client), abortOf(signal)])
    for (const other of waited) this.#waits.end(plugin, other)
    if (answer === undefined) return failed(errorCodes.NetworkProtocol)
    return circular === undefined ? client.reply(answer) : waitsForItself(plugin, circular)
  }

  #http(call: HttpCall, caller: Caller): Promise<OutboundReply> {
    return sendHttp(call, {
      signal: caller.signal,
      maxBytes: caller.maxAnswerBytes,
      admit: (text, base) => this.#admit(text, base),
    })
  }

  #admit(text: string, base: string | undefined): URL | OutboundReply {
    const url = readHttpTarget(text, base)
    if (url === undefined) {
      const what = base === undefined ? 'its URL' : 'the target of a redirect'
      return failed(errorCodes.NetworkProtocol, `${what} is not requested: ${expectedUrl}`)
    }
    if (this.#allow.http(url)) return url
    return this.#refuse('Http', url.origin + url.pathname)
  }

  #refuse(key: 'RestApi' | 'Http', entry: string): OutboundReply {
    const place = `WebAssembly.Plugins.${this.#entry.name}.Allow.${key}`
    const lacks = key === 'RestApi' && this.#options.orthanc === undefined
    const more = lacks ? ', and name an Orthanc with --orthanc URL' : ''
    const reason = `not allowed: add ${JSON.stringify(entry)} to ${place} in the configuration${more}`
    return this.#failOnce(errorCodes.ForbiddenAccess, reason)
  }

  /** A plugin that goes on asking does not fill the log. */
  #failOnce(code: number, reason: string): OutboundReply {
    const logged = this.#logged
    if (logged.has(reason) || logged.size > mostLogged) return failed(code)
    logged.add(reason)
    if (logged.size <= mostLogged) return failed(code, reason)
    return failed(
      code,
      `more than ${mostLogged} different requests are refused: the rest is left out`,
    )
  }
}

const withinBytes = `within ${fixedLimits.uriBytes} bytes`
const expectedUrl = `expected http:// or https://, a host, and ${expectedPath}, ${withinBytes}`

/** Queries may hold patients' data. */
function describeUnsent(uri: ByteString): string {
  const path = textOf(uri.split('?', 1)[0] ?? '').slice(0, fixedLimits.nameCharacters)
  return `${JSON.stringify(path)} is not sent: expected ${expectedPath}, ${withinBytes}`
}

const noOrthanc =
  'there is no Orthanc to ask: name one with --orthanc URL, or as WebAssembly.Orthanc in the configuration'

function waitsForItself(plugin: ByteString, other: ByteString): OutboundReply {
  const why =
    plugin === other
      ? 'the route is its own: it answers one request after the other'
      : `the route is that of ${textOf(other)}, which waits for an answer of this plugin`
  return failed(errorCodes.BadSequenceOfCalls, why)
}

function failed(code: number, reason?: string): OutboundReply {
  return reason === undefined ? { kind: 'failed', code } : { kind: 'failed', code, reason }
}

/** Resolves when nobody waits any more. */
function abortOf(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
