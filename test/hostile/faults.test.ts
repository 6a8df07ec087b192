import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exchange, get, post, RawConnection } from '../support/raw-http.ts'
import { missingPackage } from '../support/requirements.ts'
import { sample, startServer, ulimit, type RunningServer } from '../support/serve.ts'
import { hasProc, isRunning } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, loop, slowly } from '../support/wat-plugin.ts'
import { pidsOf, processesOf } from './server-processes.ts'

const folder = temporaryFolder('faults')
const config = join(folder, 'config.json')
const isRoot = process.getuid?.() === 0
/** A user that has no other process. */
const loneUser = '54321'
const asLoneUser = ['setpriv', '--reuid', loneUser, '--regid', loneUser, '--clear-groups']

let faulty: string
let server: RunningServer

beforeAll(async () => {
  faulty = join(folder, 'faulty.wasm')
  const wasm = await assemble({
    name: 'faulty',
    routes: [
      { pattern: '/good', answer: 'good' },
      { pattern: '/loop', body: loop },
      { pattern: '/slow', body: slowly },
      { pattern: '/trap', body: 'unreachable' },
    ],
  })
  writeFileSync(faulty, wasm)
  chmodSync(folder, 0o755)
})

afterEach(() => server.stop())

interface Start {
  readonly section?: object
  readonly args?: readonly string[]
  readonly wrapper?: readonly string[]
}

async function start({ section = {}, args = [], wrapper = [] }: Start): Promise<void> {
  writeFileSync(config, JSON.stringify({ KeepAliveTimeout: 120, WebAssembly: section }))
  server = await startServer({
    plugins: [faulty, sample('hello'), sample('rest')],
    args: ['--config', config, ...args],
    wrapper,
  })
}

/** Sets the server's limit of a resource, as its own user, who may do that. */
function limit(resource: string, most: number): void {
  const prlimit = ['prlimit', '--pid', String(server.pid), `--${resource}=${most}:`]
  const [command = '', ...args] = [...asLoneUser, ...prlimit]
  execFileSync(command, args)
}

const ask = async (path: string): Promise<string> =>
  (await exchange(server.port, get(path))).statusLine

const large = 'a large body '.repeat(100_000)

/** Some of them: the first may leave the disk full. */
async function expectEchoes(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const { statusLine, body } = await exchange(server.port, post('/rest/echo', large))
    expect(statusLine).toMatch(/ 200 /)
    expect(body.equals(Buffer.from(large))).toBe(true)
  }
}

/** Whether this user may have a file system of its own. */
const canMount =
  hasProc && spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0

describe.skipIf(!hasProc)('a full disk', () => {
  // Files of any process end at 32 KiB.
  const wrapper = ulimit('-f 64')

  it('lets large bodies go by the sockets, in both directions', async () => {
    await start({ wrapper })
    await expectEchoes()
    expect(server.log()).not.toMatch(/ (?:error|warning) /)
  })

  it('costs the records of requests, and no request', async () => {
    const records = join(folder, 'records')
    await start({ wrapper, args: ['--record', records] })
    await expectEchoes()
    expect(await ask('/trap')).toMatch(/ 500 /)
    await expect.poll(() => server.log()).toContain('unreachable')
    expect(await ask('/good')).toMatch(/ 200 /)
  })

  it.runIf(canMount)('with the folder for bodies on it lets them go by the sockets', async () => {
    const full = mkdtempSync(join(folder, 'full-'))
    const mount = `mount -t tmpfs -o size=64k none ${full} && exec "$@"`
    await start({
      section: { BodyFolder: full },
      wrapper: ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, '-'],
    })
    await expectEchoes()
    expect(await ask('/good')).toMatch(/ 200 /)
  })

  it('is not noticed by a folder for bodies that is not there, but for one line', async () => {
    const missing = join(folder, 'missing')
    await start({ section: { BodyFolder: missing } })
    await expectEchoes()
    const lines = server.log().split('\n')
    expect(lines.filter((line) => line.includes(missing))).toHaveLength(1)
  })
})

const canLimit = hasProc && !missingPackage('prlimit', 'util-linux')

describe.runIf(canLimit)('a server that can start no process', () => {
  it.runIf(isRoot).each(['nproc', 'nofile'])(
    'for want of %s answers 503 for what it has lost, and recovers',
    async (resource) => {
      await start({ section: { TimeoutMs: 300 }, wrapper: asLoneUser })
      // It stays: others would need descriptors.
      using connection = new RawConnection(server.port)
      const statusOf = async (path: string): Promise<string> =>
        (await connection.send(get(path)).answer()).statusLine
      expect(await statusOf('/good')).toMatch(/ 200 /)
      limit(resource, 3)
      await expect
        .poll(async () => (await statusOf('/loop')) + server.log())
        .toMatch(/ 503 .*does not start again .*(?:EAGAIN|too many files are open|EMFILE)/s)
      expect(await statusOf('/hello/you')).toMatch(/ 200 /)
      limit(resource, 1000)
      await expect.poll(() => statusOf('/good'), { timeout: 40_000 }).toMatch(/ 200 /)
      expect(await server.stop()).toBe(0)
    },
    90_000,
  )
})

describe.skipIf(!hasProc)('a stopped process', () => {
  it('that is the server does not cost what runs meanwhile, and a loop gets its 504', async () => {
    await start({ section: { TimeoutMs: 2000 }, args: ['--verbose'] })
    const slow = ask('/slow')
    await expect.poll(() => server.log(), { interval: 5 }).toContain('text/plain')
    process.kill(server.pid, 'SIGSTOP')
    await sleep(3000)
    process.kill(server.pid, 'SIGCONT')
    expect(await slow).toMatch(/ 200 /)
    expect(await ask('/loop')).toMatch(/ 504 /)
    expect(await ask('/good')).toMatch(/ 200 /)
  })

  it('that is a guest costs its requests until their deadline', async () => {
    await start({ section: { TimeoutMs: 300 } })
    expect(await ask('/good')).toMatch(/ 200 /)
    // A child that was forked and runs no program yet would stop the server, which waits for that.
    await expect.poll(() => pidsOf(server.pid, 'other')).toEqual([])
    for (const { pid } of processesOf(server.pid)) process.kill(pid, 'SIGSTOP')
    expect(await ask('/good')).toMatch(/ 504 /)
    // The spare was stopped as well: it is given up when it does not start in time.
    await expect.poll(() => ask('/good'), { timeout: 40_000 }).toMatch(/ 200 /)
  })
})

it.skipIf(!hasProc)('an interrupt from a terminal lets requests in flight end', async () => {
  await start({ args: ['--verbose'], wrapper: ['setsid'] })
  const slow = ask('/slow')
  await expect.poll(() => server.log(), { interval: 5 }).toContain('text/plain')
  const all = processesOf(server.pid).map(({ pid }) => pid)
  // All that a terminal would interrupt.
  process.kill(-server.pid, 'SIGINT')
  expect(await slow).toMatch(/ 200 /)
  expect(await server.stop()).toBe(0)
  await expect.poll(() => all.filter(isRunning)).toEqual([])
})
