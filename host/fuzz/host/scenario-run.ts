import { handlers } from '../../calls/calls.ts'
import { ImageTable } from '../../calls/handle-table.ts'
import { RegistrationBook } from '../../calls/registration-book.ts'
import { BufferShelf } from '../../exchange/bytes.ts'
import { PluginError } from '../../exchange/errors.ts'
import { defaultLimits, fixedLimits } from '../../exchange/limits.ts'
import { sdkProfile } from '../../exchange/profile.ts'
import { ImageEncoder } from '../../image/encoder.ts'
import { GuestHeap, GuestMemory } from '../../memory/guest-memory.ts'
import { catchTraps, type InstanceEnvironment } from '../../plugin/plugin-instance.ts'
import { guestModule } from '../scenario/guest-module.ts'
import { pageBytes, type Phase, type Scenario } from '../scenario/scenario.ts'
import { CallbackRun } from './callback-run.ts'
import { GuestCalls, type Tally } from './guest-calls.ts'
import { GuestAllocator, GuestLedger } from './guest-ledger.ts'
import { type GuestFunctions, Guest, hostImports, type MakeImports } from './guest.ts'
import { Violation } from './violation.ts'

/** What a run needs from its surroundings. */
interface RunResources {
  readonly guest: Guest
  readonly encoder: ImageEncoder
  readonly tally: Tally
}

/** Does what a scenario says, as the instance of a plugin would, and checks the invariants of the host. */
class ScenarioRun implements GuestFunctions {
  readonly #guest: Guest
  readonly #scenario: Scenario
  readonly #ledger: GuestLedger
  readonly #calls: GuestCalls
  readonly #environment: InstanceEnvironment
  readonly #callbacks: CallbackRun
  readonly #images = new ImageTable(0x51a7)
  readonly #book = new RegistrationBook()
  #phase: Phase = { in: 'start', steps: [] }

  constructor(scenario: Scenario, { guest, encoder, tally }: RunResources) {
    this.#guest = guest
    this.#scenario = scenario
    guest.reset(this)
    guest.bytes.fill(scenario.fill)
    this.#ledger = new GuestLedger(guest, scenario)
    const allocator = new GuestAllocator((scenario.pages * pageBytes) / 2)
    this.#calls = new GuestCalls(guest, this.#ledger, allocator, tally)
    this.#environment = environmentOf(scenario, encoder, this.#calls)
    this.#callbacks = new CallbackRun(guest, this.#calls, this.#environment, scenario)
  }

  /** How many calls of the host it made. */
  get calls(): number {
    return this.#calls.calls
  }

