import { ImageTable } from '../../calls/image-table.ts'
import { RegistrationBook } from '../../calls/registration-book.ts'
import { PluginError } from '../../exchange/errors.ts'
import type { ImageEncoder } from '../../image/encoder.ts'
import { GuestHeap } from '../../memory/guest-heap.ts'
import { GuestMemory } from '../../memory/guest-memory.ts'
import { trapped, type InstanceEnvironment } from '../../plugin/plugin-instance.ts'
import { CallbackLife } from './callback-life.ts'
import { GuestAllocator } from './guest-allocator.ts'
import { GuestCalls, type Tally } from './guest-calls.ts'
import type { Guest, GuestActs } from './guest.ts'
import { environmentOf, worldOf } from '../life-environment.ts'
import { Mismatch } from './mismatch.ts'
import { pageBytes, type Phase, type Scenario } from '../scenario/scenario.ts'
import type { World } from '../world.ts'

/** What a life needs from its surroundings. */
export interface LifeResources {
  readonly guest: Guest
  readonly encoder: ImageEncoder
  readonly tally: Tally
}

/** One life of a guest: what a scenario says, done as an instance of a plugin would, and compared with the model. */
export class Life implements GuestActs {
  readonly #guest: Guest
  readonly #scenario: Scenario
  readonly #calls: GuestCalls
  readonly #world: World
  readonly #allocator: GuestAllocator
  readonly #environment: InstanceEnvironment
  readonly #callbacks: CallbackLife
  readonly #images = new ImageTable(0x51a7)
  readonly #book = new RegistrationBook()
  #phase: Phase = { in: 'start', steps: [] }

  constructor(scenario: Scenario, { guest, encoder, tally }: LifeResources) {
    this.#guest = guest
    this.#scenario = scenario
    guest.reset(this)
    guest.bytes.fill(scenario.fill)
    this.#world = worldOf(scenario, guest.state.contextValue, encoder)
    this.#allocator = new GuestAllocator((scenario.pages * pageBytes) / 2)
    this.#calls = new GuestCalls(guest, this.#world, this.#allocator, tally)
    this.#environment = environmentOf(scenario, this.#world, encoder, {
      ask: (call) => this.#calls.watch.ask(call),
      log: (level, message) => void this.#calls.check.logs.push({ level, message }),
    })
    this.#callbacks = new CallbackLife(guest, this.#calls, this.#environment)
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
    return this.#calls.watch.malloc(size)
  }

  free(at: number): void {
    this.#calls.watch.free(at)
  }

  initialize(): number {
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  finalize(): void {
    this.#calls.run(this.#phase.steps)
  }

  callback(output: number, url: number, request: number): number {
    this.#callbacks.enter(this.#phase, output, { url, request })
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  /** The instance exists from here on, and serves what its guest calls. */
  #becomeReady(): void {
    const { state, memory: guestMemory } = this.#guest
    if (state.context !== undefined) return
    const memory = new GuestMemory(guestMemory)
    state.context = {
      ...this.#environment,
      memory,
      heap: new GuestHeap(memory, this),
      outputs: this.#callbacks.outputs,
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
      if (error === this.#calls.end.trap || error instanceof PluginError) return false
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
        this.#countAnew()
        return this.#callbacks.answer(phase)
      case 'finalize':
        this.#countAnew()
        return trapped(() => this.#guest.exports.finalize())
    }
  }

  /** Each function of the guest has its own number of calls. */
  #countAnew(): void {
    const { hostCalls } = this.#scenario
    this.#guest.state.callsLeft = hostCalls
    this.#world.callsLeft = hostCalls ?? Number.POSITIVE_INFINITY
  }

  #initialize(): void {
    this.#countAnew()
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

  /** The guest frees what it was given; then nothing is left but the texts that stay the host's. */
  #requireBalance(): void {
    const { constants, images, results } = this.#world
    const kept = new Set(constants.values())
    const pixels = Array.from(images.values(), ({ at }) => at)
    for (const at of [...results, ...pixels]) if (!kept.has(at)) this.#allocator.release(at)
    if (this.#images.size !== images.size)
      throw new Mismatch('handle', `${this.#images.size} images are kept, ${images.size} expected`)
    const left = this.#allocator.liveBlocks
    if (left > kept.size)
      throw new Mismatch('heap', `${left} blocks are allocated, at most ${kept.size} expected`)
  }
}
