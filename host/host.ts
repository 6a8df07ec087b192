import { settingsFrom } from './config/config.ts'
import { createLog, escapeText } from './exchange/log.ts'
import { MiB, processMiBOf } from './exchange/limits.ts'
import type { Log, Outbound } from './exchange/ports.ts'
import type { PluginDescription } from './exchange/registrations.ts'
import type { PluginEntry, Settings } from './exchange/settings.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import type { HandlerOptions } from './http/request-handler.ts'
import { Traffic } from './http/traffic.ts'
import { createWebFetch } from './http/web-fetch.ts'
import type { RefusedPlugin } from './load-plugins.ts'
import { describeSystemError } from './config/plugin-files.ts'
import { PluginSet } from './plugin-set.ts'
import type { Upstream } from './upstream/orthanc.ts'
import type { OutboundOptions } from './upstream/outbound.ts'
import { readCodecs } from './pool/codecs.ts'
import { ProcessSupply } from './pool/process-supply.ts'
import type { Recorder } from './record/recorder.ts'

export type { LogEvent, LogLevel, Log } from './exchange/ports.ts'
export type { PluginDescription } from './exchange/registrations.ts'
export type { RefusedPlugin } from './load-plugins.ts'

/** What a host is made from. */
export interface HostOptions {
  /** Files of plugins, loaded before those of `config.Plugins`. */
  readonly plugins?: readonly string[]
  /** A configuration as `serve --config` takes it, as an object. */
  readonly config?: object
  /** Told of each event; by default lines of text on standard error. */
  readonly log?: Log
}

/** Plugins that are loaded, and the ways to have them answer. */
export interface Host {
  /** The plugins that are served, in their order. Empty until the host is ready. */
  readonly plugins: readonly PluginDescription[]
  /** The plugins that are not, and why. Empty until the host is ready. */
  readonly refused: readonly RefusedPlugin[]
  /** Resolves once every plugin is loaded or refused. */
  ready(): Promise<void>
  /** Answers a request without a socket. Rejects with a `TypeError` where the server would close without an answer. */
  fetch(request: Request): Promise<Response>
  /** Listens where the configuration says. Rejects with the system's error, e.g. of code `EADDRINUSE`. */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** Exchanges the plugin of a file for what the file holds now; where that is refused the one before goes on. */
  reload(file: string): Promise<void>
  /** Takes no more requests, lets what runs end within `DrainMs`, finalizes the plugins. */
  close(): Promise<void>
}

/**
 * Creates a host; its plugins are loaded while it is used already: `fetch` and `listen` wait for them. Throws
 * `ConfigError` for a configuration that is wrong.
 */
export function createHost(options: HostOptions = {}): Host {
  const { plugins = [], config = {}, log = standardErrorLog() } = options
  const settings = settingsFrom(config, { plugins })
  for (const message of settings.warnings) log({ level: 'warning', message })
  const host = new WasmHost(settings, log, new ProcessSupply())
  host.ready().then(
    () => {
      for (const { file, reasons } of host.refused)
        for (const reason of reasons) log({ level: 'error', message: `${file}: ${reason}` })
    },
    // Whoever uses the host gets the reason.
    () => undefined,
  )
  return host
}

/** The host of checked settings, once its plugins are loaded or refused. It closes `processes`. */
export async function openHost(
  settings: Settings,
  log: Log,
  processes = new ProcessSupply(),
): Promise<Host> {
  const host = new WasmHost(settings, log, processes)
  await host.ready()
  return host
}

/** How long processes that were killed may take to be gone. */
const killMs = 2000

/** So long plugins may take to finalize, also where the requests took all the time of a stop. */
const leastFinalizeMs = 500

class WasmHost implements Host {
  readonly #settings: Settings
  readonly #log: Log
  readonly #processes: ProcessSupply
  readonly #loading: Promise<Serving>
  #plugins: PluginSet | undefined
  #upstream: Upstream | undefined
  #recorder: Recorder | undefined

  constructor(settings: Settings, log: Log, processes: ProcessSupply) {
    this.#settings = settings
    this.#log = log
    this.#processes = processes
    this.#loading = this.#load()
  }

  get plugins(): readonly PluginDescription[] {
    return this.#plugins?.descriptions ?? []
  }

  get refused(): readonly RefusedPlugin[] {
    return this.#plugins?.refused ?? []
  }

  async ready(): Promise<void> {
    await this.#loading
  }

