import { randomInt, randomUUID } from 'node:crypto'
import type { BufferShelf } from '../exchange/bytes.ts'
import type { Invoke } from '../calls/native/native-calls.ts'
import { PluginError } from '../exchange/errors.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import { LogLimiter, type LogLevel } from '../exchange/log.ts'
import type { AnswerSink, RequestOutbound } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import { wholeBody, type InstanceRequest } from '../exchange/request.ts'
import type { Metric } from '../exchange/metrics.ts'
import type { GuestLogLine, Load } from '../frames/messages.ts'
import type { NativeCall } from '../frames/native.ts'
import type { Callback } from '../frames/rest-callback.ts'
import { ImageEncoder } from '../image/encoder.ts'
import type {
  ExplainDeath,
  InstanceEnvironment,
  NativeOutcome,
  Outcome,
  PluginInstance,
} from '../plugin/plugin-instance.ts'
import { timerCodes } from '../plugin/guest-exports.ts'
import { codeShift } from '../plugin/module-limits.ts'
import type { CompiledPlugin } from '../plugin/compiled-plugin.ts'
import { compileModule, instanceMaker, prepareMemory, type MakeInstance } from '../plugin/plugin.ts'
import type { MemoryImage } from '../wasm/memory-image.ts'
import { findPlaces, readSourceLines, type SourceLines } from '../plugin/source-map.ts'
import { wasmFrames } from '../plugin/trap.ts'
import type { InstanceTrace } from './instance-trace.ts'
import { MetricBook } from './metric-book.ts'

/** What the process provides to its plugin. */
interface ProcessServices {
  readonly ask: RequestOutbound
  readonly log: (line: GuestLogLine) => void
  /** Makes Orthanc carry services out; used only if it is the front. */
  readonly invoke: Invoke
  /** Reusable buffers for large answers. */
  readonly shelf: BufferShelf
  /** Records what happens in its instances; absent: nothing is recorded. */
  readonly trace: InstanceTrace | undefined
}

/** What each instance is made from. */
interface InstanceParts {
  readonly compiled: CompiledPlugin
  readonly make: MakeInstance
  readonly environment: InstanceEnvironment
  readonly log: GuestLog
  /** What the plugin has set since the metrics were taken. */
  readonly metrics: Map<string, Metric>
  readonly trace: InstanceTrace | undefined
}

/** A callback whose body may still lie in the file. */
type InstanceCallback = Pick<Callback, 'route' | 'groups'> & { readonly request: InstanceRequest }

/** A compiled plugin and its instance. When an instance dies, another one can be started. */
export class LoadedPlugin {
  /** Whether callbacks come from the native plugin. */
  readonly isNative: boolean
  readonly #parts: InstanceParts
  /** Absent before the first start, and after a death if no other instance could be made. */
  #instance: PluginInstance | undefined

  private constructor(parts: InstanceParts, isNative: boolean) {
    this.#parts = parts
    this.isNative = isNative
  }

  /** Compiles the plugin without running it. Rejects with `PluginLoadError`. */
  static async load(load: Load, around: ProcessServices): Promise<LoadedPlugin> {
    const { module, settings } = load
    const compiled = await compileModule(module, settings)
    const make = await instanceMaker(compiled)
    const { maxLogLines } = settings.limits ?? defaultLimits
    const log = new GuestLog(maxLogLines, around.log)
    const { trace } = around
    const metrics = new Map<string, Metric>()
    const book = new MetricBook(metrics, (message) => log.write('warning', message))
    const given = { ...environmentOf(load, around, log), setMetric: book.set }
    const environment = trace === undefined ? given : trace.record(given)
    const isNative = settings.front === 'native'
    return new LoadedPlugin({ compiled, make, environment, log, metrics, trace }, isNative)
  }

  /** Runs the part of the start that is the same for all instances, in an instance that serves nothing. Throws if that fails. */
  prepare(): MemoryImage {
    const { compiled, environment } = this.#parts
    return prepareMemory(compiled, environment)
  }

  /** Removes and returns the metrics that the plugin has set. */
  takeMetrics(): readonly Metric[] {
    const { metrics } = this.#parts
    if (metrics.size === 0) return []
    const taken = [...metrics.values()]
    metrics.clear()
    return taken
  }

  /** Makes an instance in place of the current one. Throws if it does not start; then no instance exists. */
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

  /** Answers a request with the instance, which must not be used again after a `death`. */
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

