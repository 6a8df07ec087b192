import { describeSystemError } from './config/plugin-files.ts'
import type { AdminServer, AdminSource, NotReady } from './admin/admin-server.ts'
import { joinObservers } from './admin/observers.ts'
import type { ChangeFeed, ChangePlugin } from './changes/change-feed.ts'
import { explainListenError } from './config/listen-address.ts'
import { createAccessLog } from './admin/access-log.ts'
import { describeServed } from './admin/served-plugin.ts'
import { ConfigError } from './exchange/errors.ts'
import { processMiBOf } from './exchange/limits.ts'
import { escapeText, type Log } from './exchange/log.ts'
import type { Observer, Outbound, AnswerRequest } from './exchange/ports.ts'
import type { PluginDescription } from './exchange/instance.ts'
import type { PluginEntry, Settings } from './config/settings.ts'
import type { HandlerOptions } from './http/request-handler.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { createWebFetch } from './http/web-fetch.ts'
import type { RefusedPlugin } from './load-plugins.ts'
import { createPluginList, mergePluginList } from './plugin-list.ts'
import { PluginSet, type Otherwise } from './plugin-set.ts'
import { readCodecs } from './pool/codecs.ts'
import { ModuleImages } from './pool/images/module-images.ts'
import type { ProcessSupply } from './pool/process-supply.ts'
import type { Recorder } from './record/recorder.ts'
import type { Upstream } from './upstream/orthanc.ts'
import type { OutboundOptions } from './upstream/outbound.ts'

/** How long killed processes may take to end. */
const killMs = 2000

/** Time that plugins have to finalize even if requests used up the time of the stop. */
const leastFinalizeMs = 500

/** A host whose settings have been checked. It closes `processes`. */
export class WasmHost {
  #settings: Settings
  readonly #log: Log
  readonly #processes: ProcessSupply
  readonly #loading: Promise<Serving>
  #plugins: PluginSet | undefined
  #upstream: Upstream | undefined
  #recorder: Recorder | undefined
  #changes: ChangeFeed | undefined
  #admin: AdminServer | undefined
  /** The URL of the server, once it listens. */
  #url: string | undefined
  #isStopping = false
  readonly #answerRequest: AnswerRequest | undefined

  /** `answerRequest` answers in place of the upstream Orthanc. */
  constructor(
    settings: Settings,
    log: Log,
    processes: ProcessSupply,
    answerRequest?: AnswerRequest,
  ) {
    this.#settings = settings
    this.#answerRequest = answerRequest
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
    const { fetch } = await this.#loading
    this.#changes?.start()
    return fetch(request)
  }

  async listen(): Promise<{ url: string; port: number }> {
    const { plugins, server } = await this.#loading
    const listening = await server.listen()
    this.#url = listening.url
    this.#changes?.start()
    for (const plugin of plugins.served) this.#log(describeServed(plugin, listening.url))
    return listening
  }

  /** The files that the plugin of a file was made of. */
  inputsOf(file: string): readonly string[] {
    return this.#plugins?.inputsOf(file) ?? [file]
  }

