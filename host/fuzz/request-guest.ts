import { TraceFile } from '../frames/trace-file.ts'
import type { CallContext } from '../calls/call-context.ts'
import { loadReasonsOf } from '../exchange/errors.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import {
  encodeFrame,
  frameKinds,
  splitPayload,
  type Frame,
  BlockingSocket,
} from '../frames/frame.ts'
import { guestDescriptors } from '../frames/guest-descriptors.ts'
import { decodeLoad, encodeRefused } from '../frames/messages.ts'
import { InstanceTrace, type TraceLimits } from '../guest/instance-trace.ts'
import { ImageEncoder } from '../image/encoder.ts'
import { codeShift } from '../plugin/module-limits.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin/plugin-instance.ts'
import { compileModule, instanceMaker, type MakeInstance } from '../plugin/plugin.ts'
import { wasmFrames } from '../plugin/trap.ts'
import { fillFreeMemory, inventedInputs } from './request-inputs.ts'
import {
  requestCodes,
  type BeginRequest,
  type InstanceSetup,
  type RequestReply,
  type RunRequest,
  type Death,
} from './request-messages.ts'
import { TracePlayer } from './trace-player.ts'
import { createHash, type Hash } from 'node:crypto'
import type { Answer, StreamHead } from '../exchange/answer.ts'

/**
 * Describes the error that ended an instance. `shift`: how many bytes the code of the running module stands after the code of
 * its file; `undefined` for a component, whose modules have no offsets in the file.
 */
function describeDeath(death: Error, shift: number | undefined): Death {
  const frames = wasmFrames(death)
  return {
    message: death.message,
    place: frames[0]?.place ?? '',
    offsets: shift === undefined ? [] : frames.map(({ offset }) => offset - shift),
  }
}

/** Receives a streamed answer without delay, and keeps a hash of it. */
class HashSink implements AnswerSink {
  readonly #hash: Hash = createHash('sha1')

  begin(head: StreamHead): void {
    this.#hash.update(JSON.stringify(head))
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#hash.update(bytes)
  }

  /** The hash of an answer, streamed bytes included. */
  digest(answer: Answer): string {
    const { body, ...head } = answer.kind === 'complete' ? answer : { ...answer, body: '' }
    this.#hash.update(JSON.stringify(head))
    if (typeof body === 'string') this.#hash.update(body, 'latin1')
    else this.#hash.update(body)
    return this.#hash.digest('hex')
  }
}

/** Describes an answer in two words: `complete 200`, `error 3`, `streamed whole`. */
function describeShape(answer: Answer): string {
  if (answer.kind === 'complete') return `complete ${answer.status}`
  if (answer.kind === 'error') return `error ${answer.code}`
  if (answer.kind === 'streamed') return `streamed ${answer.complete ? 'whole' : 'in part'}`
  return answer.kind
}

/** Small, as there are many instances, each with a trace. */
const traceLimits: TraceLimits = {
  bytes: 2 ** 21,
  callBytes: 2 ** 18,
  inputBytes: 2 ** 20,
  earlierBytes: 2 ** 19,
}

/** A loaded plugin. `shift`: as in `describeDeath`. */
interface Loaded {
  readonly make: MakeInstance
  readonly environment: Omit<InstanceEnvironment, 'uuid' | 'random'>
  readonly shift: number | undefined
}

/** An instance, with the recorder or the player between it and its host. */
interface Live {
  readonly instance: PluginInstance
  readonly trace: InstanceTrace | undefined
  readonly player: TracePlayer | undefined
}

/** Runs single requests on an instance that its parent can replace before each of them. */
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
        shift: module.kind === 'core' ? codeShift(module.bytes, settings) : undefined,
        environment: {
          profile: sdkProfile(settings.sdkVersion),
          configuration: settings.configuration,
          pollsChanges: settings.pollsChanges,
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
      const instance = make({ ...inputs, watch: this.#withNames(inputs.watch) })
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
      // Inputs that the record lacks are invented, so that each replay is the same.
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

  /** A watch that also keeps the names of called functions. */
  #withNames(watch: InstanceWatch | undefined): InstanceWatch {
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
      shape: describeShape(answer),
      bodyBytes: answer.kind === 'complete' ? answer.body.length : 0,
      digest: hash.digest(answer),
      death: death === undefined ? undefined : describeDeath(death, this.#loaded?.shift),
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
