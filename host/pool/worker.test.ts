import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guestEntry } from '../../test/support/guest-entry.ts'
import { notedJob } from '../../test/support/noted-job.ts'
import {
  assemble,
  loop,
  sayRunning,
  streamOf,
  type WatPlugin,
} from '../../test/support/wat-plugin.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodes } from '../../abi/enums.ts'
import { instanceSettings } from '../exchange/instance.ts'
import { defaultLimits, processMiBOf } from '../exchange/limits.ts'
import type { Job, Outbound, StreamTarget } from '../exchange/ports.ts'
import type { LogEvent } from '../exchange/log.ts'
import type { RequestFailure } from '../exchange/trace.ts'
import { ProcessSupply } from './process-supply.ts'
import { Worker, type WorkerOptions } from './worker.ts'

const processes = new ProcessSupply(guestEntry)
const opened: Worker[] = []

beforeAll(() => processes.keep())

afterEach(async () => {
  await Promise.all(opened.splice(0).map((worker) => worker.close(0)))
})

afterAll(() => processes.close(1000))

const plugin: WatPlugin = {
  name: 'several',
  memory: '40',
  routes: [
    { pattern: '/hello', answer: 'hello' },
    { pattern: '/trap', body: '(unreachable)' },
    { pattern: '/loop', body: `${sayRunning} ${loop}` },
    { pattern: '/stream', body: streamOf(3) },
    { pattern: '/cut', body: streamOf(3, '(unreachable)') },
  ],
}
const routes = { hello: 0, trap: 1, loop: 2, stream: 3, cut: 4 }

interface Ending {
  readonly unstarted: readonly Job[]
  readonly hasBegun: boolean
}

/** A worker that was not started yet, and the events for its pool. */
async function create(bytes: Uint8Array, options: Partial<WorkerOptions> = {}) {
  const limits = { ...defaultLimits, memoryMiB: 4 }
  const log: LogEvent[] = []
  const endings: Ending[] = []
  const failures: { readonly failure: RequestFailure; readonly requests: readonly string[] }[] = []
  const { isTraced = false, processMiB = processMiBOf(defaultLimits) } = options
  const worker = new Worker(
    await processes.take({ processMiB, isTraced }),
    {
      load: {
        settings: instanceSettings({ limits, sdkVersion: '1.12.3', configuration: '{}' }),
        codecs: new Uint8Array(0),
        module: { kind: 'core', bytes: new Uint8Array(bytes) },
      },
      times: { timeoutMs: 10_000, initializeTimeoutMs: 10_000 },
      processMiB,
      isTraced,
      outbound: undefined,
      ...options,
    },
    {
      onRoom: () => undefined,
      onEnd: (_worker, unstarted, hasBegun) => void endings.push({ unstarted, hasBegun }),
      onMetrics: () => undefined,
      onTimer: () => undefined,
      onLog: (level, message) => void log.push({ level, message }),
      onInstanceEnd: () => undefined,
      onInstanceRestart: () => undefined,
      onFailure: (failure) => void failures.push({ failure, requests: requestsIn(failure) }),
    },
  )
  opened.push(worker)
  worker.compile()
  return { worker, log, endings, failures }
}

/** With an instance that has started. */
async function serve(options?: Partial<WorkerOptions>, some: WatPlugin = plugin) {
  const created = await create(await assemble(some), options)
  await created.worker.start(undefined)
  return created
}

