import { parentPort, workerData } from 'node:worker_threads'
import { type ReplayData, replayCalls } from './replay-calls.ts'
import { ScenarioRunner } from '../host/scenario-run.ts'

/** Runs the scenario of this thread. */
function replay({ codecs, scenario }: ReplayData): void {
  parentPort?.postMessage(replayCalls(scenario, new ScenarioRunner(codecs)))
}

replay(workerData)
