import { TraceFile } from '../frames/trace-file.ts'
import type { CallContext } from '../calls/call-context.ts'
import { loadReasonsOf } from '../exchange/errors.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import { encodeFrame, frameKinds, splitPayload, type Frame } from '../frames/frame.ts'
import { guestDescriptors } from '../frames/guest-descriptors.ts'
import { decodeLoad, encodeRefused } from '../frames/messages.ts'
import { BlockingSocket } from '../guest/blocking-socket.ts'
import { InstanceTrace, type TraceLimits } from '../guest/instance-trace.ts'
import { ImageEncoder } from '../image/encoder.ts'
import { limitModule } from '../plugin/module-limits.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin/plugin-instance.ts'
import { compileModule, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { HashSink, shapeOf } from './request-answer.ts'
import { deathOf } from './request-death.ts'
import { fillFreeMemory, inventedInputs } from './request-inputs.ts'
import {
  requestCodes,
  type BeginRequest,
  type InstanceSetup,
  type RequestReply,
  type RunRequest,
} from './request-messages.ts'
import { TracePlayer } from './trace-player.ts'

/** The frames of a stack that are looked at. */
const stackFrames = 50

/** Instances are many here, and each has a trace. */
const traceLimits: TraceLimits = {
  bytes: 2 ** 21,
  callBytes: 2 ** 18,
  inputBytes: 2 ** 20,
  earlierBytes: 2 ** 19,
}

/** A plugin that is loaded, and by how many bytes its code stands after that of its file. */
interface Loaded {
  readonly make: MakeInstance
  readonly environment: Omit<InstanceEnvironment, 'uuid' | 'random'>
  readonly shift: number | undefined
}

/** An instance, and what stands between it and its host. */
interface Live {
  readonly instance: PluginInstance
  readonly trace: InstanceTrace | undefined
  readonly player: TracePlayer | undefined
}

/** A process that runs single requests on instances that are told apart from each other. */
class RequestGuest {
  readonly #socket = new BlockingSocket(guestDescriptors.control)
  readonly #trace = new InstanceTrace(new TraceFile(guestDescriptors.trace), traceLimits)
  #loaded: Loaded | undefined
  #live: Live | undefined
  #context: CallContext | undefined
  #refusals: string[] = []
  #called = new Set<string>()
  #divergence: string | undefined

  async run(): Promise<void> {
    Error.stackTraceLimit = stackFrames
    this.#socket.send(encodeFrame(frameKinds.ready))
    for (let frame = this.#socket.receive(); frame !== undefined; frame = this.#socket.receive()) {
      if (frame.kind === frameKinds.load) await this.#load(frame)
      else this.#reply(this.#answer(frame))
    }
  }

  async #load(frame: Frame): Promise<void> {
    const { codecs, module, settings } = decodeLoad(frame)
    try {
      this.#loaded = {
        make: await instanceMaker(await compileModule(module, settings)),
        // All that the caps make longer stands before the code.
        shift:
          module.kind === 'core'
            ? limitModule(module.bytes, settings).length - module.bytes.length
            : undefined,
        environment: {
          profile: sdkProfile(settings.sdkVersion),
          configuration: settings.configuration,
          encoder: new ImageEncoder(codecs),
          pngEffort: settings.pngEffort,
          maxAnswerBytes: settings.maxAnswerBytes,
          limits: settings.limits,
          onRefusal: (message) => void this.#refusals.push(message),
          onContext: (context) => (this.#context = context),
          log: () => undefined,
        },
      }
    } catch (error) {
      this.#socket.send(encodeRefused(loadReasonsOf(error)))
    }
  }

  #answer(frame: Frame): RequestReply {
    const { text, bytes } = splitPayload(frame)
    this.#divergence = undefined
    if (frame.code === requestCodes.begin) {
      const { setup }: BeginRequest = JSON.parse(text)
      return this.#begin(setup)
    }
    const request: RunRequest = JSON.parse(text)
    return this.#run(request, new Uint8Array(bytes))
  }

  #begin(setup: InstanceSetup): RequestReply {
    this.#live = undefined
    if (this.#loaded === undefined) return refusalOf(new Error('no module'))
    const { make, environment } = this.#loaded
    try {
      const { trace, player, inputs } = this.#inputsOf(setup, environment)
      const instance = make({ ...inputs, watch: this.#watching(inputs.watch) })
      const description = instance.initialize()
      player?.end()
      if (setup.kind === 'invented' && setup.fill !== undefined && this.#context !== undefined)
        fillFreeMemory(this.#context, setup.fill)
      this.#live = { instance, trace, player }
      return { kind: 'begun', description }
    } catch (error) {
      return refusalOf(error)
    }
  }

  #inputsOf(setup: InstanceSetup, environment: Loaded['environment']) {
    if (setup.kind === 'recorded') {
      const player = new TracePlayer((where) => (this.#divergence ??= where))
      player.expect(setup.start)
      // What the record does not have is invented, so that a replay is the same each time.
      return {
        player,
        trace: undefined,
        inputs: player.play({ ...environment, ...inventedInputs(0) }),
      }
    }
    const trace = this.#trace
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

  #run({ traced, expected }: RunRequest, body: Uint8Array<ArrayBuffer>): RequestReply {
    if (this.#live === undefined) return refusalOf(new Error('no instance'))
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
    return {
      kind: 'ended',
      shape: shapeOf(answer),
      bodyBytes: answer.kind === 'complete' ? answer.body.length : 0,
      digest: hash.digest(answer),
      death: death === undefined ? undefined : deathOf(death, this.#loaded?.shift),
      refusals: this.#refusals,
      called: [...this.#called],
      memoryBytes: instance.memoryBytes,
    }
  }

  #reply(reply: RequestReply): void {
    const divergence = this.#divergence
    const whole: RequestReply = divergence === undefined ? reply : { ...reply, divergence }
    this.#socket.send(encodeFrame(frameKinds.result, whole))
  }
}

function refusalOf(error: unknown) {
  return { kind: 'refused', reasons: loadReasonsOf(error) } as const
}

await new RequestGuest().run()
process.exit(0)