  /** Runs all phases, or those before the end of the guest. Throws `Violation`. */
  run(): void {
    for (const phase of this.#scenario.phases) {
      this.#phase = phase
      if (phase.in !== 'start') this.#becomeReady()
      if (!this.#survives(phase)) return
    }
    if (this.#images.size !== this.#ledger.images.size)
      throw new Violation(
        'handle',
        `the host keeps ${this.#images.size} images, the plugin ${this.#ledger.images.size}`,
      )
  }

  malloc(size: number): number {
    return this.#calls.effects.malloc(size)
  }

  free(at: number): void {
    this.#calls.effects.free(at)
  }

  initialize(): number {
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  finalize(): void {
    this.#calls.run(this.#phase.steps)
  }

  callback(output: number): number {
    this.#callbacks.enter(output)
    this.#calls.run(this.#phase.steps)
    return this.#phase.returns ?? 0
  }

  /** From here on the instance exists, and serves its guest. */
  #becomeReady(): void {
    const { state, memory: guestMemory } = this.#guest
    if (state.context !== undefined) return
    const memory = new GuestMemory(guestMemory)
    state.context = {
      ...this.#environment,
      handlers,
      memory,
      heap: new GuestHeap(memory, this),
      outputs: this.#callbacks.outputs,
      images: this.#images,
      registrations: this.#book,
    }
    this.#ledger.isReady = true
  }

  /** Runs a phase; false: the guest has ended in it. */
  #survives(phase: Phase): boolean {
    try {
      this.#runPhase(phase)
      return true
    } catch (error) {
      if (error === this.#calls.trap || error instanceof PluginError) return false
      if (error instanceof Violation) throw error
      throw new Violation('exception', `the host threw ${String(error)} outside of a call`)
    }
  }

  #runPhase(phase: Phase): void {
    switch (phase.in) {
      case 'start':
      case 'outside':
        return this.#calls.run(phase.steps)
      case 'initialize':
        return this.#initialize()
      case 'callback':
        this.#resetCallLimit()
        return this.#callbacks.answer(phase)
      case 'finalize':
        this.#resetCallLimit()
        return catchTraps(() => this.#guest.exports.finalize())
    }
  }

  /** Each function of the guest has a limit of its own. */
  #resetCallLimit(): void {
    const { hostCalls } = this.#scenario
    this.#guest.state.callsLeft = hostCalls
    this.#ledger.callsLeft = hostCalls ?? Number.POSITIVE_INFINITY
  }

  #initialize(): void {
    this.#resetCallLimit()
    this.#book.open()
    const code = catchTraps(() => this.#guest.exports.initialize(this.#ledger.contextValue))
    this.#book.close()
    const expected = (this.#phase.returns ?? 0) | 0
    if (code !== expected)
      throw new Violation('return value', `Initialize returned ${code}, ${expected} expected`)
    const { routes } = this.#book.registrations
    const bytes = routes.reduce((sum, { pattern }) => sum + pattern.length, 0)
    if (routes.length > defaultLimits.maxRoutes || bytes > fixedLimits.patternsBytes)
      throw new Violation('limit', `${routes.length} routes with patterns of ${bytes} bytes`)
  }
}

/** The time that all clocks show, in ns. */
const moment = 1_767_225_612_345_678_901n

function environmentOf(
  { fill, sdk, maxAnswerBytes, isAlone = false }: Scenario,
  encoder: ImageEncoder,
  { effects, remarks }: GuestCalls,
): InstanceEnvironment {
  return {
    profile: sdkProfile(sdk),
    configuration: '{\n  "Name" : "fuzz"\n}\n',
    encoder,
    shelf: new BufferShelf(),
    pngEffort: fill % 3,
    maxAnswerBytes,
    uuid: () => '8d0a3fb1-54f1-4cde-9f0e-3b1d0a6f2c55',
    random: () => 0,
    clock: () => moment,
    fillRandom: (bytes) => void bytes.fill(0x5a),
    ask: isAlone ? undefined : (call) => effects.request(call),
    onRefusal: (message) => void remarks.refusals.push(message),
    log: (level, message) => void remarks.logs.push({ level, message }),
  }
}

/** How many guests are kept for later scenarios with the same memory. */
const mostGuests = 4

/** The outcome of a scenario. */
export interface Run {
  readonly calls: number
  readonly violation: Violation | undefined
}

/** Runs scenarios, one after the other. */
export class ScenarioRunner {
  readonly #makeImports: MakeImports
  readonly #encoder: ImageEncoder
  readonly #modules = new Map<string, WebAssembly.Module>()
  readonly #guests = new Map<string, Guest>()
  readonly tally: Tally = new Map()

  /** `makeImports` is the host that is attacked. */
  constructor(codecs: WebAssembly.Module, makeImports: MakeImports = hostImports) {
    this.#encoder = new ImageEncoder(codecs)
    this.#makeImports = makeImports
  }

  /** Runs a scenario in a guest that may have run others before. */
  run(scenario: Scenario): Run {
    const key = keyOf(scenario)
    const guest = this.#guests.get(key) ?? this.#newGuest(scenario)
    this.#guests.delete(key)
    const run = this.#runIn(guest, scenario, this.tally)
    if (guest.isReusable && run.violation === undefined) this.#keep(key, guest)
    return run
  }

  /** Runs a scenario in a guest of its own, without counting. */
  runAlone(scenario: Scenario): Run {
    return this.#runIn(this.#newGuest(scenario), scenario, new Map())
  }

  #newGuest(scenario: Scenario): Guest {
    const { pages, maximumPages } = scenario
    const key = keyOf(scenario)
    const module =
      this.#modules.get(key) ?? new WebAssembly.Module(guestModule(pages, maximumPages))
    this.#modules.set(key, module)
    return new Guest(module, pages, this.#makeImports)
  }

  #runIn(guest: Guest, scenario: Scenario, tally: Tally): Run {
    const scenarioRun = new ScenarioRun(scenario, { guest, encoder: this.#encoder, tally })
    try {
      scenarioRun.run()
      return { calls: scenarioRun.calls, violation: undefined }
    } catch (error) {
      if (!(error instanceof Violation)) throw error
      return { calls: scenarioRun.calls, violation: error }
    }
  }

  #keep(key: string, guest: Guest): void {
    const [oldest] = this.#guests.keys()
    if (this.#guests.size >= mostGuests && oldest !== undefined) this.#guests.delete(oldest)
    this.#guests.set(key, guest)
  }
}

/** Guests with the same key can replace each other. */
function keyOf({ pages, maximumPages }: Scenario): string {
  return `${pages} ${maximumPages}`
}