  async reload(file: string): Promise<void> {
    await (await this.#loading).plugins.reload(file)
  }

  /** Reloads a plugin unless it would be made of the same bytes as the running one. */
  async reloadChanged(file: string): Promise<void> {
    await (await this.#loading).plugins.reloadChanged(file)
  }

  /**
   * Uses other settings from now on, without losing a request. If a plugin is refused, or a changed key needs a restart, the log says
   * so and nothing changes.
   */
  async update(settings: Settings): Promise<void> {
    const { plugins, server } = await this.#loading
    const fixed = keysForRestart(this.#settings, settings)
    if (fixed.length > 0) {
      const message = `${fixed.join(', ')} changed, which needs a restart: the running configuration stays`
      this.#log({ level: 'error', message })
    } else if (await plugins.update(settings)) {
      server.update(settings.http)
      this.#settings = settings
      this.#log({ level: 'info', message: 'The configuration was reloaded' })
    } else this.#log({ level: 'error', message: 'The running configuration stays' })
  }

  async close(): Promise<void> {
    this.#isStopping = true
    const serving = await this.#loading.catch(() => undefined)
    const drainMs = serving?.plugins.drainMs ?? 0
    const endMs = performance.now() + drainMs
    this.#changes?.stop()
    await serving?.server.close(drainMs)
    await this.#changes?.close(Math.max(leastFinalizeMs, endMs - performance.now()))
    this.#upstream?.close()
    // A slow client, or a plugin that loops, must not keep the others from finalizing.
    await serving?.plugins.close(Math.max(leastFinalizeMs, endMs - performance.now()))
    await this.#processes.close(killMs)
    await this.#recorder?.close(Math.max(leastFinalizeMs, endMs - performance.now()))
    await this.#admin?.close()
  }

  /** What subscribes to requests: the access log, the admin listener. */
  #observer(): Observer | undefined {
    const log = this.#settings.accessLog ? [createAccessLog(this.#log)] : []
    const observers = this.#admin === undefined ? log : [...log, this.#admin.observer]
    return observers.length > 1 ? joinObservers(observers) : observers[0]
  }

  /** Answers paths without a route. */
  #otherwise(): Otherwise {
    const plugins = (): readonly PluginDescription[] => this.plugins
    const orthanc = this.#upstream
    if (orthanc === undefined) return { dispatch: createPluginList(plugins), streamsBodies: false }
    const { dispatch, streamsBodies } = orthanc
    return { dispatch: mergePluginList(plugins, dispatch), streamsBodies }
  }

  #configureProcesses(): void {
    const { processes, general, record } = this.#settings
    const { warnOnce, warn } = warningsTo(this.#log)
    const onNoBodyFile = (error: Error): void =>
      warnOnce(
        `large bodies pass by sockets, which is slower: cannot create a file in ${escapeText(processes.bodyFolder)}: ${describeSystemError(error)} (BodyFolder)`,
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
    this.#admin = await openAdmin(this.#settings, this.#log, {
      notReady: () => this.#notReady(),
      plugins: () => this.#plugins?.served ?? [],
      url: () => this.#url,
      restart: async (file) => (await this.#loading).plugins.reload(file),
    })
    try {
      return await this.#loadPlugins()
    } catch (error) {
      await this.#admin?.close()
      throw error
    }
  }

  #notReady(): NotReady | undefined {
    if (this.#isStopping) return 'the server is stopping'
    return this.#plugins === undefined ? 'plugins are loading' : undefined
  }

  async #loadPlugins(): Promise<Serving> {
    const codecs = await readCodecs()
    const { record } = this.#settings
    this.#configureProcesses()
    this.#recorder = record === undefined ? undefined : await openRecorder(record, this.#log)
    this.#upstream = await openUpstream(this.#settings, this.#log, this.#answerRequest)
    this.#changes = await openChanges(
      this.#settings,
      this.#log,
      this.#upstream,
      () => this.#plugins?.changePlugins ?? [],
    )
    const outbound = outboundOf({
      orthanc: this.#upstream?.dispatch,
      plugins: () => this.#plugins?.dispatch,
      authorities: this.#settings.authorities,
    })
    const processes = this.#processes
    const observer = this.#observer()
    const log = this.#log
    // A replay begins with the whole start of an instance.
    const images = record === undefined ? new ModuleImages(log) : undefined
    const context = { codecs, processes, log, observer, outbound, recorder: this.#recorder, images }
    const plugins = await PluginSet.load(this.#settings, context, this.#otherwise())
    this.#plugins = plugins
    processes.keep()
    const options: HandlerOptions = {
      settings: this.#settings.http,
      profile: this.#settings.profile,
      clients: this.#settings.clients,
      match: plugins.match,
      mustYield: plugins.mustYield,
      showsIds: this.#settings.accessLog,
      observer,
      log,
    }
    return { plugins, server: createHttpServer(options), fetch: createWebFetch(options) }
  }
}

/** Whether this process was started with Node's debugger; then each guest process has one, too. */
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

/** The keys of the configuration that differ, and that a running host cannot change. */
function keysForRestart(before: Settings, after: Settings): readonly string[] {
  const [old, next] = [fixedValues(before), fixedValues(after)]
  return Object.keys(old).filter((key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]))
}

