import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { hasProc, isRunning } from '../../test/support/system-process.ts'

const processes: ChildProcess[] = []
const groups: number[] = []

afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL')
  for (const pid of groups.splice(0).filter(isRunning)) process.kill(-pid, 'SIGKILL')
})

/** A process group, with a child of its own, that nothing ends. */
function startGroup(): number {
  const child = spawn('/bin/sh', ['-c', 'sleep 1000 & wait'], { detached: true, stdio: 'ignore' })
  const pid = child.pid ?? 0
  groups.push(pid)
  return pid
}

/** A host that has a reaper; each line that it gets calls it: `add 12`. It says when that is done. */
async function startHost() {
  const module = fileURLToPath(new URL('../../dist/host/pool/reaper.js', import.meta.url))
  const script = `
    import { createInterface } from 'node:readline'
    const { Reaper } = await import(${JSON.stringify(module)})
    const reaper = new Reaper()
    for await (const line of createInterface({ input: process.stdin })) {
      const [name, pid] = line.split(' ')
      reaper[name](Number(pid))
      process.stdout.write('done\\n')
    }`
  const args = ['--input-type=module', '-e', script]
  const host = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  processes.push(host)
  const call = async (name: 'add' | 'remove' | 'close', pid = 0): Promise<void> => {
    host.stdin.write(`${name} ${pid}\n`)
    await once(host.stdout, 'data')
  }
  return { host, call }
}

/** The reaper of a host: the only process that it has started. */
function reapersOf({ pid }: ChildProcess): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => isRunning(each) && parentOf(each) === pid)
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])
  } catch {
    return 0
  }
}

describe.skipIf(!hasProc)('Reaper', () => {
  it('ends the groups that were added when its host is killed, and no others', async () => {
    const { host, call } = await startHost()
    const [added, also, removed, never] = [startGroup(), startGroup(), startGroup(), startGroup()]
    for (const pid of [added, also, removed]) await call('add', pid)
    await call('remove', removed)
    host.kill('SIGKILL')
    await expect.poll(() => [added, also].map(isRunning)).toEqual([false, false])
    expect([removed, never].map(isRunning)).toEqual([true, true])
  })

  it('ends none while its host runs, nor when it is closed', async () => {
    const { host, call } = await startHost()
    const pid = startGroup()
    await call('add', pid)
    await call('remove', pid)
    await call('close')
    await expect.poll(() => reapersOf(host)).toEqual([])
    expect(isRunning(pid)).toBe(true)
  })

  it('is not ended by the signals of a terminal', async () => {
    const { host, call } = await startHost()
    const pid = startGroup()
    await call('add', pid)
    await expect.poll(() => reapersOf(host)).toHaveLength(1)
    const [reaper = 0] = reapersOf(host)
    // Those that it ignores, in hexadecimal: HUP, INT and TERM. It says so a little after its start.
    const ignored = (): number => {
      const status = readFileSync(`/proc/${reaper}/status`, 'latin1')
      return Number.parseInt(/^SigIgn:\s*(\w+)$/m.exec(status)?.[1] ?? '0', 16) & 0x4003
    }
    await expect.poll(ignored).toBe(0x4003)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(reaper, signal)
    host.kill('SIGKILL')
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  it('is started again when it ends, and knows what the one before did', async () => {
    const { host, call } = await startHost()
    const pid = startGroup()
    await call('add', pid)
    await expect.poll(() => reapersOf(host)).toHaveLength(1)
    const [first = 0] = reapersOf(host)
    process.kill(first, 'SIGKILL')
    await expect.poll(() => reapersOf(host).filter((each) => each !== first)).toHaveLength(1)
    // Once the host answers, it has sent the first group to the new reaper.
    const later = startGroup()
    await call('add', later)
    host.kill('SIGKILL')
    await expect.poll(() => [pid, later].map(isRunning)).toEqual([false, false])
  })

  it('does not keep its host running', async () => {
    const { host, call } = await startHost()
    await call('add', startGroup())
    host.stdin.end()
    expect(await once(host, 'exit')).toEqual([0, null])
  })
})
