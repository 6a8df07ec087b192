import type { Socket } from 'node:net'
import { errorCodes } from '../../abi/enums.ts'
import { readBridgeConfig, type Overrides } from '../config/config.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import type { PluginEntry, Settings } from '../config/settings.ts'
import { textOf } from '../exchange/byte-string.ts'
import { PluginLoadError, ReportError } from '../exchange/errors.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import { fixedLimits, MiB, processMiBOf } from '../exchange/limits.ts'
import { describeEvent, escapeText, type Log, type LogEvent } from '../exchange/log.ts'
import type { Outbound } from '../exchange/ports.ts'
import {
  bridgeProtocol,
  controlKinds,
  decodeHello,
  decodeLost,
  decodeNumber,
  decodeQuestion,
  encodeLogLine,
  encodeNumbers,
  encodePlugins,
  encodePrepare,
  encodeReasons,
  type BridgePlugin,
  type Hello,
  type Question,
} from '../frames/bridge-control.ts'
import { FrameError, FrameReader, type Frame } from '../frames/frame.ts'
import { loadPlugins, type LoadedPlugin } from '../load-plugins.ts'
import { ModuleImages } from '../pool/images/module-images.ts'
import type { ProcessSupply } from '../pool/process-supply.ts'
import type { Worker } from '../pool/worker.ts'
import { createOutbound } from '../upstream/outbound.ts'
import { Fronts } from './fronts.ts'
import {
  functionOf,
  refusalCodes,
  serviceOf,
  ServiceRights,
  type CallRefusal,
} from './service-rights.ts'

/** Options of a supervisor. */
export interface BridgeOptions {
  /** A configuration of its own; absent: the section `WebAssembly` of Orthanc's. */
  readonly config: string | undefined
  readonly overrides: Overrides
  /** The version of this package; the native plugin must have the same. */
  readonly version: string
  /** The module of the image encoders. */
  readonly codecs: Uint8Array<ArrayBuffer>
  /** Makes the processes of one Orthanc. */
  readonly createProcesses: () => ProcessSupply
  /** Where lines go while no Orthanc is connected. */
  readonly log: Log
}

/** Events for the supervisor. */
export interface OrthancEvents {
  /** Whether this Orthanc is the only one that has said hello; called once. */
  readonly admit: () => boolean
  /** An Orthanc that was admitted has gone; `isParent`: it has started this process. */
  readonly onEnd: (isParent: boolean) => void
}

/** The configuration of an Orthanc, and what is judged, are the largest. */
const largestFrameBytes = 64 * MiB

/** How long killed processes may take to end. */
const killMs = 2000

/** The plugins of one Orthanc, and the control connection with its native plugin. */
export class Orthanc {
  readonly fronts: Fronts
  readonly #socket: Socket
  readonly #options: BridgeOptions
  readonly #events: OrthancEvents
  readonly #log: Log
  #processes: ProcessSupply | undefined
  #plugins: readonly LoadedPlugin[] = []
  readonly #workers = new Map<number, Worker>()
  /** By the index of the plugin in the settings. */
  readonly #rights: (ServiceRights | undefined)[] = []
  #names: readonly string[] = []
  readonly #refusalsLogged = new Set<string>()
  #isAdmitted = false
  #isParent = false

