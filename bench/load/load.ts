/** One request of a load. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** The request to send to a server, and the number of connections. */
export interface Load {
  readonly url: string
  readonly connections: number
  /** Sent in turn. */
  readonly requests: readonly LoadRequest[]
  /** How long, in whole seconds. */
  readonly seconds: number
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

/** A program that sends requests; ended with `close`. */
export interface LoadProgram {
  readonly name: string
  run(load: Load): Promise<LoadResult>
  close(): Promise<void>
}
