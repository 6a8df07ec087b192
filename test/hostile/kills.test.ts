import { spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { componentBytes } from '../support/component.ts'
import { exchange, get, RawConnection } from '../support/raw-http.ts'
import { commandLine, sample, startServer, type RunningServer } from '../support/serve.ts'
import { hasProc, isRunning } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, loop, sayRunning } from '../support/wat-plugin.ts'
import { pidsOf, processesOf } from './server-processes.ts'
import { SteadyLoad } from './steady-load.ts'
import { usageOf } from './usage.ts'

/** `npm run hostile` sets a large number. */
const kills = Number(process.env['ORTHANC_WASM_KILLS'] ?? 30)
const parentKills = Math.ceil(kills / 10)

/** Kills come this long after the last one that the plugins have got over, at random. */
const mostPauseMs = 30

const folder = temporaryFolder('kills')
const plugins = [sample('hello'), sample('rest')]
const killedAnswer = /"Details" ?: ?"its process ended \(SIGKILL\)"/

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
const statusOf = async ({ port }: RunningServer, path: string): Promise<string> =>
  (await exchange(port, get(path))).statusLine

function takeRandom<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)]
}

describe.skipIf(!hasProc)('a process that is killed', () => {
  it(
    'at any moment costs the request that it had begun, and no other',
    async () => {
      const server = await startServer({ plugins })
      const load = new SteadyLoad(server.port, 8)
      for (let i = 0; i < kills; i++) {
        await sleep(Math.random() * mostPauseMs)
        const killed = takeRandom(processesOf(server.pid))
        if (killed !== undefined) kill(killed.pid)
        await expectRecovered(server)
      }
      const { right, wrong } = await load.stop()
      const exitCode = await server.stop()
      expect(wrong.filter((each) => !killedAnswer.test(each))).toEqual([])
      expect(wrong.length).toBeLessThanOrEqual(kills)
      expect(right).toBeGreaterThan(kills)
      expect(exitCode).toBe(0)
      process.stdout.write(`${kills} kills: ${right} right answers, ${wrong.length} lost\n`)
    },
    120_000 + kills * 3000,
  )

  it('again and again before its first request is started more and more seldom', async () => {
    const server = await startServer({ plugins })
    const killed = new Set<number>()
    const killing = setInterval(() => {
      for (const pid of pidsOf(server.pid, 'guest')) {
        killed.add(pid)
        kill(pid)
      }
    }, 5)
    await expect.poll(() => server.log(), { timeout: 30_000 }).toContain('next attempt in 1600 ms')
    clearInterval(killing)
    // Two plugins, with some attempts each until then, and spares.
    expect(killed.size).toBeLessThan(25)
    await expectRecovered(server)
    expect(await server.stop()).toBe(0)
    process.stdout.write(`${killed.size} processes were started and killed meanwhile\n`)
  }, 90_000)

  it('while it takes a component apart costs that plugin, with the reason', async () => {
    const watched = join(folder, 'watched.wasm')
    copyFileSync(sample('hello'), watched)
    const server = await startServer({ plugins: [watched, sample('rest')], args: ['--watch'] })
    writeFileSync(watched, await componentBytes('hello'))
    await expect.poll(() => pidsOf(server.pid, 'take-apart'), { interval: 5 }).toHaveLength(1)
    pidsOf(server.pid, 'take-apart').forEach(kill)
    await expect
      .poll(() => server.log())
      .toMatch(/watched\.wasm reload failed: .*its process ended \(SIGKILL\)/)
    expect(await statusOf(server, '/hello/you')).toMatch(/ 200 /)
    expect(await server.stop()).toBe(0)
  })
})

/** Each plugin has answered again: the next kill is not that of a process that has done nothing yet. */
async function expectRecovered(server: RunningServer): Promise<void> {
  for (const path of ['/hello/you', '/rest/request'])
    await expect.poll(() => statusOf(server, path), { interval: 5 }).toMatch(/ 200 /)
}

describe.skipIf(!hasProc)('a server that is killed', () => {
  let looping: string

  beforeAll(async () => {
    looping = join(folder, 'looping.wasm')
    const routes = [{ pattern: '/loop', body: `${sayRunning} ${loop}` }]
    writeFileSync(looping, await assemble({ name: 'looping', routes }))
  })

  it(
    'leaves no processes, whatever they do',
    async () => {
      for (let i = 0; i < parentKills; i++) {
        const server = await startServer({ plugins: [...plugins, looping], args: ['--verbose'] })
        using connection = new RawConnection(server.port)
        connection.send(get('/loop'))
        await expect.poll(() => server.log(), { interval: 5 }).toContain('text/plain')
        if (i % 2 === 1) await replaceReaper(server)
        await sleep(Math.random() * mostPauseMs)
        await expectAllToEnd(server.pid)
      }
    },
    60_000 + parentKills * 5000,
  )

  it('leaves no process that translates a component and does not end', async () => {
    const watched = join(folder, 'stopped.wasm')
    copyFileSync(sample('hello'), watched)
    const server = await startServer({ plugins: [watched], args: ['--watch'] })
    writeFileSync(watched, await componentBytes('hello'))
    const takers = (): readonly number[] => pidsOf(server.pid, 'take-apart')
    // Node alone takes less: it has the component.
    await expect
      .poll(() => takers().some((pid) => usageOf(pid).rssMiB > 100), { interval: 5 })
      .toBe(true)
    // It reads and notices nothing, as in an endless loop.
    for (const pid of takers()) process.kill(pid, 'SIGSTOP')
    await expectAllToEnd(server.pid)
  })
})

it.skipIf(!hasProc)('a killed fuzzer leaves no process', async () => {
  const fuzzer = spawn(process.execPath, [commandLine, 'fuzz', sample('hello')], {
    cwd: folder,
    stdio: 'ignore',
  })
  const pid = fuzzer.pid ?? 0
  await expect.poll(() => pidsOf(pid, 'reaper'), { interval: 5 }).toHaveLength(1)
  for (const guest of pidsOf(pid, 'guest')) process.kill(guest, 'SIGSTOP')
  await expectAllToEnd(pid)
})

/** Kills the reaper, and returns once another one knows all that the first one did. */
async function replaceReaper(server: RunningServer): Promise<void> {
  const [first] = pidsOf(server.pid, 'reaper')
  pidsOf(server.pid, 'reaper').forEach(kill)
  await expect
    .poll(() => pidsOf(server.pid, 'reaper').filter((pid) => pid !== first), { interval: 5 })
    .toHaveLength(1)
  // The server has ended the turn in which it started that one.
  expect(await statusOf(server, '/hello/you')).toMatch(/ 200 /)
}

/** Kills a server; all below it end as well. */
async function expectAllToEnd(server: number): Promise<void> {
  const all = [server, ...processesOf(server).map(({ pid }) => pid)]
  kill(server)
  await expect.poll(() => all.filter(isRunning)).toEqual([])
}
