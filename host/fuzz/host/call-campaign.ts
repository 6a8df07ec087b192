import { generateScenario } from '../scenario/generate.ts'
import { Violation } from './violation.ts'
import type { Run, ScenarioRunner } from './scenario-runner.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { shrink, type ShrinkBudget } from '../scenario/shrink.ts'

const usualBudget: ShrinkBudget = { runs: 4000, milliseconds: 20_000 }
/** So many different failures are enough for one run. */
const mostFailures = 10

/** What a campaign tries. */
export interface CampaignOptions {
  readonly runner: ScenarioRunner
  readonly seed: number
  /** The number of the first scenario. */
  readonly first: number
  /** How many calls are made. */
  readonly calls: number
  readonly maximumPages: number
  readonly timeoutMs: number
  /** What making a failure smaller may cost; enough for most unless given. */
  readonly shrinkBudget?: ShrinkBudget
}

/** Who follows a campaign. */
export interface CampaignWatch {
  /** Before each scenario is run, also a smaller one of the same number; whether to go on. */
  begin(number: number): boolean
  /** After each scenario. */
  made(calls: number): void
  found(failure: CallsFailure): void
}

/** A scenario in which the host was not as the contract says. */
export interface CallsFailure {
  readonly number: number
  readonly kind: Violation['kind']
  readonly message: string
  /** Made smaller, if it fails in a guest of its own, too. */
  readonly scenario: Scenario
  readonly isRepeatable: boolean
}

/** Runs scenarios until there were enough calls, or different failures. */
export function runCampaign(options: CampaignOptions, watch: CampaignWatch): void {
  const { runner, seed, maximumPages } = options
  const seen = new Set<string>()
  let calls = 0
  for (let number = options.first; calls < options.calls && seen.size < mostFailures; number++) {
    if (!watch.begin(number)) return
    const scenario = generateScenario(seed, number, maximumPages)
    const run = timed(options, () => runner.run(scenario))
    calls += run.calls
    watch.made(run.calls)
    if (run.violation === undefined || seen.has(signatureOf(run.violation))) continue
    seen.add(signatureOf(run.violation))
    watch.found(reduced(options, watch, { number, scenario, violation: run.violation }))
  }
}

/** What two failures of one cause have in common: their words without the numbers. */
function signatureOf({ kind, message }: Violation): string {
  return `${kind} ${message.replace(/\d+/g, '#').slice(0, 60)}`
}

interface Found {
  readonly number: number
  readonly scenario: Scenario
  readonly violation: Violation
}

function reduced(
  options: CampaignOptions,
  watch: CampaignWatch,
  { number, scenario, violation }: Found,
): CallsFailure {
  const { kind } = violation
  const again = (candidate: Scenario): Violation | undefined => {
    if (!watch.begin(number)) return undefined
    return timed(options, () => options.runner.runAlone(candidate)).violation
  }
  const fails = (candidate: Scenario): boolean => again(candidate)?.kind === kind
  if (!fails(scenario))
    return { number, kind, message: violation.message, scenario, isRepeatable: false }
  const smallest = shrink(scenario, fails, options.shrinkBudget ?? usualBudget)
  const message = again(smallest)?.message ?? violation.message
  return { number, kind, message, scenario: smallest, isRepeatable: true }
}

/** A scenario that takes longer than one callback may is a failure, too. */
function timed({ timeoutMs }: CampaignOptions, act: () => Run): Run {
  const start = performance.now()
  const run = act()
  const milliseconds = Math.round(performance.now() - start)
  if (run.violation !== undefined || milliseconds <= timeoutMs) return run
  const message = `${run.calls} calls took ${milliseconds} ms, at most ${timeoutMs} allowed`
  return { ...run, violation: new Violation('time', message) }
}
