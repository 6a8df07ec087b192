import { randomInt, randomUUID } from 'node:crypto'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { CompiledPlugin } from '../exchange/compiled-plugin.ts'
import { PluginError } from '../exchange/errors.ts'
import { defaultBounds } from '../exchange/limits.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { ImageEncoder } from '../image/encoder.ts'
import type { InstanceEnvironment, Outcome, PluginInstance } from '../plugin/plugin-instance.ts'
import { compilePlugin, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { GuestLog } from './guest-log.ts'
import type { FromThread, ThreadJob, ToThread } from './messages.ts'
import { InstanceTrace } from './record-trace.ts'
import { SyncCaller } from './sync-call.ts'

type Load = Extract<ToThread, { kind: 'load' }>
type PluginLoad = Pick<Load, 'source' | 'codecs' | 'settings' | 'replies'>

/** What a plugin has from the thread that it runs in. */
interface Surroundings {
  /** Sends the main thread a message. */
  readonly post: (message: FromThread, transfer?: ArrayBuffer[]) => void
  /** Buffers for large answers. */
  readonly shelf: BufferShelf
}

/** What all instances are made from, one after the other. */
interface InstanceParts {
  readonly compiled: CompiledPlugin
  readonly make: MakeInstance
  readonly environment: InstanceEnvironment
  readonly log: GuestLog
  readonly trace: InstanceTrace | undefined
}

const noBody = new Uint8Array(0)

/** A plugin that is compiled, and its instance: where one dies, a fresh one can be started. */
export class LoadedPlugin {
  readonly #parts: InstanceParts
  /** Absent before the first start, and once it has died and no other could be made. */
  #instance: PluginInstance | undefined

  private constructor(parts: InstanceParts) {
    this.#parts = parts
  }

  /** Nothing of it has run yet. Rejects with `PluginLoadError`. */
  static async load(load: PluginLoad, around: Surroundings): Promise<LoadedPlugin> {
    const { source, settings } = load
    const compiled =
      source.kind === 'compiled'
        ? source.compiled
        : await compilePlugin(source.bytes, settings, settings.cacheFolder)
    const make = await instanceMaker(compiled)
    const { logLines } = settings.bounds ?? defaultBounds
    const log = new GuestLog(logLines, (line) => around.post({ kind: 'log', ...line }))
    const trace =
      settings.isTraced === true
        ? new InstanceTrace((memory) => around.post({ kind: 'trace', memory }))
        : undefined
    const given = environmentOf(load, around, log)
    const environment = trace === undefined ? given : trace.record(given)
    return new LoadedPlugin({ compiled, make, environment, log, trace })
  }

  /** Makes an instance, fresh or first. Throws why it does not start; none runs then. */
  start(): Pick<Extract<FromThread, { kind: 'loaded' }>, 'compiled' | 'description'> {
    const { compiled, make, environment, log, trace } = this.#parts
    log.begin(undefined)
    this.#instance = undefined
    trace?.begin()
    const instance = make(environment)
    const description = instance.initialize()
    this.#instance = instance
    return { compiled, description }
  }

  /** Has the instance answer; after a `death` it must not be asked again. `undefined` where none runs. */
  answer({ request, route, groups }: ThreadJob, sink: AnswerSink): Outcome | undefined {
    if (this.#instance === undefined) return undefined
    const { log, trace } = this.#parts
    log.begin(request.id)
    const body = request.body ?? noBody
    trace?.request({ request, route, groups }, body)
    const traced = trace === undefined ? sink : trace.sink(sink)
    const outcome = this.#instance.answer({ ...request, body }, route, groups, traced)
    log.end()
    return outcome
  }

  /** Runs `OrthancPluginFinalize`; a trap in it is a log line. */
  finalize(): void {
    const { log } = this.#parts
    log.begin(undefined)
    try {
      this.#instance?.finalize()
    } catch (error) {
      if (!(error instanceof PluginError)) throw error
      log.write('error', `OrthancPluginFinalize: ${error.message}`)
    }
  }
}

function environmentOf(
  { codecs, settings, replies }: PluginLoad,
  { post, shelf }: Surroundings,
  log: GuestLog,
): InstanceEnvironment {
  return {
    profile: sdkProfile(settings.sdkVersion),
    configuration: settings.configuration,
    encoder: new ImageEncoder(codecs, shelf),
    shelf,
    pngEffort: settings.pngEffort,
    maxAnswerBytes: settings.maxAnswerBytes,
    bounds: settings.bounds ?? defaultBounds,
    uuid: randomUUID,
    random: () => randomInt(2 ** 31),
    ask: new SyncCaller(replies, post).ask,
    log: (level, text) => log.write(level, text),
  }
}
