import { bodiless } from '../exchange/http.ts'
import type { Answer, StreamHead } from '../exchange/answer.ts'
import type { OrthancUrl } from '../config/orthanc-url.ts'
import { upstreamLimits } from '../exchange/limits.ts'
import type { AnswerRequest, Client } from '../exchange/ports.ts'
import type { Log } from '../exchange/log.ts'
import { refuse } from '../exchange/refusals.ts'
import { methodName, type Request } from '../exchange/request.ts'
import type { Upstream } from './orthanc.ts'
import { endToEndHeaders, proxiedLines, proxiedTarget } from './proxied-request.ts'

interface FunctionUpstreamOptions {
  /** Whether a client's `Authorization` is passed on. */
  readonly authorization: 'passed' | 'dropped'
  readonly log: Log
  /** How long an answer may take. */
  readonly quietMs?: number
}

/** The address of the requests that the function receives. */
const address: OrthancUrl = {
  isSecure: false,
  hostname: 'localhost',
  port: 8042,
  host: 'localhost:8042',
  basePath: '',
  authorization: undefined,
  shown: 'http://localhost:8042',
}

/** A function in place of the upstream Orthanc, such as in tests of a plugin. */
export function createFunctionUpstream(
  answerRequest: AnswerRequest,
  { authorization, log, quietMs = upstreamLimits.quietMs }: FunctionUpstreamOptions,
): Upstream {
  const stop = new AbortController()
  return {
    streamsBodies: false,
    dispatch: async (request, client) => {
      const ends = [client.signal, stop.signal, AbortSignal.timeout(quietMs)]
      const signal = AbortSignal.any(ends)
      try {
        const asked = webRequest(request, client, { authorization, signal })
        const response = await Promise.race([answerRequest(asked), rejectionOf(signal)])
        return await relay(response, client)
      } catch (error) {
        if (client.hasLeft || stop.signal.aborted) return { kind: 'nothing' }
        if (signal.aborted) return refuse('orthanc-timeout', { quietMs })
        const message = error instanceof Error ? error.message : String(error)
        log({ level: 'error', message: `orthanc: ${message}`, request: request.id })
        return refuse('orthanc-unreachable', { reason: 'failed: its function threw an error' })
      }
    },
    close: () => stop.abort(),
  }
}

function webRequest(
  request: Request,
  { sender }: Client,
  options: { readonly authorization: 'passed' | 'dropped'; readonly signal: AbortSignal },
): globalThis.Request {
  const { authorization, signal } = options
  const headers = new Headers()
  const lines = proxiedLines(request, address, { authorization, sender })
  for (const [name, value] of endToEndHeaders(lines)) headers.append(name, value)
  return new Request(address.shown + proxiedTarget(address, request), {
    method: methodName(request.method),
    headers,
    body: request.body.length > 0 ? new Uint8Array(request.body) : null,
    signal,
  })
}

async function relay(response: globalThis.Response, client: Client): Promise<Answer> {
  const { status, body } = response
  if (status < 200) throw new RangeError(`status ${status}: expected 200 to 599`)
  client.target.begin(headOf(response))
  if (body === null || bodiless.has(status)) return { kind: 'streamed', complete: true }
  try {
    for await (const piece of body) {
      const isOpen = await new Promise((resolve) =>
        client.target.write(new Uint8Array(piece), resolve),
      )
      if (isOpen !== true) return { kind: 'streamed', complete: false }
    }
    return { kind: 'streamed', complete: true }
  } catch {
    return { kind: 'streamed', complete: false }
  }
}

function headOf({ status, headers: sent, body }: globalThis.Response): StreamHead {
  const headers = endToEndHeaders([...sent].flat())
  const length = body === null ? '0' : sent.get('content-length')
  return length === null ? { status, headers } : { status, headers, length: Number(length) }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
