import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { guestEntry } from '../../test/support/guest-entry.ts'
import { assemble } from '../../test/support/wat-plugin.ts'
import { defaultLimits } from '../exchange/limits.ts'
import { ProcessSupply } from './process-supply.ts'
import { WorkerSupply } from './worker-supply.ts'

/** When the next standby is being made, after a worker has started. */
const standbyMs = 150

const processes = new ProcessSupply(guestEntry)

afterAll(() => processes.close(1000))

async function supplyOf(supplied: ProcessSupply): Promise<WorkerSupply> {
  const large = `(data (i32.const 0x10000) "${'x'.repeat(1_100_000)}")`
  const wasm = await assemble({ name: 'large', memory: '32', extra: large })
  const options = {
    file: 'large.wasm',
    module: { kind: 'core', bytes: new Uint8Array(wasm) },
    codecs: new Uint8Array(0),
    processes: supplied,
    limits: defaultLimits,
    sdkVersion: '1.12.3',
    configuration: '{}',
    log: () => undefined,
  } as const
  return new WorkerSupply(options, {
    description: () => undefined,
    onRoom: () => undefined,
    onEnd: () => undefined,
  })
}

it('makes a worker of its own for each of two that start together', async () => {
  const supply = await supplyOf(processes)
  const first = await supply.start()
  await sleep(standbyMs)
  const others = await Promise.all([supply.start(), supply.start()])
  const workers = [first, ...others].map(({ worker }) => worker)
  expect(new Set(workers).size).toBe(3)
  await Promise.all(workers.map((worker) => worker.close(0)))
  await supply.close()
})

it('keeps no standby for a debugger, which would attach to it', async () => {
  const debuggers: string[] = []
  const debugged = new ProcessSupply(guestEntry, (line) => debuggers.push(line))
  const common = { nodePath: process.execPath, guestCommand: [], bodyFolder: tmpdir() }
  debugged.configure(
    { ...common, onNoBodyFile: () => undefined },
    { processMiB: 1024, isTraced: false },
  )
  const supply = await supplyOf(debugged)
  const { worker } = await supply.start()
  await sleep(5 * standbyMs)
  expect(debuggers).toHaveLength(1)
  await worker.close(0)
  await supply.close()
  await debugged.close(1000)
})
