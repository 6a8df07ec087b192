import { startServer } from '../support/serve.ts'

/** A server that was started for a comparison. */
export interface ConformanceServer {
  readonly port: number
  readonly pid: number
  /** Whether the process still runs. */
  isAlive(): boolean
  stop(signal?: NodeJS.Signals): Promise<unknown>
}

/** Starts `orthanc-wasm serve` with a plugin and a configuration file, on a free port. */
export function startOurs(
  plugin: string,
  config: string,
  args: readonly string[] = [],
): Promise<ConformanceServer> {
  return startServer({ plugins: [plugin], args: ['--config', config, ...args] })
}
