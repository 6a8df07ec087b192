import type { Configuration } from './config/configuration.ts'
import { settingsFrom } from './config/config.ts'
import { ConfigError } from './exchange/errors.ts'
import { createLog, type Log } from './exchange/log.ts'
import type { PluginDescription } from './exchange/instance.ts'
import type { Settings } from './config/settings.ts'
import type { RefusedPlugin } from './load-plugins.ts'
import { ProcessSupply } from './pool/process-supply.ts'
import { WasmHost } from './wasm-host.ts'

export type { LogEvent, LogLevel, Log } from './exchange/log.ts'
export type { Configuration } from './config/configuration.ts'
export type { PluginDescription } from './exchange/instance.ts'
export type { RefusedPlugin } from './load-plugins.ts'

/** The options of `createHost`. */
export interface HostOptions {
  /** Files of plugins, loaded before those of `config.Plugins`. */
  readonly plugins?: readonly string[]
  /** A configuration as `serve --config` reads it. Relative paths count from the current folder. */
  readonly config?: Configuration
  /**
   * Answers in place of the upstream Orthanc: requests of plugins to Orthanc's REST API, as far as `Allow` permits them, and
   * requests that no plugin answers. For tests of plugins, and instead of `config.WebAssembly.Orthanc`.
   */
  readonly orthanc?: (request: Request) => Response | Promise<Response>
  /** Receives each event; by default it becomes a line of text on standard error. */
  readonly log?: Log
}

/** Loaded plugins, and the ways to send them requests. */
export interface Host {
  /** The plugins that are served, in the order of their files. Empty until the host is ready. */
  readonly plugins: readonly PluginDescription[]
  /** The plugins that were refused, and why. Empty until the host is ready. */
  readonly refused: readonly RefusedPlugin[]
  /** Resolves once every plugin is loaded or refused. */
  ready(): Promise<void>
  /** Answers a request without a socket. Rejects with a `TypeError` if the server would close the connection without an answer. */
  fetch(request: Request): Promise<Response>
  /** Listens on the configured address. Rejects with the system's error, e.g. of code `EADDRINUSE`. */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** Reloads a plugin from its file. If the new version is refused, the running one stays. */
  reload(file: string): Promise<void>
  /** Accepts no more requests, lets running ones end within `DrainMs`, and finalizes the plugins. */
  close(): Promise<void>
}

/**
 * Creates a host. It loads its plugins while it can be used already: `fetch` and `listen` wait for them. Throws
 * `ConfigError` if the configuration is wrong.
 *
 * @example
 * const host = createHost({ plugins: ['hello.wasm'], config: { HttpPort: 8042 } })
 * const { url } = await host.listen()
 * console.log(await (await fetch(`${url}/hello/world`)).text())
 * await host.close()
 */
export function createHost(options: HostOptions = {}): Host {
  const { plugins = [], config = {}, log = standardErrorLog(), orthanc } = options
  const settings = settingsFrom(config, { plugins })
  if (orthanc !== undefined && settings.orthanc !== undefined)
    throw new ConfigError(
      'Orthanc: the option "orthanc" of createHost answers in its place; leave out one of them',
    )
  for (const message of settings.warnings) log({ level: 'warning', message })
  const host = new WasmHost(settings, log, new ProcessSupply(), orthanc)
  host.ready().then(
    () => {
      for (const { file, reasons } of host.refused)
        for (const reason of reasons) log({ level: 'error', message: `${file}: ${reason}` })
    },
    // Each method of the host rejects with the error.
    () => undefined,
  )
  return host
}

/** Returns a host of checked settings, once its plugins are loaded or refused. It closes `processes`. */
export async function openHost(
  settings: Settings,
  log: Log,
  processes = new ProcessSupply(),
): Promise<WasmHost> {
  const host = new WasmHost(settings, log, processes)
  await host.ready()
  return host
}

function standardErrorLog(): Log {
  return createLog({
    format: 'text',
    verbose: false,
    write: (line) => void process.stderr.write(`${line}\n`),
  })
}
