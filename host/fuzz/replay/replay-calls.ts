import { Worker } from 'node:worker_threads'
import { readCodecs } from '../../pool/codecs.ts'
import type { ReplayOptions, ReplayOutcome } from '../fuzz-outcome.ts'
import { type Scenario, describeScenario } from '../scenario/scenario.ts'
import type { ScenarioRunner } from '../host/scenario-run.ts'

/** The input of the thread that replays; its message is a `ReplayOutcome`. */
export interface ReplayData {
  readonly codecs: WebAssembly.Module
  readonly scenario: Scenario
}

/** Runs a scenario in a thread of its own, with a deadline. */
export async function replayCallsApart(
  scenario: Scenario,
  { timeoutMs }: Pick<ReplayOptions, 'timeoutMs'>,
): Promise<ReplayOutcome> {
  const codecs = await WebAssembly.compile(await readCodecs())
  const workerData: ReplayData = { codecs, scenario }
  const worker = new Worker(new URL('./replay-calls-thread.js', import.meta.url), { workerData })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      // From the start of the thread, which is slow on a busy machine.
      worker.once('online', () => {
        timer = setTimeout(() => resolve(reportDeadline(scenario, timeoutMs)), 2 * timeoutMs)
      })
      worker.once('message', (outcome: ReplayOutcome) => resolve(outcome))
      worker.once('error', reject)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** Runs a scenario, and reports whether it violates an invariant. */
export function replayCalls(scenario: Scenario, runner: ScenarioRunner): ReplayOutcome {
  const { violation, calls } = runner.runAlone(scenario)
  return violation === undefined
    ? {
        reproduced: false,
        details: [`${calls} calls, without a violation`, ...describeScenario(scenario)],
      }
    : {
        reproduced: true,
        details: [`${violation.kind}: ${violation.message}`, ...describeScenario(scenario)],
      }
}

function reportDeadline(scenario: Scenario, timeoutMs: number): ReplayOutcome {
  const what = `time: the calls did not end within ${timeoutMs} ms`
  return { reproduced: true, details: [what, ...describeScenario(scenario)] }
}
