import { imageFormats } from '../../abi/enums.ts'
import { ImageTable } from '../calls/image-table.ts'
import { Outputs } from '../calls/outputs.ts'
import { RegistrationBook } from '../calls/registration-book.ts'
import type { AnswerBuilder } from '../exchange/answer-builder.ts'
import type { Answer } from '../exchange/answer.ts'
import { PluginError } from '../exchange/errors.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { codecFor } from '../image/codecs.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import { GuestHeap } from '../memory/guest-heap.ts'
import { GuestMemory } from '../memory/guest-memory.ts'
import { runCallback, trapped, type InstanceEnvironment } from '../plugin/plugin-instance.ts'
import { layOutRequest } from '../plugin/request-block.ts'
import { answerDifference } from './answer-check.ts'
import { AnswerModel, type ExpectedImage } from './answer-model.ts'
import type { HeapReply, HeapWish } from './call-model.ts'
import { GuestAllocator } from './guest-allocator.ts'
import { GuestCalls, type Tally } from './guest-calls.ts'
import { callbackIndex } from './guest-module.ts'
import type { Guest, GuestActs } from './guest.ts'
import { Mismatch } from './mismatch.ts'
import { outsideReply } from './outside-reply.ts'
import { RecordingSink } from './recording-sink.ts'
import { requestDifference, requestOf } from './request-check.ts'
import { pageBytes, type GivenRequest, type Phase, type Scenario } from './scenario.ts'
import { newWorld, type World } from './world.ts'

/** What a life needs from its surroundings. */
export interface LifeResources {
  readonly guest: Guest
  readonly encoder: ImageEncoder
  readonly tally: Tally
}

const farBytes = 1024 * 1024
const emptyRequest: GivenRequest = {
  method: 1,
  path: '/',
  query: '',
  headers: [],
  body: '',
  groups: [],
}

/** One life of a guest: what a scenario says, done as an instance of a plugin would, and compared with the model. */
export class Life implements GuestActs {
  readonly #guest: Guest
  readonly #scenario: Scenario
  readonly #calls: GuestCalls
  readonly #world: World
  readonly #allocator: GuestAllocator
  readonly #environment: InstanceEnvironment
  readonly #outputs = new Outputs(0x2f3a)
  readonly #images = new ImageTable(0x51a7)
  readonly #book = new RegistrationBook()
  #phase: Phase = { in: 'start', steps: [] }
  /** Whether the callback of this phase was entered. */
  #isEntered = false

