/** The part of autocannon that benchmarks use; it comes without types. */
declare module 'autocannon' {
  interface Request {
    readonly method: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: Buffer
  }
  interface Options {
    readonly url: string
    readonly connections: number
    /** In seconds; ignored if `amount` is set. */
    readonly duration?: number
    /** The total number of requests. */
    readonly amount?: number
    /** In seconds. */
    readonly timeout: number
    /** Each connection sends them one after another, again and again. */
    readonly requests: readonly Request[]
  }
  interface Result {
    readonly start: Date
    readonly finish: Date
    readonly '2xx': number
    readonly non2xx: number
    /** Timeouts included. */
    readonly errors: number
    /** In milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
