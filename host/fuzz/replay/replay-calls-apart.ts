import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { ReplayOptions, ReplayOutcome } from '../fuzz-outcome.ts'
import { endlessReplay } from './replay-calls.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What the thread that replays is started with; it says a `ReplayOutcome`. */
export interface ReplayData {
  readonly codecs: WebAssembly.Module
  readonly scenario: Scenario
}

/** Runs a scenario once more, in a thread of its own, which may not take longer than it should. */
export async function replayCallsApart(
  scenario: Scenario,
  { timeoutMs }: Pick<ReplayOptions, 'timeoutMs'>,
): Promise<ReplayOutcome> {
  const codecs = await WebAssembly.compile(
    await readFile(new URL('../../image/codecs.wasm', import.meta.url)),
  )
  const workerData: ReplayData = { codecs, scenario }
  const worker = new Worker(new URL('./replay-calls-thread.js', import.meta.url), { workerData })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      // The time counts from when the thread runs: its start is slow on a busy machine.
      worker.once('online', () => {
        timer = setTimeout(() => resolve(endlessReplay(scenario, timeoutMs)), 2 * timeoutMs)
      })
      worker.once('message', (outcome: ReplayOutcome) => resolve(outcome))
      worker.once('error', reject)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