  /** Runs a callback of Orthanc, which log lines name as `id`, with the instance, which must not be used again after a `death`. */
  callNative(call: NativeCall, id: string): NativeOutcome {
    if (this.#instance === undefined) return { ended: { kind: 'failed' }, quiet: [] }
    const { log } = this.#parts
    const before = log.begin(id)
    const outcome = this.#instance.callNative(call)
    log.end(before)
    // Callbacks that run on top of this one later find no instance.
    if (outcome.death !== undefined) this.#instance = undefined
    return outcome
  }

  /**
   * In how many ms its timers are due, `undefined` for never; absent if that has not changed since the last call. A trap is logged,
   * and its timers do not run.
   */
  takeTimer(): { readonly dueMs: number | undefined } | undefined {
    const dueMs = this.#timer()
    return dueMs === timerCodes.unchanged ? undefined : { dueMs: dueMs < 0 ? undefined : dueMs }
  }

  #timer(): number {
    try {
      return this.#instance?.timer() ?? timerCodes.unchanged
    } catch (error) {
      if (!(error instanceof PluginError)) throw error
      this.#parts.log.write('error', `orthanc_wasm_timer: ${error.message}`)
      return timerCodes.never
    }
  }

  /** Runs `OrthancPluginFinalize` and logs a trap in it. */
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

/** At most this many lines are named. */
const mostPlaces = 4

/** Adds the lines of the source to an error of a plugin. */
function locatorOf({ module, settings }: Load): ExplainDeath | undefined {
  if (module.kind !== 'core' || module.sourceMap === undefined) return undefined
  const { sourceMap, bytes } = module
  const shift = codeShift(bytes, settings)
  // Most plugins never need it.
  let lines: SourceLines | undefined
  return (error) => {
    lines ??= readSourceLines(Buffer.from(sourceMap).toString(), bytes)
    const offsets = wasmFrames(error).map(({ offset }) => offset - shift)
    const places = findPlaces(offsets, lines).slice(0, mostPlaces)
    if (places.length === 0) return error
    return new PluginError(`${error.message} at ${places.join(' < ')}`, { cause: error.cause })
  }
}

function environmentOf(
  load: Load,
  { ask, invoke, shelf }: ProcessServices,
  log: GuestLog,
): InstanceEnvironment {
  const { codecs, settings } = load
  return {
    ...(settings.front === 'native' ? { invoke } : {}),
    profile: sdkProfile(settings.sdkVersion),
    configuration: settings.configuration,
    pollsChanges: settings.pollsChanges,
    encoder: new ImageEncoder(codecs, shelf),
    shelf,
    pngEffort: settings.pngEffort,
    maxAnswerBytes: settings.maxAnswerBytes,
    limits: settings.limits ?? defaultLimits,
    uuid: randomUUID,
    random: () => randomInt(2 ** 31),
    ask,
    log: (level, text) => log.write(level, text),
    explain: locatorOf(load),
  }
}

/** Limits what a guest logs: lines of one callback, their length, and lines per second. */
export class GuestLog {
  readonly #mostLines: number
  readonly #emit: (line: GuestLogLine) => void
  readonly #rate: LogLimiter
  #lines = 0
  #request: string | undefined

  /** Passes at most `mostLines` of each callback to `emit`. */
  constructor(
    mostLines: number,
    emit: (line: GuestLogLine) => void,
    rate = LogLimiter.perSecond(fixedLimits.logLinesPerSecond),
  ) {
    this.#mostLines = mostLines
    this.#emit = emit
    this.#rate = rate
  }

  /** Begins a callback: of that request, or of none. Returns the request of the callback on whose top it runs. */
  begin(request: string | undefined): string | undefined {
    const before = this.#request
    this.#lines = 0
    this.#request = request
    return before
  }

  /** Ends the callback: later lines belong to the request of the one below, if any. */
  end(before?: string): void {
    this.#request = before
  }

  write(level: LogLevel, message: string): void {
    const most = this.#mostLines
    this.#lines++
    if (this.#lines > most + 1) return
    const leftOut = this.#rate.next()
    if (leftOut === 'drop') return
    if (leftOut > 0)
      this.#emitLine('warning', `${leftOut} log lines of the last second are left out`)
    if (this.#lines <= most)
      return this.#emitLine(level, message.slice(0, fixedLimits.logCharacters + 1))
    this.#emitLine(
      level,
      `more than ${most} log lines of one call (MaxLogLines): the rest is left out`,
    )
  }

  #emitLine(level: LogLevel, message: string): void {
    this.#emit({ level, message, request: this.#request })
  }
}