/** The ids of the requests in the trace of a failure. */
function requestsIn({ readTrace }: RequestFailure): readonly string[] {
  return [...readTrace().frames()].flatMap(
    ({ payload }) => /^\{"request":\{"id":"(\w+)"/.exec(payload.toString('latin1'))?.[1] ?? [],
  )
}

/** A request for a route, whose client has the parts of its answer taken by `write`. */
function jobFor(route: number, write: StreamTarget['write'] = (_, take) => take(true)) {
  const job = notedJob()
  const { client } = job
  const target = { begin: () => undefined, write }
  return { ...job, route, client: { target, signal: client.signal, hasLeft: false } }
}

/** The index of the callback that traps: after five imports and six functions of each plugin. */
const trapFunction = 5 + 6 + routes.trap

/** A module with a section of names that has one, of a function. */
function withFunctionName(module: Uint8Array, index: number, name: string): Uint8Array {
  const text = Buffer.from(name)
  const names = Buffer.concat([Buffer.of(1, index), lengthOf(text), text])
  const content = Buffer.concat([Buffer.from('\x04name\x01'), lengthOf(names), names])
  return Buffer.concat([module, Buffer.of(0), lengthOf(content), content])
}

/** A length as WebAssembly writes it, in four bytes. */
function lengthOf({ length }: Uint8Array): Buffer {
  const sevenBits = (place: number): number => (length >>> (7 * place)) & 127
  return Buffer.of(sevenBits(0) | 128, sevenBits(1) | 128, sevenBits(2) | 128, sevenBits(3))
}

const hello = { kind: 'complete', status: 200, body: 'hello' }

describe('Worker', () => {
  it('starts its plugin, and says what that is', async () => {
    const { worker } = await create(await assemble(plugin))
    expect(worker.hasRoom({ isShared: false })).toBe(true)
    const starting = worker.start(undefined)
    expect(worker.hasRoom({ isShared: false })).toBe(false)
    expect(await starting).toMatchObject({ name: 'several', version: '1.0' })
    expect(worker.hasRoom({ isShared: false })).toBe(true)
  })

  it('rejects with what is wrong with a plugin', async () => {
    const { worker } = await create(Buffer.from('not a module'))
    await expect(worker.start(undefined)).rejects.toMatchObject({
      reasons: ['not a WebAssembly module'],
    })
  })

  it('rejects where a plugin takes too long to start', async () => {
    const times = { timeoutMs: 10_000, initializeTimeoutMs: 200 }
    const { worker } = await create(await assemble({ initialize: loop }), { times })
    await expect(worker.start(undefined)).rejects.toThrow(
      'it did not start within 200 ms (load and OrthancPluginInitialize)',
    )
  })

  it('refuses an instance that is not what the first one of its plugin was', async () => {
    const identity = { name: 'several', version: '1.0', routes: [] }
    const { worker } = await create(await assemble(plugin))
    await expect(worker.start(identity)).rejects.toThrow(
      'its routes differ from those of its first start',
    )
    const other = await create(await assemble({ ...plugin, name: 'other' }))
    await expect(other.worker.start(identity)).rejects.toThrow(
      'its name differs from that of its first start',
    )
  })

  it('answers what was asked ahead in order, over a trap', async () => {
    const { worker, log } = await serve()
    const jobs = [routes.hello, routes.trap, routes.hello].map((route) => jobFor(route))
    for (const job of jobs) worker.send(job)
    await expect.poll(() => jobs.flatMap(({ settled }) => settled)).toHaveLength(3)
    expect(jobs.map(({ settled }) => settled[0])).toMatchObject([
      hello,
      { kind: 'error', code: errorCodes.Plugin },
      hello,
    ])
    expect(log).toMatchObject([{ level: 'error', message: expect.stringContaining('unreachable') }])
  })

  it('reports a trap in a function with a long name', async () => {
    const named = await create(
      withFunctionName(await assemble(plugin), trapFunction, 'é'.repeat(40_000)),
    )
    await named.worker.start(undefined)
    const jobs = [jobFor(routes.trap), jobFor(routes.hello)]
    for (const job of jobs) named.worker.send(job)
    await expect.poll(() => jobs[0]?.settled).toHaveLength(1)
    expect(jobs[0]?.settled).toMatchObject([{ details: expect.stringContaining('unreachable') }])
    await expect.poll(() => jobs[1]?.settled).toMatchObject([hello])
  })

  it('ends a request that takes too long, and returns those that it had not begun', async () => {
    const times = { timeoutMs: 300, initializeTimeoutMs: 10_000 }
    const { worker, endings } = await serve({ times })
    const [first, late, next] = [routes.hello, routes.loop, routes.hello].map((route) =>
      jobFor(route),
    )
    for (const job of [first, late, next]) if (job !== undefined) worker.send(job)
    await expect.poll(() => endings).toHaveLength(1)
    expect(first?.settled).toMatchObject([hello])
    expect(late?.settled).toMatchObject([{ code: errorCodes.Timeout, status: 504 }])
    expect(next?.settled).toEqual([])
    expect(endings).toEqual([{ unstarted: [next], hasBegun: true }])
    expect(worker.hasRoom({ isShared: false })).toBe(false)
  })
})

describe('an answer in parts', () => {
  it('goes to the client part by part', async () => {
    const { worker } = await serve()
    let bytes = 0
    const job = jobFor(routes.stream, (part, take) => {
      bytes += part.length
      setImmediate(() => take(true))
    })
    worker.send(job)
    await expect.poll(() => job.settled).toEqual([{ kind: 'streamed', complete: true }])
    expect(bytes).toBeGreaterThan(3 * 1024 * 1024)
  })

  it('waits for a client that does not read, until the deadline', async () => {
    const times = { timeoutMs: 300, initializeTimeoutMs: 10_000 }
    const { worker, log } = await serve({ times })
    let parts = 0
    const job = jobFor(routes.stream, () => void parts++)
    worker.send(job)
    await expect.poll(() => job.settled).toEqual([{ kind: 'streamed', complete: false }])
    // The window holds one of them.
    expect(parts).toBeLessThan(3)
    expect(log.at(-1)?.message).toContain('a callback did not end within 300 ms')
  })

  it('is cut by a trap', async () => {
    const { worker } = await serve()
    const job = jobFor(routes.cut)
    worker.send(job)
    await expect.poll(() => job.settled).toEqual([{ kind: 'streamed', complete: false }])
  })
})

const gateway = () => readFile(join(import.meta.dirname, '../../dist/examples/gateway.wasm'))

describe('a call of others', () => {
  it('is made for the plugin and its request', async () => {
    const callers: unknown[] = []
    const outbound: Outbound = (call, { signal: _signal, ...caller }) => {
      callers.push([call.kind, caller])
      const body = new Uint8Array(Buffer.from('{}'))
      return Promise.resolve({ kind: 'answered', status: 200, headers: [], body })
    }
    const { worker } = await create(await gateway(), { outbound })
    await worker.start(undefined)
    const job = jobFor(0)
    worker.send(job)
    await expect.poll(() => job.settled).toMatchObject([{ status: 200, body: '{}' }])
    const maxAnswerBytes = defaultLimits.maxAnswerMiB * 1024 * 1024
    expect(callers).toEqual([['rest', { plugin: 'gateway', request: 'id', maxAnswerBytes }]])
  })

  it('is given up when the request ends by its deadline', async () => {
    const signals: AbortSignal[] = []
    const outbound: Outbound = (_, { signal }) => {
      signals.push(signal)
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'failed', code: 9 }))
      })
    }
    const times = { timeoutMs: 300, initializeTimeoutMs: 10_000 }
    const { worker } = await create(await gateway(), { outbound, times })
    await worker.start(undefined)
    const job = jobFor(0)
    worker.send(job)
    await expect.poll(() => job.settled).toMatchObject([{ status: 504 }])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })
})