  /** `socket` is a connection that was not read yet. */
  constructor(socket: Socket, options: BridgeOptions, events: OrthancEvents) {
    this.#socket = socket
    this.#options = options
    this.#events = events
    this.#log = (event) => this.#writeLog(event)
    this.fronts = new Fronts((pieces) => this.#send(pieces))
    const reader = new FrameReader(largestFrameBytes)
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk, (frame) => this.#onFrame(frame))
      } catch (error) {
        if (!(error instanceof FrameError)) throw error
        this.#refuse([`the connection is not one of the native plugin: ${error.message}`])
      }
    })
    socket.once('close', () => void this.#onClose())
    socket.resume()
  }

  /** Finalizes the plugins, ends their processes, and closes the connection. */
  async close(): Promise<void> {
    await this.#closePlugins(Number.POSITIVE_INFINITY)
    await this.#processes?.close(killMs)
    this.#socket.destroy()
  }

  #onFrame(frame: Frame): void {
    const { kind } = frame
    if (!this.#isAdmitted && kind !== controlKinds.hello) throw new FrameError(`kind ${kind}`)
    switch (kind) {
      case controlKinds.hello:
        return this.#onHello(decodeHello(frame))
      case controlKinds.expired:
        return this.#workers.get(decodeNumber(frame))?.expire()
      case controlKinds.lost: {
        const { front, why } = decodeLost(frame)
        return this.#workers.get(front)?.breakOff(why)
      }
      case controlKinds.judge:
        return this.#judge(decodeQuestion(frame))
      case controlKinds.stop:
        return void this.#stop(decodeNumber(frame))
      case controlKinds.ping:
        return this.#send(encodeNumbers(controlKinds.pong))
      default:
        throw new FrameError(`kind ${kind}`)
    }
  }

  #onHello(hello: Hello): void {
    if (this.#isAdmitted) throw new FrameError('a second HELLO')
    const problem = this.#problemWith(hello)
    if (problem !== undefined) return this.#refuse([problem])
    this.#isAdmitted = true
    this.#isParent = hello.isParent
    void this.#start(hello)
  }

  /** Why this Orthanc cannot be served, if so. */
  #problemWith({ protocol, version }: Hello): string | undefined {
    const { version: own } = this.#options
    if (protocol !== bridgeProtocol || version !== own)
      return `the native plugin has version ${escapeText(version)}, the host has ${own}: write the plugin again with orthanc-wasm orthanc-plugin`
    return this.#events.admit() ? undefined : 'another Orthanc uses this host'
  }

  /** Never rejects. */
  async #start(hello: Hello): Promise<void> {
    try {
      const { config, overrides, createProcesses } = this.#options
      const settings = readBridgeConfig(hello.orthanc, config, overrides)
      for (const message of settings.warnings) this.#log({ level: 'warning', message })
      this.#processes = createProcesses()
      await this.#load(settings, this.#processes)
    } catch (error) {
      this.#refuse(reasonsOf(error))
    }
  }

  async #load(settings: Settings, processes: ProcessSupply): Promise<void> {
    const { general, plugins: files, skipRefused } = settings
    processes.configure(
      { ...settings.processes, takeFront: () => this.fronts.take() },
      { processMiB: processMiBOf(general.limits), isTraced: false },
    )
    const loaded = await loadPlugins(settings, {
      codecs: this.#options.codecs,
      processes,
      log: this.#log,
      images: new ModuleImages(this.#log),
      outbound: outboundOf(settings),
      inside: {
        onPrepare: (file, entry, worker) => this.#prepare(files.indexOf(file), entry, worker),
        onWorker: (file, worker) => this.#assign(files.indexOf(file), worker),
        onTimer: ({ frontOrdinal = 0 }) =>
          this.#send(encodeNumbers(controlKinds.timer, frontOrdinal)),
        check: requireAllowed,
      },
    })
    this.#plugins = loaded.plugins
    const reasons = loaded.refused.flatMap(({ file, reasons: all }) =>
      all.map((reason) => `${file}: ${reason}`),
    )
    if (loaded.refused.length > 0 && !skipRefused) return this.#refuse(reasons)
    for (const message of reasons) this.#log({ level: 'error', message })
    const served = files.map((file) => loaded.plugins.find((plugin) => plugin.file === file))
    this.#names = served.map((plugin) => plugin?.entry.name ?? '')
    const drainMs = Math.max(general.limits.drainMs, ...loaded.plugins.map(drainMsOf))
    const plugins = served.map((plugin, i) => describe(plugin, this.#rights[i]))
    this.#send(encodePlugins(drainMs, plugins))
    processes.keep()
  }

  /** A worker is about to start: its plugin may call services while it initializes. */
  #prepare(plugin: number, { allow }: PluginEntry, { frontOrdinal }: Worker): void {
    if (frontOrdinal === undefined) throw new Error('a worker without a front')
    const rights = (this.#rights[plugin] ??= new ServiceRights(allow))
    this.#send(encodePrepare(frontOrdinal, plugin, rights.byNumber))
  }

  /** A worker has started: Orthanc may send it callbacks. */
  #assign(plugin: number, worker: Worker): void {
    const { frontOrdinal } = worker
    if (frontOrdinal === undefined) throw new Error('a worker without a front')
    this.#workers.set(frontOrdinal, worker)
    for (const [ordinal, other] of this.#workers) if (other.isOver) this.#workers.delete(ordinal)
    this.#send(encodeNumbers(controlKinds.assign, frontOrdinal, plugin))
  }

  #judge({ id, plugin, service, held, payload }: Question): void {
    const rights = this.#rights[plugin]
    if (rights === undefined) throw new FrameError(`a call of plugin ${plugin}`)
    const refusal = rights.refusalOf(service, payload, held)
    if (refusal !== undefined) this.#logRefusal(plugin, service, refusal)
    const code = refusal === undefined ? errorCodes.Success : refusalCodes[refusal.kind]
    this.#send(encodeNumbers(controlKinds.verdict, id, code))
  }

  /** Logs each refusal once, so that a plugin that repeats a call does not fill the log. */
  #logRefusal(plugin: number, service: number, refusal: CallRefusal): void {
    const name = this.#names[plugin] ?? ''
    const reason = reasonOf(refusal, name)
    const key = `${plugin} ${reason}`
    if (this.#refusalsLogged.has(key) || this.#refusalsLogged.size >= fixedLimits.namesListed)
      return
    this.#refusalsLogged.add(key)
    const row = serviceOf(service)
    const message = `${row === undefined ? `service ${service}` : functionOf(row)}: ${reason}`
    this.#log({ level: 'error', plugin: name, message })
  }

  async #stop(withinMs: number): Promise<void> {
    await this.#closePlugins(withinMs)
    this.#send(encodeNumbers(controlKinds.stopped))
  }

  async #closePlugins(withinMs: number): Promise<void> {
    const plugins = this.#plugins
    this.#plugins = []
    await Promise.all(
      plugins.map(({ pool }) => pool.close(Math.min(withinMs, pool.limits.drainMs))),
    )
  }

  #refuse(reasons: readonly string[]): void {
    this.#send(encodeReasons(reasons.map((reason) => escapeText(reason))))
    this.#socket.end()
    this.#leave()
  }

  /** Makes room for another Orthanc. */
  #leave(): void {
    if (this.#isAdmitted) this.#events.onEnd(this.#isParent)
    this.#isAdmitted = false
  }

  async #onClose(): Promise<void> {
    this.fronts.close()
    await this.#closePlugins(0)
    await this.#processes?.close(killMs)
    this.#leave()
  }

  #writeLog(event: LogEvent): void {
    if (event.level === 'verbose') return
    if (this.#socket.destroyed) this.#options.log(event)
    else this.#send(encodeLogLine(event.level, describeEvent(event)))
  }

  #send(pieces: readonly Uint8Array[]): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return
    this.#socket.write(Buffer.concat(pieces))
  }
}

