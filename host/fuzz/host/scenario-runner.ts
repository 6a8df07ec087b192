import { ImageEncoder } from '../../image/encoder.ts'
import type { Tally } from './guest-calls.ts'
import { Guest, hostImports, type MakeImports } from './guest.ts'
import { guestModule } from '../scenario/guest-module.ts'
import { ScenarioRun } from './scenario-run.ts'
import { Violation } from './violation.ts'
import type { Scenario } from '../scenario/scenario.ts'

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