  async fetch(request: Request): Promise<Response> {
    return (await this.#loading).fetch(request)
  }

  async listen(): Promise<{ url: string; port: number }> {
    return (await this.#loading).server.listen()
  }

  async reload(file: string): Promise<void> {
    await (await this.#loading).plugins.reload(file)
  }

  async close(): Promise<void> {
    const serving = await this.#loading.catch(() => undefined)
    const drainMs = serving?.plugins.drainMs ?? 0
    const endMs = performance.now() + drainMs
    await serving?.server.close(drainMs)
    this.#upstream?.close()
    // One client, or one plugin that loops, must not cost the others their end.
    await serving?.plugins.close(Math.max(leastFinalizeMs, endMs - performance.now()))
    await this.#processes.close(killMs)
    await this.#recorder?.close(Math.max(leastFinalizeMs, endMs - performance.now()))
  }

  #configureProcesses(): void {
    const { processes, general, record } = this.#settings
    const { warnOnce, warn } = warningsTo(this.#log)
    const onNoBodyFile = (error: Error): void =>
      warnOnce(
        `large bodies pass by sockets, which is slower: no file can be made in ${escapeText(processes.bodyFolder)}: ${describeSystemError(error)} (BodyFolder)`,
      )
    const onDebugger = (line: string): void => {
      warnOnce('plugins are debugged: without the permission model, and without deadlines')
      warn(line)
    }
    this.#processes.configure(
      { ...processes, onNoBodyFile, ...(isDebugged() ? { onDebugger } : {}) },
      { processMiB: processMiBOf(general.limits), isTraced: record !== undefined },
    )
  }

  async #load(): Promise<Serving> {
    const codecs = await readCodecs()
    const { record } = this.#settings
    this.#configureProcesses()
    this.#recorder = record === undefined ? undefined : await openRecorder(record, this.#log)
    this.#upstream = await openUpstream(this.#settings, this.#log)
    const outbound = outboundOf({
      orthanc: this.#upstream?.dispatch,
      plugins: () => this.#plugins?.dispatch,
    })
    const processes = this.#processes
    const context = { codecs, processes, log: this.#log, outbound, recorder: this.#recorder }
    const plugins = await PluginSet.load(this.#settings, context, this.#upstream?.dispatch)
    this.#plugins = plugins
    processes.keep()
    const options: HandlerOptions = {
      settings: this.#settings.http,
      profile: this.#settings.profile,
      clients: this.#settings.clients,
      dispatch: plugins.dispatch,
      traffic: new Traffic(
        (path) => plugins.trafficOwner(path),
        () => this.#log({ level: 'warning', message: 'A client that reads nothing is cut' }),
        this.#settings.clients,
      ),
      mustYield: () => plugins.mustYield,
      pluginOf: (path) => plugins.nameOf(path),
      bodyLimit: (path) => plugins.limitsOf(path).maxRequestBodyMiB * MiB,
      log: this.#log,
    }
    return { plugins, server: createHttpServer(options), fetch: createWebFetch(options) }
  }
}

/** Whether this process itself was started with Node's debugger; its guests get one each then. */
function isDebugged(): boolean {
  return process.execArgv.some((flag) => flag.startsWith('--inspect'))
}

function warningsTo(log: Log) {
  const said = new Set<string>()
  const warn = (message: string): void => log({ level: 'warning', message })
  const warnOnce = (message: string): void => {
    if (!said.has(message)) warn(message)
    said.add(message)
  }
  return { warn, warnOnce }
}

/** What there is once the plugins are loaded. */
interface Serving {
  readonly plugins: PluginSet
  readonly server: HttpServer
  readonly fetch: (request: Request) => Promise<Response>
}

// What few hosts need is loaded when they do.

/** Orthanc gets the credentials of clients unless they are meant for this host. */
async function openUpstream(
  { orthanc, http, clients }: Settings,
  log: Log,
): Promise<Upstream | undefined> {
  if (orthanc === undefined) return undefined
  const { createUpstream } = await import('./upstream/orthanc.ts')
  const authorization = http.users === undefined ? 'passed' : 'dropped'
  return createUpstream(orthanc, { authorization, clients, log })
}

function outboundOf(options: OutboundOptions): (entry: PluginEntry) => Outbound {
  let created: Promise<(entry: PluginEntry) => Outbound> | undefined
  return (entry) => {
    let outbound: Promise<Outbound> | undefined
    return async (call, caller) => {
      created ??= import('./upstream/outbound.ts').then((module) => module.createOutbound(options))
      outbound ??= created.then((outboundFor) => outboundFor(entry))
      return (await outbound)(call, caller)
    }
  }
}

/** Rejects where the folder is not there and cannot be made. */
async function openRecorder(folder: string, log: Log): Promise<Recorder | undefined> {
  const { Recorder } = await import('./record/recorder.ts')
  try {
    return await Recorder.open(folder, log)
  } catch (error) {
    const why = describeSystemError(error)
    throw new Error(`cannot record in ${escapeText(folder)}: ${why}`, { cause: error })
  }
}

function standardErrorLog(): Log {
  return createLog({
    format: 'text',
    verbose: false,
    write: (line) => void process.stderr.write(`${line}\n`),
  })
}
