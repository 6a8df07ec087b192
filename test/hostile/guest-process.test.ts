import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import type { Answer, Passed } from '../../host/exchange/answer.ts'
import { defaultLimits } from '../../host/exchange/limits.ts'
import type { LogEvent } from '../../host/exchange/log.ts'
import { Pool } from '../../host/pool/pool.ts'
import { ProcessSupply } from '../../host/pool/process-supply.ts'

const processes = new ProcessSupply(new URL('../support/hostile-guest.mjs', import.meta.url))
const log: LogEvent[] = []
const pools: Pool[] = []

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close(0)))
  log.length = 0
})

afterAll(() => processes.close(1000))

/** What a busy machine may take for a callback that ends. */
const longMs = 60_000

async function start(timeoutMs = longMs): Promise<Pool> {
  const pool = await Pool.start({
    file: 'hostile.wasm',
    module: { kind: 'core', bytes: new Uint8Array(0) },
    codecs: new Uint8Array(0),
    processes,
    limits: { ...defaultLimits, timeoutMs, initializeTimeoutMs: longMs },
    sdkVersion: '1.12.3',
    configuration: '{}',
    log: (event) => void log.push(event),
    outbound: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'failed', code: 9 }))
      }),
  })
  pools.push(pool)
  return pool
}

/** What one request is answered; parts of an answer are taken at once. */
function get(pool: Pool, path: string): Promise<Answer | Passed> {
  const head = { method: httpMethods.Get, path, uri: path, query: '', hasArguments: false }
  const request = { id: path, headerLines: [], body: new Uint8Array(0), ...head }
  const target = {
    begin: () => undefined,
    write: (_: Uint8Array, taken: (isOpen: boolean) => void) => taken(true),
  }
  const client = { target, hasLeft: false, signal: new AbortController().signal }
  return new Promise((settle) => pool.answer({ request, route: 0, groups: [], client, settle }))
}

const good = { kind: 'complete', status: 200, body: 'good' }
const failed = { kind: 'error', code: errorCodes.Plugin }
const late = { kind: 'error', code: errorCodes.Timeout, status: 504 }
const cut = { kind: 'streamed', complete: false }

describe('a guest process that breaks the protocol', () => {
  it.each([
    ['/garbage', failed, 'a frame of 2779096485 bytes'],
    ['/garbage-control', failed, 'a frame of 2779096485 bytes'],
    ['/huge', failed, 'a frame of 4294967295 bytes'],
    ['/short', failed, 'a frame of 7 bytes'],
    ['/kind', failed, 'a frame of kind 99 on the front socket'],
    ['/kind-control', failed, 'a frame of kind 99 on the control socket'],
    ['/result', failed, 'a frame of kind 49 on the front socket'],
    ['/ordinal', failed, 'an answer to another request'],
    ['/json', failed, 'a text that is not JSON'],
    ['/no-answer', failed, 'not an object'],
    ['/status', failed, 'an answer of status 7'],
    ['/line-break', failed, 'a line break in a header'],
    ['/header', failed, 'a header without its value'],
    ['/headers', failed, 'header'],
    ['/file-lacks', failed, 'an answer that is missing in the body file'],
    ['/file-length', failed, 'an answer in a body file that does not exist'],
    ['/part', failed, 'a call of code 4 out of order'],
    ['/begin-twice', cut, 'a call of code 3 out of order'],
    ['/half', late, 'a callback did not end within 1000 ms'],
    ['/unread', late, 'a callback did not end within 1000 ms'],
    ['/errors', late, 'a callback did not end within 1000 ms'],
    ['/log', failed, 'more log lines than a guest has'],
    ['/metrics', failed, 'metrics without a callback'],
    ['/metric-name', failed, 'the name of a metric that plugins cannot have'],
    ['/exit', failed, 'its process ended (exit code 3)'],
    ['/abort', failed, 'its process ended (SIGABRT)'],
  ])('by %s costs that request alone, and is logged and replaced', async (path, answer, reason) => {
    const pool = await start(answer === late ? 1000 : longMs)
    const [first, hostile, waiting] = await Promise.all(
      ['/good', path, '/good'].map((each) => get(pool, each)),
    )
    expect(hostile).toMatchObject(answer)
    expect([first, waiting]).toMatchObject([good, good])
    const errors = log.filter(({ message }) => message.includes('another worker takes over'))
    expect(errors).toMatchObject([{ level: 'error', plugin: 'hostile', request: path }])
    expect(errors[0]?.message).toContain(reason)
    expect(await get(pool, '/good')).toMatchObject(good)
  })

  it.each([
    ['/twice', good, 'it violated the protocol: an answer without a request'],
    ['/other-routes', failed, 'its routes differ from those of its first start'],
  ])('by %s after its answer is replaced before the next request', async (path, answer, reason) => {
    const pool = await start()
    expect(await get(pool, path)).toMatchObject(answer)
    await expect.poll(() => log.at(-1)?.message).toContain(`${reason}; another worker takes over`)
    expect(await get(pool, '/good')).toMatchObject(good)
  })

  it.each([
    ['/started', failed],
    ['/died', failed],
    ['/died-unanswered', failed],
    ['/calls-ahead', failed],
  ])(
    'by %s costs that request, and within its deadline',
    async (path, answer) => {
      const pool = await start()
      expect(await get(pool, path)).toMatchObject(answer)
      expect(log.at(-1)?.message).toContain('another worker takes over')
      expect(await get(pool, '/good')).toMatchObject(good)
    },
    10_000,
  )
})
