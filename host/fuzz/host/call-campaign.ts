import type { Tried } from '../fuzz-outcome.ts'
import { generateScenario } from '../scenario/generate.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { shrink, type ShrinkBudget } from '../scenario/shrink.ts'
import type { Run, ScenarioRunner } from './scenario-run.ts'
import { Violation } from './violation.ts'

const usualBudget: ShrinkBudget = { runs: 4000, milliseconds: 20_000 }
/** A campaign ends after this many different failures. */
const mostFailures = 10

/** Options of a campaign. */
export interface CampaignOptions {
  readonly runner: ScenarioRunner
  readonly seed: number
  /** The number of the first scenario. */
  readonly first: number
  /** The number of calls. */
  readonly calls: number
  readonly maximumPages: number
  readonly timeoutMs: number
  /** Limits of shrinking a failure; enough for most by default. */
  readonly shrinkBudget?: ShrinkBudget
}

/** Follows a campaign. */
export interface CampaignWatch {
  /** Called before each scenario, also a smaller one of the same number. Returns whether to continue. */
  begin(number: number): boolean
  /** Called after each scenario. */
  made(calls: number): void
  found(failure: CallsFailure): void
}

/** A scenario in which the host violates an invariant. */
export interface CallsFailure {
  readonly number: number
  readonly kind: Violation['kind']
  readonly message: string
  /** Reduced, if it also fails in a guest of its own. */
  readonly scenario: Scenario
  readonly isRepeatable: boolean
}

/** Runs scenarios until it has made enough calls, or found enough different failures. */
export function runCampaign(options: CampaignOptions, watch: CampaignWatch): void {
  const { runner, seed, maximumPages } = options
  const seen = new Set<string>()
  let calls = 0
  for (let number = options.first; calls < options.calls && seen.size < mostFailures; number++) {
    if (!watch.begin(number)) return
    const scenario = generateScenario(seed, number, maximumPages)
    const run = runInTime(options, () => runner.run(scenario))
    calls += run.calls
    watch.made(run.calls)
    if (run.violation === undefined || seen.has(signatureOf(run.violation))) continue
    seen.add(signatureOf(run.violation))
    watch.found(reduce(options, watch, { number, scenario, violation: run.violation }))
  }
}

/** The words of a failure without its numbers, which failures of one cause share. */
function signatureOf({ kind, message }: Violation): string {
  return `${kind} ${message.replace(/\d+/g, '#').slice(0, 60)}`
}

interface Found {
  readonly number: number
  readonly scenario: Scenario
  readonly violation: Violation
}

function reduce(
  options: CampaignOptions,
  watch: CampaignWatch,
  { number, scenario, violation }: Found,
): CallsFailure {
  const { kind } = violation
  const again = (candidate: Scenario): Violation | undefined => {
    if (!watch.begin(number)) return undefined
    return runInTime(options, () => options.runner.runAlone(candidate)).violation
  }
  const fails = (candidate: Scenario): boolean => again(candidate)?.kind === kind
  if (!fails(scenario))
    return { number, kind, message: violation.message, scenario, isRepeatable: false }
  const smallest = shrink(scenario, fails, options.shrinkBudget ?? usualBudget)
  const message = again(smallest)?.message ?? violation.message
  return { number, kind, message, scenario: smallest, isRepeatable: true }
}

/** A scenario that takes longer than the deadline of one callback is a failure as well. */
function runInTime({ timeoutMs }: CampaignOptions, act: () => Run): Run {
  const start = performance.now()
  const run = act()
  const milliseconds = Math.round(performance.now() - start)
  if (run.violation !== undefined || milliseconds <= timeoutMs) return run
  const message = `${run.calls} calls took ${milliseconds} ms, at most ${timeoutMs} allowed`
  return { ...run, violation: new Violation('time', message) }
}

/** The input of the thread of a campaign. */
export interface AttackData {
  readonly codecs: WebAssembly.Module
  readonly seed: number
  readonly first: number
  readonly calls: number
  readonly maximumPages: number
  readonly timeoutMs: number
  readonly shared: SharedArrayBuffer
}

/** A message of the thread. */
export type FromAttack =
  | { readonly kind: 'failure'; readonly failure: CallsFailure }
  | { readonly kind: 'done'; readonly tried: readonly Tried[] }

/** Indexes of the 32-bit numbers that both threads share. */
export const sharedPlaces = {
  /** The number of the scenario that runs. */
  number: 0,
  /** Calls so far. */
  calls: 1,
  /** Incremented at the start of each scenario. */
  pulse: 2,
  /** 1: the campaign should end. */
  stop: 3,
} as const

/** Their size in bytes. */
export const sharedBytes = 16
