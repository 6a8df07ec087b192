import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultLimits } from '../../host/exchange/limits.ts'
import { instanceSettings } from '../../host/exchange/instance.ts'
import { ProcessSupply } from '../../host/pool/process-supply.ts'
import { Worker } from '../../host/pool/worker.ts'
import { guestEntry } from '../support/guest-entry.ts'
import { exchange, get } from '../support/raw-http.ts'
import { notedJob } from '../support/noted-job.ts'
import { sample, startServer, type RunningServer } from '../support/serve.ts'
import { hasProc, isRunning, readProc } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { assemble, loop } from '../support/wat-plugin.ts'
import { compileRows } from './compile-rows.ts'
import { heapRows } from './heap-rows.ts'
import type { PluginRow } from './plugin-row.ts'
import { processesOf, pidsOf } from './server-processes.ts'
import { proportionalMiB } from './usage.ts'

const folder = temporaryFolder('process-caps')
const config = join(folder, 'config.json')

/** What the contract allows after a deadline. */
const graceMs = 50
/** What another program takes of the machine differs from round to round; what delays a deadline does not. */
const mostRounds = 20
const rounds = 3

let server: RunningServer

afterEach(() => server.stop())

async function start(section: object, ...plugins: readonly string[]): Promise<void> {
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  server = await startServer({
    plugins: [...plugins, sample('hello')],
    args: ['--config', config],
  })
}

function write(name: string, bytes: Uint8Array): string {
  const file = join(folder, `${name}.wasm`)
  writeFileSync(file, bytes)
  return file
}

async function writeRow(rows: readonly PluginRow[], name: string): Promise<string> {
  return write(name, await bytesOf(rows, name))
}

async function bytesOf(rows: readonly PluginRow[], name: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = rows.find((each) => each.name === name)
  if (row === undefined) throw new Error(`no row ${name}`)
  return new Uint8Array(await row.wasm)
}

/** The status line of an answer, and how long it took. */
async function time(path: string): Promise<{ status: string; ms: number }> {
  const began = performance.now()
  const { statusLine } = await exchange(server.port, get(path))
  return { status: statusLine, ms: performance.now() - began }
}

describe('a deadline', () => {
  const timeoutMs = 1000

  it('is met while V8 compiles a function for minutes, as by a loop', async () => {
    const looping = await assemble({ name: 'loop', routes: [{ pattern: '/loop', body: loop }] })
    const plugins = [await writeRow(compileRows, 'compile-time'), write('loop', looping)]
    await start({ TimeoutMs: timeoutMs }, ...plugins)
    const late = { compiling: Infinity, looping: Infinity }
    const isLate = (): boolean => !(late.compiling < late.looping + graceMs)
    for (let round = 0; round < mostRounds && isLate(); round++) {
      late.looping = Math.min(late.looping, await lateness('/loop'))
      late.compiling = Math.min(late.compiling, await lateness('/compile-time/bomb'))
    }
    process.stdout.write(`504 after its deadline, ms: ${JSON.stringify(late)}\n`)
    expect(late.compiling).toBeLessThan(late.looping + graceMs)
  })

  /** By how much the answer of a request is later than its deadline, in ms. */
  async function lateness(path: string): Promise<number> {
    const { status, ms } = await time(path)
    expect(status).toMatch(/ 504 /)
    expect(ms).toBeGreaterThanOrEqual(timeoutMs - 1)
    return ms - timeoutMs
  }

  const large = '(data (i32.const 0x10000) "' + 'x'.repeat(1_500_000) + '")'

  it.each([
    ['small', undefined],
    ['large', large],
  ])(
    'is that of each of two workers that loop, again and again: a %s module',
    async (size, extra) => {
      const routes = [{ pattern: '/loop', body: loop }]
      const wasm = await assemble({ name: size, routes, memory: '32', ...(extra && { extra }) })
      await start({ TimeoutMs: timeoutMs, Workers: 2 }, write(size, wasm))
      const late: number[] = []
      for (let round = 0; round < rounds; round++) {
        const answers = await Promise.all([time('/loop'), time('/loop')])
        expect(answers.map(({ status }) => status)).toEqual(
          Array.from({ length: 2 }, () => 'HTTP/1.1 504 Gateway Timeout'),
        )
        late.push(Math.max(...answers.map(({ ms }) => ms)) - timeoutMs)
      }
      process.stdout.write(`both after their deadline, ms: ${late.map(Math.round).join(', ')}\n`)
      // None waits until another one has ended; its process may have to start first.
      expect(Math.max(...late)).toBeLessThan(timeoutMs)
    },
  )
})

/** The largest memory that any process of the server had while something happened, in MiB. */
async function peakMiB(act: () => Promise<void>): Promise<number> {
  let peak = 0
  const look = (): void => {
    for (const { pid } of processesOf(server.pid)) peak = Math.max(peak, highWaterMiB(pid))
  }
  const timer = setInterval(look, 5)
  await act()
  clearInterval(timer)
  return peak
}

