import type { ByteString } from '../exchange/byte-string.ts'
import type { EndedRequest, Observer } from '../exchange/ports.ts'
import type { RequestIds } from './request-head.ts'

/** What identifies and observes the requests of a host. */
export interface RequestTracking extends RequestIds {
  readonly observer: Observer | undefined
}

/** A request, as an observer names it. */
interface ObservedRequest {
  readonly id: string
  readonly method: string
  readonly target: ByteString
}

/** Reports the end of a request to an observer, once. */
export class RequestReport {
  readonly #observer: Observer
  readonly #request: ObservedRequest
  readonly #startMs = performance.now()
  #isEnded = false

  /** Begins with the head of the request. */
  constructor(observer: Observer, request: ObservedRequest) {
    this.#observer = observer
    this.#request = request
  }

  end({
    status,
    bytes,
    isComplete,
    plugin,
  }: Omit<EndedRequest, 'id' | 'method' | 'path' | 'ms'>): void {
    if (this.#isEnded) return
    this.#isEnded = true
    const { id, method, target } = this.#request
    const query = target.indexOf('?')
    this.#observer.onRequest({
      id,
      method,
      path: query < 0 ? target : target.slice(0, query),
      status,
      bytes: method === 'HEAD' ? 0 : bytes,
      ms: performance.now() - this.#startMs,
      isComplete,
      plugin,
    })
  }
}

/** Reports a request that was refused where node:http has no response to write to: its answer has no body. */
export function reportRefusal(
  observer: Observer | undefined,
  request: ObservedRequest,
  status: number | undefined,
): void {
  if (observer === undefined) return
  const how = { status, bytes: 0, isComplete: status !== undefined, plugin: undefined }
  new RequestReport(observer, request).end(how)
}