function fixedValues(settings: Settings): Readonly<Record<string, unknown>> {
  const { http, orthanc, admin, accessLog, clients, processes, closed, authorities, changesState } =
    settings
  return {
    HttpPort: http.port,
    RemoteAccessAllowed: http.host,
    KeepAlive: http.keepAlive,
    KeepAliveTimeout: http.keepAliveTimeoutS,
    HttpRequestTimeout: http.requestTimeoutS,
    AuthenticationEnabled: http.users === undefined,
    SslEnabled: http.tls === undefined,
    SslVerifyPeers: http.tls?.clients === undefined,
    HttpsVerifyPeers: authorities,
    Orthanc: orthanc,
    'Changes.State': changesState,
    'an option that closes a part of the REST API of Orthanc': closed,
    Admin: admin,
    AccessLog: accessLog,
    'ClientShare, LeastRateKiBps or TrustedProxies': clients,
    'NodePath, GuestCommand or BodyFolder': processes,
  }
}

/** What serves requests once the plugins are loaded. */
interface Serving {
  readonly plugins: PluginSet
  readonly server: HttpServer
  readonly fetch: (request: Request) => Promise<Response>
}

// Modules that few hosts need are loaded on demand.

/** The upstream Orthanc receives the credentials of clients unless this host checks them itself. */
async function openUpstream(
  { orthanc, http, clients, closed }: Settings,
  log: Log,
  answerRequest: AnswerRequest | undefined,
): Promise<Upstream | undefined> {
  const authorization = http.users === undefined ? 'passed' : 'dropped'
  if (answerRequest !== undefined) {
    const { createFunctionUpstream } = await import('./upstream/function-upstream.ts')
    return createFunctionUpstream(answerRequest, { authorization, log })
  }
  if (orthanc === undefined) return undefined
  const { createUpstream } = await import('./upstream/orthanc.ts')
  return createUpstream(orthanc, { authorization, clients, closed, log })
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

/** Rejects if there is no upstream Orthanc, or its file cannot be used. */
async function openChanges(
  { changesState, profile }: Settings,
  log: Log,
  upstream: Upstream | undefined,
  plugins: () => readonly ChangePlugin[],
): Promise<ChangeFeed | undefined> {
  if (changesState === undefined) return undefined
  if (upstream === undefined) throw new ConfigError(noOrthanc)
  const { ChangeFeed } = await import('./changes/change-feed.ts')
  const { PositionFile } = await import('./changes/position-file.ts')
  const positions = await PositionFile.open(changesState, log)
  return new ChangeFeed({ orthanc: upstream.dispatch, positions, plugins, profile, log })
}

const noOrthanc =
  'Changes: plugins receive the changes of an upstream Orthanc, and there is none: set Orthanc, or --orthanc URL'

/** Rejects if its address is not available. */
async function openAdmin(
  { admin }: Settings,
  log: Log,
  source: AdminSource,
): Promise<AdminServer | undefined> {
  if (admin === undefined) return undefined
  const { AdminServer } = await import('./admin/admin-server.ts')
  const server = new AdminServer(admin, source)
  try {
    const url = await server.listen()
    log({ level: 'info', message: `The admin page is at ${url}` })
    return server
  } catch (error) {
    throw new Error(explainListenError(error, admin, { port: '--admin', host: '--admin' }), {
      cause: error,
    })
  }
}

/** Rejects if the folder does not exist and cannot be created. */
async function openRecorder(folder: string, log: Log): Promise<Recorder | undefined> {
  const { Recorder } = await import('./record/recorder.ts')
  try {
    return await Recorder.open(folder, log)
  } catch (error) {
    const why = describeSystemError(error)
    throw new Error(`cannot record in ${escapeText(folder)}: ${why}`, { cause: error })
  }
}
