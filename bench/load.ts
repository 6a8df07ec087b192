import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

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

/** autocannon in a process of its own, so that the load does not wait for whoever measures. */
export class LoadGenerator {
  // Structured clones: JSON would make an object of each body.
  readonly #process = fork(fileURLToPath(new URL('./load-process.js', import.meta.url)), {
    serialization: 'advanced',
  })

  /** Runs one load to its end. Throws if a request was not answered with 2xx: its time would mean nothing. */
  async run(load: Load): Promise<LoadResult> {
    this.#process.send({ ...load })
    const [message]: Message[] = await once(this.#process, 'message')
    if (message?.kind !== 'done') throw new Error(message?.message ?? 'no load was put on')
    const { answered, refused, failed } = message.result
    if (refused + failed > 0)
      throw new Error(`${load.url}: ${answered} answered, ${refused} refused, ${failed} failed`)
    return message.result
  }

  async close(): Promise<void> {
    const exited = once(this.#process, 'exit')
    this.#process.kill()
    await exited
  }
}