describe('a failure', () => {
  it.each([
    ['trap', routes.trap, 'unreachable'],
    ['deadline', routes.loop, 'a callback did not end within 300 ms'],
  ])('by a %s is reported with the trace of its instance', async (kind, route, message) => {
    const times = { timeoutMs: 300, initializeTimeoutMs: 10_000 }
    const { worker, failures } = await serve({ isTraced: true, times })
    const [before, fails] = [jobFor(routes.hello), jobFor(route)]
    worker.send(before)
    worker.send({ ...fails, request: { ...fails.request, id: 'failed' } })
    await expect.poll(() => failures).toHaveLength(1)
    expect(failures[0]?.failure).toMatchObject({ kind, request: 'failed', route })
    expect(failures[0]?.failure.message).toContain(message)
    expect(failures[0]?.requests).toEqual(['id', 'failed'])
  })

  it('is not reported where no trace is kept', async () => {
    const { worker, failures } = await serve()
    const jobs = [jobFor(routes.trap), jobFor(routes.hello)]
    for (const job of jobs) worker.send(job)
    await expect.poll(() => jobs[1]?.settled).toHaveLength(1)
    expect(failures).toEqual([])
  })
})

describe('the end of a worker', () => {
  it('finalizes the plugin, and lets its process end by itself', async () => {
    const { worker, log } = await serve(undefined, { ...plugin, finalize: sayRunning })
    await worker.close(10_000)
    expect(log).toEqual([{ level: 'info', message: 'text/plain' }])
  })

  it('does not wait for a plugin that does not finalize', async () => {
    const { worker, log } = await serve(undefined, { ...plugin, finalize: loop })
    await worker.close(100)
    expect(log).toEqual([
      {
        level: 'warning',
        message: 'OrthancPluginFinalize did not end in what was left of DrainMs (100 ms)',
      },
    ])
  })

  it('answers 503 what is not done in time, and says which request was stopped', async () => {
    const { worker, log } = await serve()
    const jobs = [jobFor(routes.loop), jobFor(routes.hello)]
    for (const job of jobs) worker.send(job)
    await worker.close(100)
    for (const { settled } of jobs) expect(settled).toMatchObject([{ status: 503 }])
    expect(log.at(-1)).toEqual({ level: 'warning', message: 'stopped while it answered a request' })
  })

  it('answers what it has before, where that takes no longer than it may', async () => {
    const { worker } = await serve()
    const jobs = Array.from({ length: 4 }, () => jobFor(routes.hello))
    for (const job of jobs) worker.send(job)
    // They are sent at the end of this turn.
    await new Promise(setImmediate)
    await worker.close(10_000)
    for (const { settled } of jobs) expect(settled).toMatchObject([hello])
  })
})
