import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guestEntry } from '../../test/support/guest-entry.ts'
import { hinderedProcesses } from '../../test/support/hindered-processes.ts'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Answer, Passed } from '../exchange/answer.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { defaultLimits, type PluginLimits } from '../exchange/limits.ts'
import type { Client } from '../exchange/ports.ts'
import type { LogEvent } from '../exchange/log.ts'
import type { Request } from '../exchange/request.ts'
import { Pool } from './pool.ts'
import { ProcessSupply } from './process-supply.ts'

const dist = new URL('../../dist/', import.meta.url)
const sample = (name: string) => readFile(new URL(`examples/${name}.wasm`, dist))

const processes = new ProcessSupply(guestEntry)
let codecs: Uint8Array<ArrayBuffer>
const pools: Pool[] = []
const log: LogEvent[] = []

beforeAll(async () => {
  codecs = new Uint8Array(await readFile(new URL('host/image/codecs.wasm', dist)))
})

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
  log.length = 0
})

afterAll(() => processes.close(1000))

async function start(
  name: string,
  limits: Partial<PluginLimits> = {},
  from = processes,
): Promise<Pool> {
  const pool = await Pool.start({
    file: `${name}.wasm`,
    module: { kind: 'core', bytes: new Uint8Array(await sample(name)) },
    codecs,
    processes: from,
    limits: { ...defaultLimits, ...limits },
    sdkVersion: '1.12.3',
    configuration: '{}',
    log: (event) => void log.push(event),
  })
  pools.push(pool)
  return pool
}

function request(path: string, body = ''): Request {
  return {
    id: path,
    method: httpMethods.Get,
    path,
    uri: path,
    query: '',
    hasArguments: true,
    headerLines: [],
    body: new Uint8Array(Buffer.from(body)),
  }
}

function client(hasLeft = false): Client & { hasLeft: boolean } {
  const target = {
    begin: () => undefined,
    write: (_: Uint8Array, taken: (open: boolean) => void) => taken(true),
  }
  return { target, hasLeft, signal: new AbortController().signal }
}

/** Has the route that matches a path answer it. */
function get(pool: Pool, path: string, by: Client = client()): Promise<Answer | Passed> {
  const patterns = pool.description.routes.map(({ pattern }) => new RegExp(`^${pattern}$`))
  const route = patterns.findIndex((pattern) => pattern.test(path))
  const [, ...groups] = patterns[route]?.exec(path) ?? []
  return new Promise((settle) =>
    pool.answer({ request: request(path), route, groups, client: by, settle }),
  )
}

const good = { kind: 'complete', status: 200 }

describe('a process that cannot be started in place of one that was killed', () => {
  const outOfService = {
    closed: { kind: 'error', status: 503, refusal: 'plugin-unavailable' },
    open: { kind: 'passed' },
  }

  it.each(['closed', 'open'] as const)(
    'is tried again with growing pauses, while OnFailure answers: %s',
    async (onFailure) => {
      const { processes: hindered, hinder, unhinder } = hinderedProcesses()
      const pool = await start('hostile', { timeoutMs: 200, onFailure }, hindered)
      hinder()
      // With a spare at hand, the first one that is killed would be replaced.
      const loop = get(pool, '/hostile/loop/empty')
      const waiting = get(pool, '/hostile/good')
      expect(await loop).toMatchObject({ status: 504 })
      expect(await waiting).toMatchObject(outOfService[onFailure])
      const attempts = (): string[] =>
        log.flatMap(({ message }) => /next attempt in (\d+) ms/.exec(message)?.[1] ?? [])
      await expect.poll(() => attempts().length).toBeGreaterThan(1)
      expect(attempts().slice(0, 2)).toEqual(['100', '200'])
      expect(log.map(({ message }) => message)).toContain(
        'does not start again (next attempt in 100 ms): ' +
          'a guest process did not start (NodePath, GuestCommand): its process ended (exit code 3)',
      )
      expect(await get(pool, '/hostile/good')).toMatchObject(outOfService[onFailure])
      unhinder()
      await expect.poll(() => get(pool, '/hostile/good')).toMatchObject(good)
      await hindered.close(1000)
    },
  )
})

describe('a pool', () => {
  it('answers requests of a plugin in order', async () => {
    const pool = await start('hello')
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => get(pool, `/hello/${name}`)))
    const texts = answers.map((answer) => (answer.kind === 'complete' ? answer.body : answer.kind))
    expect(texts).toEqual(['Hello a!\n', 'Hello b!\n', 'Hello c!\n'])
  })

  it('answers a trap with the plugin error, and the next request with a fresh instance', async () => {
    const pool = await start('hostile')
    expect(await get(pool, '/hostile/good')).toMatchObject(good)
    expect(await get(pool, '/hostile/trap/unreachable')).toMatchObject({
      kind: 'error',
      code: errorCodes.Plugin,
      details: expect.stringContaining('unreachable'),
    })
    expect(await get(pool, '/hostile/good')).toMatchObject(good)
  })

  it('kills what does not end, answers 504 in time, and lets what waited be answered', async () => {
    const pool = await start('hostile', { timeoutMs: 200 })
    const loop = get(pool, '/hostile/loop/empty')
    const waiting = [get(pool, '/hostile/good'), get(pool, '/hostile/good')]
    expect(await loop).toMatchObject({ code: errorCodes.Timeout, status: 504 })
    for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject(good)
  })

  it('refuses with 503 what finds the queue full', async () => {
    const pool = await start('hostile', { timeoutMs: 200, maxQueue: 2 })
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, i) =>
        get(pool, i === 0 ? '/hostile/loop/empty' : '/hostile/good'),
      ),
    )
    expect(answers[79]).toMatchObject({
      status: 503,
      headers: [['Retry-After', '1']],
    })
    expect(answers.filter((answer) => answer.kind === 'complete').length).toBeGreaterThan(0)
  })

  it('does not run a request whose client has left while it waited', async () => {
    const pool = await start('hostile', { timeoutMs: 60 })
    const leaving = client()
    const ahead = Array.from({ length: 5 }, () => get(pool, '/hostile/loop/empty'))
    const abandoned = get(pool, '/hostile/good', leaving)
    const next = get(pool, '/hostile/good')
    leaving.hasLeft = true
    await Promise.all(ahead)
    expect(await abandoned).toEqual({ kind: 'nothing' })
    // A fresh instance counts from 1: the abandoned request would have been its first.
    expect(await next).toMatchObject({ body: 'good 1\n' })
  }, 60_000)

  it('rejects with the reasons why a file is not a plugin', async () => {
    const bytes = new Uint8Array(8)
    const limits = { ...defaultLimits }
    const starting = Pool.start({
      file: 'x.wasm',
      module: { kind: 'core', bytes },
      codecs,
      processes,
      limits,
      sdkVersion: '1.12.3',
      configuration: '{}',
      log: () => undefined,
    })
    await expect(starting).rejects.toThrow(PluginLoadError)
    await expect(starting).rejects.toMatchObject({ reasons: ['not a WebAssembly module'] })
  })

  it('keeps plugins apart: one loops, the other one answers', async () => {
    const hostile = await start('hostile', { timeoutMs: 300 })
    const hello = await start('hello')
    const loop = get(hostile, '/hostile/loop/empty')
    const first = await Promise.race([loop, get(hello, '/hello/you')])
    expect(first).toMatchObject(good)
    await loop
  })
})
