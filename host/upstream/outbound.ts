import { errorCodes, httpMethods } from '../../abi/enums.ts'
import {
  Allow,
  expectedPath,
  readHttpTarget,
  readRestTarget,
  type RestTarget,
} from '../config/allow.ts'
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
import { methodName, type Request } from '../exchange/request.ts'
import type { PluginEntry } from '../config/settings.ts'
import { AnswerCollector } from './answer-collector.ts'
import { sendHttp } from './http-client.ts'
import { WaitGraph } from './wait-graph.ts'
import { decodePercent } from '../exchange/http.ts'

export interface OutboundOptions {
  /** Answers with the upstream Orthanc; `undefined` without one. */
  readonly orthanc: Dispatch | undefined
  /** Answers with the routes of the plugins, else with Orthanc; `undefined` while the plugins are loaded. */
  readonly plugins: () => Dispatch | undefined
  /** PEM text of the authorities that other servers are checked with, empty: none; absent: those of Node. */
  readonly authorities?: string | undefined
}

/** Sends the requests of the plugin of an entry; each is compared with the entry's `Allow` before anything is sent. */
export function createOutbound(options: OutboundOptions): (entry: PluginEntry) => Outbound {
  const waits = new WaitGraph()
  return (entry) => {
    const requests = new OutboundRequests(options, waits, entry)
    return async (call, caller) => {
      try {
        return await requests.send(call, caller)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return failure(errorCodes.InternalError, `the request could not be sent: ${message}`)
      }
    }
  }
}

/** Different refusals of one plugin that are logged. */
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
    if (target === undefined) return failure(errorCodes.UriSyntax, describeUnsent(call.uri))
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
    if (answer === undefined) return failure(errorCodes.NetworkProtocol)
    return circular === undefined ? client.reply(answer) : waitsForItself(plugin, circular)
  }

  #http(call: HttpCall, caller: Caller): Promise<OutboundReply> {
    return sendHttp(call, {
      signal: caller.signal,
      maxBytes: caller.maxAnswerBytes,
      authorities: this.#options.authorities,
      admit: (text, base) => this.#admit(text, base),
    })
  }

  #admit(text: string, base: string | undefined): URL | OutboundReply {
    const url = readHttpTarget(text, base)
    if (url === undefined) {
      const what = base === undefined ? 'its URL' : 'the target of a redirect'
      return failure(errorCodes.NetworkProtocol, `${what} is not requested: ${expectedUrl}`)
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

  /** Logs each reason once, so that a plugin that repeats a request does not fill the log. */
  #failOnce(code: number, reason: string): OutboundReply {
    const logged = this.#logged
    if (logged.has(reason) || logged.size > mostLogged) return failure(code)
    logged.add(reason)
    if (logged.size <= mostLogged) return failure(code, reason)
    return failure(
      code,
      `more than ${mostLogged} different requests are refused: further ones are not logged`,
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
  'no upstream Orthanc is configured: set one with --orthanc URL, or as WebAssembly.Orthanc in the configuration'

function waitsForItself(plugin: ByteString, other: ByteString): OutboundReply {
  const why =
    plugin === other
      ? 'the route is its own, and it answers one request at a time'
      : `the route is that of ${textOf(other)}, which waits for an answer of this plugin`
  return failure(errorCodes.BadSequenceOfCalls, why)
}

function failure(code: number, reason?: string): OutboundReply {
  return reason === undefined ? { kind: 'failed', code } : { kind: 'failed', code, reason }
}

/** Resolves when the signal is aborted. */
function abortOf(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

/** Makes Orthanc use another method. */
const overriding = 'x-http-method-override'

/**
 * A call of the REST API as a request. Nothing in it may change its method: what is allowed as GET must not become a
 * DELETE. (Calls inside Orthanc know no such change either.)
 */
export function restRequest(
  { method, headers, body }: RestCall,
  { path, query }: RestTarget,
  { request }: Caller,
): Request {
  const isGet = method === httpMethods.Get
  return {
    id: request ?? 'start',
    method,
    path,
    uri: path,
    query: query === undefined ? '' : withoutMethod(query),
    hasArguments: isGet && query !== undefined,
    headerLines: headers.filter(([name]) => name.toLowerCase() !== overriding).flat(),
    body,
  }
}

function withoutMethod(query: ByteString): ByteString {
  const pieces = query
    .split('&')
    .filter((piece) => decodePercent(piece.split('=')[0] ?? '') !== '_method')
  return pieces.join('&')
}
