import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange, get } from '../support/raw-http.ts'
import type { RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { Expected } from './guest-row.ts'
import { compileRows } from './compile-rows.ts'
import { heapRows } from './heap-rows.ts'
import { totalUsageOf, type TotalUsage } from './usage.ts'
import { groups, plugins, startZoo } from './zoo.ts'

/** Attacks of each row between two looks at the memory. */
const times = 4
/** A leak of a mebibyte of each attack, less some garbage that goes meanwhile. */
const leakMiB = 0.5
/** Compares the lowest memory of each period. Garbage comes and goes, up to some MiB per process; leaks keep growing. */
const leastRounds = 3
const mostRounds = 80
/** The same where one round has many attacks. */
const mostLargeRounds = 8
/** How long processes take to end, and the spare one to start. */
const settleMs = 1000

/** They take seconds each, and their process ends: `chaos.test.ts` has such ends by the hundred. */
const slow = new Set([...heapRows, ...compileRows].map(({ name }) => name))
const refused = plugins.filter((row) => row.refused !== undefined && !slow.has(row.name))
const served = plugins.filter(({ name, refused: no }) => no === undefined && !slow.has(name))

interface Attack {
  readonly name: string
  readonly paths: readonly string[]
  readonly isDeadline: boolean
}

const rows: readonly Attack[] = [
  ...groups.flatMap(({ name: group, rows: own }) =>
    own.map(({ name, expected }) =>
      attackOf(`${group}/${name}`, [[`/${group}/${name}`, expected]]),
    ),
  ),
  ...served.map(({ name, asks = [] }) => attackOf(name, asks)),
]
/** Rows between two looks at the memory: a leak of one of them counts as much as alone. */
const batchSize = 10
const single = rows.filter(({ isDeadline }) => !isDeadline)
const batches = Array.from({ length: Math.ceil(single.length / batchSize) }, (_, i) => {
  const batch = single.slice(i * batchSize, (i + 1) * batchSize)
  return {
    name: batch.map(({ name }) => name).join(', '),
    paths: batch.flatMap(({ paths }) => paths),
  }
})
/** Processes that end, and others in their place, take and give more memory than some leaks: all of them count together. */
const deadlines = rows.filter(({ isDeadline }) => isDeadline).flatMap(({ paths }) => paths)

function attackOf(name: string, asks: readonly (readonly [string, Expected])[]): Attack {
  const isDeadline = asks.some(([, { status }]) => status === 504)
  return { name, paths: asks.map(([path]) => path), isDeadline }
}

const folder = temporaryFolder('leaks')
let server: RunningServer
let before: TotalUsage

/** By how much memory grows each time that it is done, in MiB; it is done until that is less than the bound. */
async function growthOf(
  act: () => Promise<void>,
  boundMiB: number,
  most = mostRounds,
): Promise<number> {
  let lowMiB = await settledMiB()
  let growthMiB = 0
  for (let rounds = 1, since = 1; rounds <= most; rounds++, since++) {
    await act()
    const nowMiB = await settledMiB()
    growthMiB = (nowMiB - lowMiB) / since
    if (growthMiB < boundMiB && since >= leastRounds) break
    if (growthMiB >= 0) continue
    lowMiB = nowMiB
    since = 0
  }
  return growthMiB
}

/** Of all processes, once there is another spare in the place of one that was taken. */
async function settledMiB(): Promise<number> {
  const processes = (): number => totalUsageOf(server.pid).processes
  await expect.poll(processes, { interval: 20 }).toBeGreaterThanOrEqual(before.processes)
  return totalUsageOf(server.pid).rssMiB
}

async function askAll(paths: readonly string[], rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const path of paths) await exchange(server.port, get(path))
}

describe.skipIf(process.platform !== 'linux')('what hostile guests do', () => {
  beforeAll(async () => {
    server = await startZoo(folder, { timeoutMs: 50, args: ['--watch'] })
    for (const { paths } of rows) await askAll(paths)
    await sleep(settleMs)
    before = totalUsageOf(server.pid)
  }, 240_000)

  afterAll(() => server.stop())

  it.each(batches)('leaks no memory: $name', async ({ paths }) => {
    const boundMiB = times * leakMiB
    expect(await growthOf(() => askAll(paths, times), boundMiB)).toBeLessThan(boundMiB)
  })

  it('leaks no memory at deadlines', async () => {
    const boundMiB = times * leakMiB * deadlines.length
    const attack = (): Promise<void> => askAll(deadlines, times)
    expect(await growthOf(attack, boundMiB, mostLargeRounds)).toBeLessThan(boundMiB)
  }, 240_000)

  it('leaks no memory where it is refused', async () => {
    const files = refused.map(({ name }) => join(folder, `${name}.wasm`))
    const boundMiB = files.length * leakMiB
    const reloadAll = async (): Promise<void> => void (await Promise.all(files.map(reload)))
    expect(await growthOf(reloadAll, boundMiB, mostLargeRounds)).toBeLessThan(boundMiB)
  }, 240_000)

  it('leaks no processes and no descriptors', async () => {
    // A spare may have been on its way when they were counted.
    await expect
      .poll(() => totalUsageOf(server.pid).processes)
      .toBeLessThanOrEqual(before.processes + 1)
    await expect
      .poll(() => totalUsageOf(server.pid).descriptors)
      .toBeLessThanOrEqual(before.descriptors + 16)
  })
})

/** Writes a file unchanged, and waits until it is refused again. */
async function reload(file: string): Promise<void> {
  const count = (): number => server.log().split(`${file} reload failed: `).length
  const earlier = count()
  writeFileSync(file, readFileSync(file))
  await expect.poll(count, { interval: 20 }).toBeGreaterThan(earlier)
}