/** 0 for a process that has ended. */
function highWaterMiB(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readProc(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

describe.skipIf(!hasProc)('the cap on the memory of a process', () => {
  const processMiB = 400
  const limits = { ProcessMiB: processMiB, TimeoutMs: 30_000 }

  async function expectCapped(path: string, reason: RegExp): Promise<number> {
    let status = ''
    const peak = await peakMiB(async () => void ({ status } = await time(path)))
    expect(status).toMatch(/ 500 /)
    await expect.poll(() => server.log()).toMatch(reason)
    expect((await time('/hello/you')).status).toMatch(/ 200 /)
    process.stdout.write(`ProcessMiB ${processMiB}: at most ${Math.round(peak)} MiB\n`)
    return peak
  }

  it('ends one in which V8 compiles with gigabytes, and one that fills its JavaScript memory', async () => {
    await start(
      limits,
      await writeRow(compileRows, 'compile-stack'),
      await writeRow(heapRows, 'heap-exceptions'),
    )
    const reason = /its process ended \(SIG\w+\): .*out of memory/
    expect(await expectCapped('/compile-stack/bomb', reason)).toBeLessThan(processMiB + 100)
    expect(await expectCapped('/heap-exceptions/all', reason)).toBeLessThan(processMiB + 100)
  })
})

it.skipIf(!hasProc)(
  'a process that the system does not limit is ended by its resident memory',
  async () => {
    const processes = new ProcessSupply(guestEntry)
    const guest = await processes.take({ processMiB: 8000, isTraced: false })
    const module = { kind: 'core', bytes: await bytesOf(compileRows, 'compile-stack') } as const
    const settings = instanceSettings({
      limits: defaultLimits,
      sdkVersion: '1',
      configuration: '{}',
    })
    const options = { times: defaultLimits, processMiB: 200, isTraced: false, outbound: undefined }
    const worker = new Worker(
      guest,
      { ...options, load: { module, codecs: new Uint8Array(0), settings } },
      {
        onRoom: () => undefined,
        onEnd: () => undefined,
        onMetrics: () => undefined,
        onTimer: () => undefined,
        onLog: () => undefined,
        onInstanceEnd: () => undefined,
        onInstanceRestart: () => undefined,
        onFailure: () => undefined,
      },
    )
    worker.compile()
    await worker.start(undefined)
    const job = notedJob()
    worker.send(job)
    await expect.poll(() => job.settled).toHaveLength(1)
    expect(job.settled).toMatchObject([
      { kind: 'error', details: expect.stringMatching(/its process took \d+ MiB \(ProcessMiB\)/) },
    ])
    await expect.poll(() => isRunning(guest.pid)).toBe(false)
    await processes.close(1000)
  },
)

describe.skipIf(!hasProc)('fifty plugins', () => {
  const count = 50

  it('start, answer, and stop', async () => {
    const files: string[] = []
    for (let i = 0; i < count; i++) {
      const name = `many${i}`
      const routes = [{ pattern: `/${name}`, answer: name }]
      files.push(write(name, await assemble({ name, routes })))
    }
    const began = performance.now()
    await start({}, ...files)
    const seconds = (performance.now() - began) / 1000
    for (let i = 0; i < count; i++) expect((await time(`/many${i}`)).status).toMatch(/ 200 /)
    const all = processesOf(server.pid).map(({ pid }) => pid)
    // Theirs, that of hello, the spare, and the reaper.
    await expect.poll(() => processesOf(server.pid).length).toBe(count + 3)
    const sumMiB = [server.pid, ...all].reduce((sum, pid) => sum + proportionalMiB(pid), 0)
    process.stdout.write(
      `${count} plugins: ${seconds.toFixed(1)} s, PSS ${Math.round(sumMiB)} MiB\n`,
    )
    expect(sumMiB).toBeLessThan(count * 40)
    expect(await server.stop()).toBe(0)
    await expect.poll(() => all.filter(isRunning)).toEqual([])
  })
})

describe.skipIf(!hasProc)('a plugin that ends its process', () => {
  it('at each request has few processes at a time, and others are answered', async () => {
    await start({ ProcessMiB: 200, TimeoutMs: 5000 }, await writeRow(compileRows, 'compile-stack'))
    const seen = new Set<number>()
    let most = 0
    const timer = setInterval(() => {
      const guests = pidsOf(server.pid, 'guest')
      guests.forEach((pid) => seen.add(pid))
      most = Math.max(most, guests.length)
    }, 20)
    const clients = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 3; i++)
        expect((await time('/compile-stack/bomb')).status).toMatch(/ 50[03] /)
    })
    await Promise.all(clients)
    clearInterval(timer)
    // A request ends one process; a spare, and that of hello.
    expect(seen.size).toBeLessThanOrEqual(8 * 3 + 4)
    // Its own, one that is ending, hello, the spare.
    expect(most).toBeLessThanOrEqual(5)
    expect((await time('/hello/you')).status).toMatch(/ 200 /)
  })
})
