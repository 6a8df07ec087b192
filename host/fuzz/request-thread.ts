import { parentPort, type MessagePort } from 'node:worker_threads'
import type { CallContext } from '../calls/call-context.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import { ImageEncoder } from '../image/encoder.ts'
import { codeShift } from '../plugin/code-shift.ts'
import { limitModule } from '../plugin/module-limits.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin/plugin-instance.ts'
import { compilePlugin, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { InstanceTrace, type TraceLimits } from '../worker/record-trace.ts'
import { HashSink, shapeOf } from './request-answer.ts'
import { deathOf, type CodeShift } from './request-death.ts'
import { fillFreeMemory, inventedInputs } from './request-inputs.ts'
import type {
  EndedRun,
  FromRequestThread,
  InstanceSetup,
  ToRequestThread,
} from './request-messages.ts'
import { TracePlayer } from './trace-player.ts'

type Load = Extract<ToRequestThread, { kind: 'load' }>
type Run = Extract<ToRequestThread, { kind: 'run' }>

/** The frames of a stack that are looked at. */
const stackFrames = 50

/** Instances are many here, and each has a trace. */
const traceLimits: TraceLimits = {
  bytes: 2 ** 21,
  callBytes: 2 ** 18,
  inputBytes: 2 ** 20,
  earlierBytes: 2 ** 19,
}

/** A plugin that is loaded, and how far its code is from where its file has it. */
interface Loaded {
  readonly make: MakeInstance
  readonly environment: Omit<InstanceEnvironment, 'uuid' | 'random'>
  readonly shift: CodeShift | undefined
}

/** An instance, and what stands between it and its host. */
interface Live {
  readonly instance: PluginInstance
  readonly trace: InstanceTrace | undefined
  readonly player: TracePlayer | undefined
}

/** One thread that runs single requests on instances that are told apart from each other. */
class RequestThread {
  readonly #port: MessagePort
  #loaded: Loaded | undefined
  #live: Live | undefined
  #context: CallContext | undefined
  #refusals: string[] = []
  #called = new Set<string>()

  constructor(port: MessagePort) {
    this.#port = port
  }

  listen(): void {
    this.#port.on('message', (message: ToRequestThread) => this.#receive(message))
  }

  #receive(message: ToRequestThread): void {
    switch (message.kind) {
      case 'load':
        void this.#load(message)
        return
      case 'begin':
        return this.#begin(message.setup)
      case 'run':
        return this.#run(message)
    }
  }

  async #load({ bytes, codecs, settings }: Load): Promise<void> {
    Error.stackTraceLimit = stackFrames
    try {
      const compiled = await compilePlugin(bytes, settings, settings.cacheFolder)
      this.#loaded = {
        make: await instanceMaker(compiled),
        shift:
          compiled.kind === 'core' ? codeShift(bytes, limitModule(bytes, settings)) : undefined,
        environment: {
          profile: sdkProfile(settings.sdkVersion),
          configuration: settings.configuration,
          encoder: new ImageEncoder(codecs),
          pngEffort: settings.pngEffort,
          maxAnswerBytes: settings.maxAnswerBytes,
          bounds: settings.bounds,
          onRefusal: (message) => void this.#refusals.push(message),
          onContext: (context) => (this.#context = context),
          log: () => undefined,
        },
      }
      this.#post({ kind: 'loaded' })
    } catch (error) {
      this.#refuse(error)
    }
  }

  #begin(setup: InstanceSetup): void {
    this.#live = undefined
    if (this.#loaded === undefined) return
    const { make, environment } = this.#loaded
    try {
      const { trace, player, inputs } = this.#inputsOf(setup, environment)
      const instance = make({ ...inputs, watch: this.#watching(inputs.watch) })
      const description = instance.initialize()
      player?.end()
      if (setup.kind === 'invented' && setup.fill !== undefined && this.#context !== undefined)
        fillFreeMemory(this.#context, setup.fill)
      this.#live = { instance, trace, player }
      this.#post({ kind: 'begun', description })
    } catch (error) {
      this.#refuse(error)
    }
  }

  #inputsOf(setup: InstanceSetup, environment: Loaded['environment']) {
    if (setup.kind === 'recorded') {
      const player = new TracePlayer((where) => this.#post({ kind: 'diverged', where }))
      player.expect(setup.start)
      // What the record does not have is invented, so that a replay is the same each time.
      return {
        player,
        trace: undefined,
        inputs: player.play({ ...environment, ...inventedInputs(0) }),
      }
    }
    const trace = new InstanceTrace((memory) => this.#post({ kind: 'trace', memory }), traceLimits)
    trace.begin()
    const inputs = trace.record({ ...environment, ...inventedInputs(setup.seed) })
    return { player: undefined, trace, inputs }
  }

  /** The watch, with the names of what is called kept. */
  #watching(watch: InstanceWatch | undefined): InstanceWatch {
    return {
      call: (name, values, make) => {
        this.#called.add(name)
        return watch === undefined ? make() : watch.call(name, values, make)
      },
    }
  }

  #run({ traced, body, expected }: Run): void {
    if (this.#live === undefined) return this.#refuse(new Error('no instance'))
    const { instance, trace, player } = this.#live
    this.#refusals = []
    this.#called = new Set()
    trace?.request(traced, body)
    player?.expect(expected ?? { events: [], isComplete: false })
    const hash = new HashSink()
    const sink: AnswerSink = player?.sink(hash) ?? hash
    const { request, route, groups } = traced
    const { answer, death } = instance.answer({ ...request, body }, route, groups, sink)
    player?.end()
    if (death !== undefined) this.#live = undefined
    this.#post({
      kind: 'ended',
      shape: shapeOf(answer),
      bodyBytes: answer.kind === 'complete' ? answer.body.length : 0,
      digest: hash.digest(answer),
      death: death === undefined ? undefined : deathOf(death, this.#loaded?.shift),
      refusals: this.#refusals,
      called: [...this.#called],
      memoryBytes: instance.memoryBytes,
    } satisfies EndedRun)
  }

  #refuse(error: unknown): void {
    const reasons = error instanceof PluginLoadError ? error.reasons : [messageOf(error)]
    this.#post({ kind: 'refused', reasons })
  }

  #post(message: FromRequestThread): void {
    this.#port.postMessage(message)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the plugin threw a value'
}

if (parentPort !== null) new RequestThread(parentPort).listen()
