import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { guestEntry } from '../../test/support/guest-entry.ts'
import { hinderedProcesses } from '../../test/support/hindered-processes.ts'
import { hasProc, limitsOf } from '../../test/support/system-process.ts'
import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import type { GuestProcess } from './guest-process.ts'
import { dataLimitKiB } from './process-limits.ts'
import { ProcessSupply } from './process-supply.ts'

const usual = { processMiB: processMiBOf(defaultLimits), isTraced: false }
const opened: ProcessSupply[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close(1000)))
})

/** Processes that count how many were started. */
function create() {
  const created = hinderedProcesses()
  opened.push(created.processes)
  return created
}

it('hands over the process that was prepared, and then others', async () => {
  const { processes, countStarts } = create()
  processes.prepare()
  processes.prepare()
  const first = await processes.take(usual)
  expect(countStarts()).toBe(1)
  const second = await processes.take(usual)
  expect(second.pid).not.toBe(first.pid)
  expect(countStarts()).toBe(2)
})

it('prepares the next one once it keeps one, and not before', async () => {
  const { processes, countStarts } = create()
  await processes.take(usual)
  await sleep(200)
  expect(countStarts()).toBe(1)
  processes.keep()
  await expect.poll(countStarts).toBe(2)
  await processes.take(usual)
  await expect.poll(countStarts).toBe(3)
})

it.skipIf(!hasProc)(
  'starts another one for a plugin that needs more, and keeps the spare',
  async () => {
    const { processes, countStarts } = create()
    processes.prepare()
    const large = await processes.take({ ...usual, processMiB: 2000 })
    const traced = await processes.take({ ...usual, isTraced: true })
    expect(countStarts()).toBe(3)
    expect([...traced.readTrace().frames()]).toEqual([])
    expect(limitsOf(large.pid, 'Max data size')[0]).toBe(String(dataLimitKiB(2000) * 1024))
    await processes.take(usual)
    expect(countStarts()).toBe(3)
  },
)

it.skipIf(!hasProc)('ends a spare that is not as processes shall be from now on', async () => {
  const processes = new ProcessSupply(guestEntry)
  opened.push(processes)
  processes.prepare()
  const options = {
    nodePath: process.execPath,
    guestCommand: [],
    bodyFolder: tmpdir(),
    inspects: false,
    onNoBodyFile: () => undefined,
  }
  processes.configure(options, { ...usual, processMiB: 600 })
  const taken = await processes.take({ ...usual, processMiB: 600 })
  expect(limitsOf(taken.pid, 'Max data size')[0]).toBe(String(dataLimitKiB(600) * 1024))
})

it('rejects with why a process does not start, also the one that was prepared', async () => {
  const { processes, hinder } = create()
  hinder()
  processes.prepare()
  const reason =
    'a guest process did not start (NodePath, GuestCommand): its process ended (exit code 3)'
  await expect(processes.take(usual)).rejects.toThrow(reason)
  await expect(processes.take(usual)).rejects.toThrow(reason)
})

it('forgets a spare that did not start: the next one is tried again', async () => {
  const { processes, countStarts, hinder, unhinder } = create()
  hinder()
  processes.prepare()
  await expect.poll(countStarts).toBe(1)
  unhinder()
  const startsAfterPreparing = (): number => {
    processes.prepare()
    return countStarts()
  }
  await expect.poll(startsAfterPreparing).toBe(2)
  await processes.take(usual)
  expect(countStarts()).toBe(2)
})

it('forgets a spare that has ended', async () => {
  const { processes, countStarts } = create()
  processes.prepare()
  const taken = await processes.take(usual)
  taken.kill()
  await taken.exited
  await processes.take(usual)
  expect(countStarts()).toBe(2)
})

it('starts as many as are asked for, though only some at a time', async () => {
  const { processes } = create()
  const taken = await Promise.all(Array.from({ length: 5 }, () => processes.take(usual)))
  expect(new Set(taken.map(({ pid }) => pid)).size).toBe(5)
})

it('ends all processes that it started when it is closed, also those that were taken', async () => {
  const { processes } = create()
  const taken: GuestProcess[] = [await processes.take(usual), await processes.take(usual)]
  processes.prepare()
  await processes.close(10_000)
  const reasons = await Promise.all(taken.map(({ exited }) => exited))
  expect(reasons).toEqual(['SIGKILL', 'SIGKILL'])
})

it('starts none once it is closed, and ends one that was starting', async () => {
  const { processes, countStarts } = create()
  const starting = processes.take(usual)
  await processes.close(1000)
  const late = await starting
  expect(await late.exited).toBe('SIGKILL')
  processes.prepare()
  expect(countStarts()).toBe(1)
})
