import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { CompilerProcess } from '../../../guest/build/compiler-process.ts'
import { createTemporaryFolder } from '../../../guest/build/temporary-folder.ts'
import type { Built } from '../../../guest/build/toolchain.ts'
import type { Settings } from '../../config/settings.ts'
import type { Host } from '../../host.ts'
import { ProcessSupply } from '../../pool/process-supply.ts'
import {
  compileRequest,
  outputOf,
  refuseBuild,
  requireSources,
  writeModule,
  type BuildCommandOptions,
} from '../build.ts'
import { settle, stopRequest, type ExitCode } from '../command.ts'
import { DebuggerProxy } from './debugger-proxy.ts'
import { reporterOf, serve, type ServeOptions } from '../serve.ts'
import { SourceWatch } from '../source-watch.ts'
import { showMessage, withProgress, type Terminal } from '../terminal.ts'

/** The options of `dev`: those of `build` and of `serve`. */
export type DevOptions = ServeOptions & BuildCommandOptions

/**
 * Builds and serves a plugin, and builds it again whenever one of its sources changes, until a signal asks to stop. It
 * compiles without optimization: that takes half the time, and traps and breakpoints have exact lines.
 */
export async function dev(
  sources: readonly string[],
  options: DevOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const report =
    options.logFormat === 'text'
      ? (line: string) => showMessage(terminal, line)
      : reporterOf(options, terminal)
  const folder = createTemporaryFolder()
  const output = options.output ?? outputOf(sources, folder)
  const session = new DevSession(sources, options, { terminal, report, output })
  try {
    const refusal = refuseBuild(sources, output, options)
    if (refusal === undefined) return await session.run()
    report(refusal)
    return 2
  } finally {
    session.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface DevPlace {
  readonly terminal: Terminal
  readonly report: (line: string) => void
  /** The file of the module. */
  readonly output: string
}

/** A plugin while its author works on it. Closed with `close`. */
class DevSession {
  readonly #sources: readonly string[]
  readonly #options: DevOptions
  readonly #place: DevPlace
  readonly #compiler = new CompilerProcess()
  readonly #watch = new SourceWatch(() => void this.#build())
  readonly #stop = stopRequest()
  /** The latest good version. */
  #built: Built | undefined
  #isBuilding = false
  #isClosed = false
  #hasChanged = false
  #host: Host | undefined
  #debugger: DebuggerProxy | undefined
  /** Called after each new version. */
  #onBuilt: () => void = () => undefined

  constructor(sources: readonly string[], options: DevOptions, place: DevPlace) {
    this.#sources = sources
    this.#options = options
    this.#place = place
  }

  /** Serves the first version that a server starts with. Returns once that server has stopped. */
  async run(): Promise<ExitCode> {
    const { terminal, output } = this.#place
    requireSources(this.#sources)
    this.#watch.update(this.#sources)
    if (this.#options.inspect === true) await this.#openDebugger()
    void this.#build()
    const stopped = this.#stop.then(() => 'stopped' as const)
    for (;;) {
      if ((await Promise.race([stopped, this.#nextVersion()])) === 'stopped') return 0
      const version = this.#built
      const code = await serve([output], this.#options, {
        terminal,
        adjust: (settings) => settingsFor(settings, output),
        processes: new ProcessSupply(
          undefined,
          this.#debugger && ((line) => this.#debugger?.use(line)),
        ),
        stop: this.#stop,
        onListen: (host) => {
          this.#host = host
          if (this.#built !== version) void host.reload(output)
        },
      })
      // A server that does not start with this version may start with the next one.
      if (this.#host !== undefined || code !== 1) return code
    }
  }

  close(): void {
    this.#isClosed = true
    this.#watch.close()
    this.#debugger?.close()
    this.#compiler.close()
  }

  async #openDebugger(): Promise<void> {
    this.#debugger = await DebuggerProxy.open()
    this.#report(
      `Debugger of the plugin at ${this.#debugger.address}: chrome://inspect, or attach an editor to this port; no deadlines`,
    )
  }

  #nextVersion(): Promise<'built'> {
    return new Promise((resolve) => {
      this.#onBuilt = () => resolve('built')
    })
  }

  /** Builds until no source has changed meanwhile. */
  async #build(): Promise<void> {
    this.#hasChanged = true
    if (this.#isBuilding) return
    this.#isBuilding = true
    while (this.#hasChanged) {
      this.#hasChanged = false
      await settle(
        () => this.#buildOnce(),
        (line) => this.#report(line),
        this.#options,
      )
    }
    this.#isBuilding = false
  }

  async #buildOnce(): Promise<ExitCode> {
    const { terminal, output } = this.#place
    const report = (line: string): void => this.#report(line)
    const names = this.#sources.join(' ')
    const startMs = performance.now()
    const result = await withProgress(terminal, `compiling ${names}`, () =>
      this.#compiler.compile(
        compileRequest(this.#sources, output, { ...this.#options, debug: true }),
      ),
    )
    this.#watch.update(result.inputs ?? this.#sources)
    for (const line of result.kind === 'failed' ? result.messages : result.warnings) report(line)
    if (result.kind === 'failed') {
      report(
        `${names}: not built; ${this.#built === undefined ? 'a change builds it again' : 'the last good version stays'}`,
      )
      return 1
    }
    report(`${names}: built in ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
    if (!isSame(this.#built, result)) await this.#use(result)
    return 0
  }

  #report(line: string): void {
    // A build that is stopped has no result.
    if (!this.#isClosed) this.#place.report(line)
  }

  async #use(built: Built): Promise<void> {
    this.#built = built
    writeModule(this.#place.output, built)
    if (this.#host === undefined) this.#onBuilt()
    else await this.#host.reload(this.#place.output)
  }
}

/** Where the admin page is, unless an option says so: at a free port. */
const adminAddress = { host: '127.0.0.1', port: 0 } as const

/** What an author sees in any case. The new module stands in for the file of its name that the configuration lists. */
function settingsFor(settings: Settings, output: string): Settings {
  const others = settings.plugins.filter((file) => basename(file) !== basename(output))
  const admin = settings.admin ?? adminAddress
  return { ...settings, plugins: [output, ...others], accessLog: true, admin }
}

/** True if nothing that a server reads has changed. */
function isSame(before: Built | undefined, { wasm, sourceMap }: Built): boolean {
  return (
    before !== undefined &&
    sourceMap === before.sourceMap &&
    Buffer.compare(wasm, before.wasm) === 0
  )
}
