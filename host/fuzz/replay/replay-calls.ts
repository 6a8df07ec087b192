import { describeScenario } from '../scenario/describe-scenario.ts'
import type { ReplayOutcome } from '../fuzz-outcome.ts'
import type { ScenarioRunner } from '../host/scenario-runner.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Runs a scenario once more. */
export function replayCalls(scenario: Scenario, runner: ScenarioRunner): ReplayOutcome {
  const { violation, calls } = runner.runAlone(scenario)
  return violation === undefined
    ? {
        reproduced: false,
        details: [`${calls} calls, all as the contract says`, ...describeScenario(scenario)],
      }
    : {
        reproduced: true,
        details: [`${violation.kind}: ${violation.message}`, ...describeScenario(scenario)],
      }
}

/** What a scenario that did not end comes to. */
export function endlessReplay(scenario: Scenario, timeoutMs: number): ReplayOutcome {
  const what = `time: the calls did not end within ${timeoutMs} ms`
  return { reproduced: true, details: [what, ...describeScenario(scenario)] }
}
