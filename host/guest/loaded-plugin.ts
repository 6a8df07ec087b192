import { randomInt, randomUUID } from 'node:crypto'
import type { BufferShelf } from '../exchange/buffer-shelf.ts'
import { PluginError } from '../exchange/errors.ts'
import { defaultBounds } from '../exchange/limits.ts'
import type { AnswerSink, RequestOutbound } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/registrations.ts'
import { wholeBody, type InstanceRequest } from '../exchange/request.ts'
import type { Callback } from '../frames/callback-frame.ts'
import type { GuestLogLine, Load } from '../frames/messages.ts'
import { ImageEncoder } from '../image/encoder.ts'
import type { InstanceEnvironment, Outcome, PluginInstance } from '../plugin/plugin-instance.ts'
import { compileModule, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { GuestLog } from './guest-log.ts'
import type { InstanceTrace } from './instance-trace.ts'

/** What a plugin has from the process that it runs in. */
interface Surroundings {
  readonly ask: RequestOutbound
  readonly log: (line: GuestLogLine) => void
  /** Buffers for large answers. */
  readonly shelf: BufferShelf
  /** Keeps what happens in its instances; absent: nothing does. */
  readonly trace: InstanceTrace | undefined
}

/** What all instances are made from, one after the other. */
interface InstanceParts {
  readonly make: MakeInstance
  readonly environment: InstanceEnvironment
  readonly log: GuestLog
  readonly trace: InstanceTrace | undefined
}

/** A callback whose body may lie elsewhere still. */
type InstanceCallback = Pick<Callback, 'route' | 'groups'> & { readonly request: InstanceRequest }

/** A plugin that is compiled, and its instance: where one dies, a fresh one can be started. */
export class LoadedPlugin {
  readonly #parts: InstanceParts
  /** Absent before the first start, and once it has died and no other could be made. */
  #instance: PluginInstance | undefined

  private constructor(parts: InstanceParts) {
    this.#parts = parts
  }

  /** Nothing of it has run yet. Rejects with `PluginLoadError`. */
  static async load(load: Load, around: Surroundings): Promise<LoadedPlugin> {
    const { module, settings } = load
    const make = await instanceMaker(await compileModule(module, settings))
    const { logLines } = settings.bounds ?? defaultBounds
    const log = new GuestLog(logLines, around.log)
    const { trace } = around
    const given = environmentOf(load, around, log)
    const environment = trace === undefined ? given : trace.record(given)
    return new LoadedPlugin({ make, environment, log, trace })
  }

  /** Makes an instance, fresh or first. Throws why it does not start; none runs then. */
  start(): PluginDescription {
    const { make, environment, log, trace } = this.#parts
    log.begin(undefined)
    this.#instance = undefined
    trace?.begin()
    const instance = make(environment)
    const description = instance.initialize()
    this.#instance = instance
    return description
  }

  /** Makes the instance answer; after a `death` it must not be asked again. */
  answer({ request, route, groups }: InstanceCallback, sink: AnswerSink): Outcome {
    if (this.#instance === undefined) throw new Error('no instance runs')
    const { log, trace } = this.#parts
    log.begin(request.id)
    trace?.request({ request, route, groups }, wholeBody(request.body))
    const traced = trace === undefined ? sink : trace.sink(sink)
    const outcome = this.#instance.answer(request, route, groups, traced)
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
  { codecs, settings }: Load,
  { ask, shelf }: Surroundings,
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
    ask,
    log: (level, text) => log.write(level, text),
  }
}
