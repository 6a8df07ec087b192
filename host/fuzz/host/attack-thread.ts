import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { sharedPlaces, type AttackData, type FromAttack, runCampaign } from './call-campaign.ts'
import { ScenarioRunner } from './scenario-run.ts'

/** Runs a campaign until it has made its calls, or should stop. */
function attack(port: MessagePort, data: AttackData): void {
  // The host throws tens of thousands of errors, whose stacks are not read.
  Error.stackTraceLimit = 0
  const post = (message: FromAttack): void => port.postMessage(message)
  const shared = new Int32Array(data.shared)
  const runner = new ScenarioRunner(data.codecs)
  runCampaign(
    { ...data, runner },
    {
      begin: (number) => {
        Atomics.store(shared, sharedPlaces.number, number)
        Atomics.add(shared, sharedPlaces.pulse, 1)
        return Atomics.load(shared, sharedPlaces.stop) === 0
      },
      made: (calls) => void Atomics.add(shared, sharedPlaces.calls, calls),
      found: (failure) => post({ kind: 'failure', failure }),
    },
  )
  post({ kind: 'done', tried: Array.from(runner.tally, ([what, count]) => ({ what, count })) })
}

if (parentPort !== null) attack(parentPort, workerData)
