import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** One request of a load. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** What to ask of a server, on so many connections at a time. */
export interface Load {
  readonly url: string
  readonly connections: number
  /** Sent in turn. */
  readonly requests: readonly LoadRequest[]
  /** `duration` is in seconds, `amount` counts requests. */
  readonly end: { readonly duration: number } | { readonly amount: number }
}

/** How a server did. `refused` are answers other than 2xx, `failed` requests without one. */
export interface LoadResult {
  readonly answered: number
  readonly refused: number
  readonly failed: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

type Message =
  | { readonly kind: 'done'; readonly result: LoadResult }
  | { readonly kind: 'failed'; readonly message: string }

/** autocannon in a thread of its own, so that the load does not wait for whoever measures. */
export class LoadGenerator {
  readonly #thread = new Worker(new URL('./load-thread.js', import.meta.url))

  /** Runs one load to its end. Throws if a request was not answered with 2xx: its time would mean nothing. */
  async run(load: Load): Promise<LoadResult> {
    this.#thread.postMessage(load)
    const [message]: Message[] = await once(this.#thread, 'message')
    if (message?.kind !== 'done') throw new Error(message?.message ?? 'no load was put on')
    const { answered, refused, failed } = message.result
    if (refused + failed > 0)
      throw new Error(`${load.url}: ${answered} answered, ${refused} refused, ${failed} failed`)
    return message.result
  }

  async close(): Promise<void> {
    await this.#thread.terminate()
  }
}
