import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOrthanc } from './orthanc-server.ts'
import { startOurs, type ConformanceServer } from './our-server.ts'

/** The version that Debian's server has. */
const sdkVersion = '1.12.7'

/** The real server and ours, with the same configuration and the same plugin; either can end and start again. */
export class ServerPair {
  readonly #startReal: () => Promise<ConformanceServer>
  readonly #startOurs: () => Promise<ConformanceServer>
  real: ConformanceServer
  ours: ConformanceServer

  /** Servers that run, and how each is started again. */
  constructor(
    starts: readonly [() => Promise<ConformanceServer>, () => Promise<ConformanceServer>],
    servers: readonly [ConformanceServer, ConformanceServer],
  ) {
    ;[this.#startReal, this.#startOurs] = starts
    ;[this.real, this.ours] = servers
  }

  static async start(
    plugins: { readonly native: string; readonly guest: string },
    options: object,
    folder: string,
  ): Promise<ServerPair> {
    mkdirSync(folder, { recursive: true })
    const config = join(folder, 'ours.json')
    writeFileSync(config, JSON.stringify(options))
    const startReal = (): Promise<ConformanceServer> =>
      startOrthanc(plugins.native, options, folder)
    const startGuest = (): Promise<ConformanceServer> =>
      startOurs(plugins.guest, config, ['--sdk', sdkVersion])
    const servers = [await startReal(), await startGuest()] as const
    return new ServerPair([startReal, startGuest], servers)
  }

  /** Who has ended, in words; `undefined` while both run. */
  get ended(): string | undefined {
    if (!this.ours.isAlive()) return 'our server has ended'
    return this.real.isAlive() ? undefined : 'the real server has ended'
  }

  /** Starts again what has ended. */
  async revive(): Promise<void> {
    if (!this.real.isAlive()) this.real = await this.#startReal()
    if (!this.ours.isAlive()) this.ours = await this.#startOurs()
  }

  async stop(): Promise<void> {
    await Promise.all([this.real.stop(), this.ours.stop()])
  }
}