  constructor(scenario: Scenario, { guest, encoder, tally }: LifeResources) {
    this.#guest = guest
    this.#scenario = scenario
    const profile = sdkProfile(scenario.sdk)
    guest.reset(this)
    guest.bytes.fill(scenario.fill)
    const pngEffort = scenario.fill % 3
    this.#world = newWorld(scenario, guest.state.contextValue, (image) =>
      // What is far below the limit need not be known.
      image.data.length * 2 + farBytes < scenario.maxAnswerBytes
        ? 0
        : encodedBytes(encoder, image, pngEffort),
    )
    this.#allocator = new GuestAllocator((scenario.pages * pageBytes) / 2)
    this.#calls = new GuestCalls(guest, this.#world, this.#allocator, tally)
    this.#environment = {
      profile,
      configuration: this.#world.configuration,
      encoder,
      pngEffort,
      maxAnswerBytes: scenario.maxAnswerBytes,
      uuid: () => this.#world.rules.uuid,
      random: () => 0,
      ask: outsideReply,
      log: (level) => void this.#calls.logs.push(level),
    }
  }

  /** How many calls of the host it made. */
  get calls(): number {
    return this.#calls.calls
  }

  /** Does all of it, or as much as the guest lives. Throws `Mismatch` where the host is not as the model. */
  run(): void {
    for (const phase of this.#scenario.phases) {
      this.#phase = phase
      if (phase.in !== 'start') this.#becomeReady()
      if (!this.#survives(phase)) return
    }
    this.#requireBalance()
  }

  malloc(size: number): number {
    return this.#calls.heap.malloc(size)
  }

  free(at: number): void {
    this.#calls.heap.free(at)
  }

  initialize(): number {
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  finalize(): void {
    this.#calls.run(this.#phase.steps)
  }

  callback(output: number, url: number, request: number): number {
    const { handles } = this.#calls
    this.#isEntered = true
    if (output === 0 || handles.includes(output))
      throw new Mismatch('handle', `output ${output} was given before, or is NULL`)
    handles.unshift(output)
    this.#world.output = output
    this.#checkRequest(url, request)
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  /** The instance exists from here on, and serves what its guest calls. */
  #becomeReady(): void {
    const { state, memory: guestMemory } = this.#guest
    if (state.context !== undefined) return
    const memory = new GuestMemory(guestMemory)
    const heap = new GuestHeap(memory, this)
    state.context = {
      ...this.#environment,
      memory,
      heap,
      outputs: this.#outputs,
      images: this.#images,
      registrations: this.#book,
    }
    this.#world.isReady = true
  }

  /** Does a phase; false: the guest has ended in it. */
  #survives(phase: Phase): boolean {
    try {
      this.#do(phase)
      return true
    } catch (error) {
      if (error === this.#calls.trap || error instanceof PluginError) return false
      if (error instanceof Mismatch) throw error
      throw new Mismatch('exception', `the host threw ${String(error)} outside of a call`)
    }
  }

  #do(phase: Phase): void {
    switch (phase.in) {
      case 'start':
      case 'outside':
        return this.#calls.run(phase.steps)
      case 'initialize':
        return this.#initialize()
      case 'callback':
        return this.#answer(phase)
      case 'finalize':
        return trapped(() => this.#guest.exports.finalize())
    }
  }

  #initialize(): void {
    this.#book.open()
    this.#world.isInitializing = true
    const code = trapped(() => this.#guest.exports.initialize(this.#world.contextValue))
    this.#book.close()
    this.#world.isInitializing = false
    const expected = (this.#phase.returns ?? 0) | 0
    if (code !== expected)
      throw new Mismatch('return value', `Initialize gave ${code}, ${expected} expected`)
    this.#checkRegistrations()
  }

  #checkRegistrations(): void {
    const { routes, properties } = this.#world
    const { routes: registered, rootUri, description } = this.#book.registrations
    const expected = routes.map(({ pattern, locked }) => ({ pattern, locked }))
    const same =
      JSON.stringify(registered) === JSON.stringify(expected) &&
      routes.every(({ callback }, i) => this.#book.callback(i) === callback) &&
      rootUri === properties.get(2) &&
      description === properties.get(1)
    if (!same) throw new Mismatch('registrations', 'other routes or properties than registered')
  }

  /** What an instance does with a request, and a comparison of the answer. */
  #answer(phase: Phase): void {
    const model = new AnswerModel(this.#world.rules)
    const sink = new RecordingSink(this.#world.rules.clientTakes)
    this.#isEntered = false
    const { answer, death } = runCallback(this.#environment, sink, this.#outputs, (builder) =>
      this.#callBack(phase, builder, model),
    )
    this.#leave()
    this.#calls.heap.abandon()
    const isDead = death !== undefined
    this.#checkAnswer(isDead || !this.#isEntered ? undefined : phase, model, answer)
    if (!sink.isSameAs(model)) throw new Mismatch('answer', 'other bytes were streamed')
    if (isDead) throw death
  }

  /** As `Instance` does it. */
  #callBack(phase: Phase, builder: AnswerBuilder, model: AnswerModel): number {
    const { state, exports } = this.#guest
    const index = phase.callback ?? callbackIndex
    const callback = exports.callback(index)
    if (index !== callbackIndex)
      throw new Mismatch('request', `table index ${index} was taken for a function`)
    if (state.context === undefined) throw new TypeError('no instance')
    const { heap, memory } = state.context
    const frame = this.#calls.heap.open(requestCourse())
    const request = requestOf(phase.request ?? emptyRequest)
    const block = layOutRequest(heap, memory, request, phase.request?.groups ?? [])
    this.#calls.acceptBlocks(frame)
    this.#calls.shadow.compare(() => 'laying out the request')
    this.#world.answer = model
    const code = callback(this.#outputs.open(builder), block.url, block.request)
    this.#outputs.close()
    this.#leave()
    heap.free(block.request)
    this.#calls.heap.close(frame, 'the end of a request')
    if (state.death !== undefined) throw state.death
    return Number(code) | 0
  }

  #leave(): void {
    this.#world.output = 0
    this.#world.answer = undefined
  }

  #checkRequest(url: number, request: number): void {
    const given = this.#phase.request ?? emptyRequest
    const difference = requestDifference(this.#world.shadow, { url, request }, given)
    if (difference !== undefined) throw new Mismatch('request', difference)
  }

  /** `phase` is absent where its callback was not entered, or did not come back. */
  #checkAnswer(phase: Phase | undefined, model: AnswerModel, answer: Answer): void {
    const expected = phase === undefined ? model.fail([]) : model.finish((phase.returns ?? 0) | 0)
    this.#calls.count(`answers: ${answer.kind}`)
    const difference = answerDifference(expected, answer)
    if (difference !== undefined) throw new Mismatch('answer', `the answer is ${difference}`)
  }

  /** The guest frees what it was given; then nothing is left but the texts that stay the host's. */
  #requireBalance(): void {
    const kept = new Set(this.#world.constants.values())
    const images = Array.from(this.#world.images.values(), ({ at }) => at)
    for (const at of [...this.#world.results, ...images])
      if (!kept.has(at)) this.#allocator.release(at)
    if (this.#images.size !== this.#world.images.size)
      throw new Mismatch(
        'handle',
        `${this.#images.size} images are kept, ${this.#world.images.size} expected`,
      )
    const left = this.#allocator.liveBlocks
    if (left > kept.size)
      throw new Mismatch('heap', `${left} blocks are allocated, at most ${kept.size} expected`)
  }
}

/** A request is one block, which the host frees. */
function* requestCourse(): Generator<HeapWish, void, HeapReply> {
  const { at } = yield { kind: 'malloc', size: undefined }
  yield { kind: 'free', at }
}

/** The encoder is not on trial here: its file is decoded and compared elsewhere. */
function encodedBytes(encoder: ImageEncoder, image: ExpectedImage, effort: number): number {
  const { isPng, quality } = image
  const format = isPng ? imageFormats.Png : imageFormats.Jpeg
  return codecFor(format).encode(encoder, image, { quality, effort }).length
}