/** Throws `PluginLoadError` for a registration that must be allowed: a filter that does not run would let everything pass. */
function requireAllowed({ registrations = [] }: PluginDescription, entry: PluginEntry): void {
  const rights = new ServiceRights(entry.allow)
  const missing = registrations.flatMap(({ service }) => rights.missingFor(service) ?? [])
  if (missing.length > 0)
    throw new PluginLoadError(
      [...new Set(missing)].map(
        (name) =>
          `calls ${name}, which is not allowed: add ${JSON.stringify(name)} to WebAssembly.Plugins.${entry.name}.Allow.Services in the configuration`,
      ),
    )
}

function reasonOf(refusal: CallRefusal, plugin: string): string {
  if (refusal.kind === 'forbidden')
    return `not allowed: add ${JSON.stringify(textOf(refusal.entry))} to WebAssembly.Plugins.${plugin}.Allow.RestApi in the configuration`
  return `${textOf(refusal.request)} would block Orthanc in this callback: ${refusal.why}`
}

function drainMsOf({ pool }: LoadedPlugin): number {
  return pool.limits.drainMs
}

/** Takes the place of the file of a plugin that was refused. */
const refusedPlugin: BridgePlugin = {
  name: '',
  timeoutMs: 0,
  bodyBytes: 0,
  isReentrant: true,
  services: new Map(),
  registrations: [],
}

function describe(
  plugin: LoadedPlugin | undefined,
  rights: ServiceRights | undefined,
): BridgePlugin {
  if (plugin === undefined || rights === undefined) return refusedPlugin
  const { pool } = plugin
  return {
    name: pool.description.name,
    timeoutMs: pool.limits.timeoutMs,
    bodyBytes: pool.limits.maxRequestBodyMiB * MiB,
    isReentrant: pool.description.isReentrant ?? true,
    services: rights.byNumber,
    registrations: pool.description.registrations ?? [],
  }
}

/** Requests of other servers leave from this process; those of Orthanc's REST API do not come here. */
function outboundOf({ authorities }: Settings): (entry: PluginEntry) => Outbound {
  return createOutbound({ orthanc: undefined, plugins: () => undefined, authorities })
}

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof ReportError) return error.lines
  return [describeSystemError(error)]
}
