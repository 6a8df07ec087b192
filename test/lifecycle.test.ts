import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readMultipart } from './support/multipart-reader.ts'
import { exchange, get, post, RawConnection, type RawAnswer } from './support/raw-http.ts'
import { sample, ServeProcess, startServer, type RunningServer } from './support/serve.ts'
import { childrenOf } from './support/system-process.ts'
import { assemble, loop, sayRunning, slowly, streamOf } from './support/wat-plugin.ts'

const folder = mkdtempSync(join(tmpdir(), 'lifecycle-'))
const plugin = join(folder, 'busy.wasm')
const servers: RunningServer[] = []
/** What a busy machine may add to a time. */
const slackMs = 2000

beforeAll(async () => {
  writeFileSync(
    plugin,
    await assemble({
      name: 'busy',
      memory: '32',
      routes: [
        { pattern: '/good', answer: 'good' },
        { pattern: '/loop', body: `${sayRunning} ${loop}` },
        { pattern: '/slow', body: slowly },
        { pattern: '/say', body: `${sayRunning} (i32.const 7)` },
        { pattern: '/stream', body: `${sayRunning} ${streamOf(24)}` },
      ],
    }),
  )
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Serves the plugin of this file, or others, with a section `WebAssembly`; it is stopped after the test. */
async function start(section: object, plugins = [plugin]): Promise<RunningServer> {
  const config = join(folder, `${servers.length}.json`)
  writeFileSync(config, JSON.stringify({ WebAssembly: section }))
  const server = await startServer({ plugins, args: ['--config', config] })
  servers.push(server)
  return server
}

/** Sends a request and waits until its callback runs. */
async function begin(
  server: RunningServer,
  path: string,
  connection = new RawConnection(server.port),
): Promise<RawConnection> {
  const before = server.log().length
  connection.send(get(path))
  await expect.poll(() => server.log().slice(before)).toContain(' text/plain\n')
  return connection
}

/** A client that is paused and reads nothing. */
function pausedConnection(server: RunningServer): RawConnection {
  const connection = new RawConnection(server.port)
  connection.pause()
  return connection
}

/** Sends SIGTERM; the exit code and how long it took. */
async function stop(server: RunningServer): Promise<{ code: number | null; tookMs: number }> {
  const began = performance.now()
  servers.splice(servers.indexOf(server), 1)
  const code = await server.stop()
  return { code, tookMs: performance.now() - began }
}

const ask = (server: RunningServer, path: string): Promise<RawAnswer> =>
  exchange(server.port, get(path))

const good = { statusLine: 'HTTP/1.1 200 OK', body: Buffer.from('good') }

describe('SIGTERM', () => {
  it('ends an idle server at once, and closes the connections that it kept', async () => {
    const server = await start({})
    using kept = new RawConnection(server.port).send(get('/good'))
    expect(await kept.answer()).toMatchObject({ ...good, connection: 'open' })
    const { code, tookMs } = await stop(server)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(slackMs)
    expect(await kept.answer()).toMatchObject({ statusLine: '', connection: 'closed' })
  })

  it('answers running requests, and queued ones', async () => {
    const server = await start({})
    using running = await begin(server, '/slow')
    using waiting = new RawConnection(server.port).send(get('/good'))
    await ask(server, '/none')
    const ended = stop(server)
    expect(await running.answer()).toMatchObject({ statusLine: 'HTTP/1.1 200 OK' })
    expect(await waiting.answer()).toMatchObject(good)
    expect((await ended).code).toBe(0)
  })

  it('takes no more requests', async () => {
    const server = await start({})
    using running = await begin(server, '/slow')
    const ended = stop(server)
    await expect
      .poll(() => ask(server, '/good'))
      .toMatchObject({ statusLine: '', connection: 'reset' })
    expect(await running.answer()).toMatchObject({ statusLine: 'HTTP/1.1 200 OK' })
    expect((await ended).code).toBe(0)
  })

  it('ends a loop at its deadline, where that comes first', async () => {
    const server = await start({ TimeoutMs: 300, DrainMs: 5000 })
    using looping = await begin(server, '/loop')
    const { code, tookMs } = await stop(server)
    expect(await looping.answer()).toMatchObject({ statusLine: 'HTTP/1.1 504 Gateway Timeout' })
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(300 + slackMs)
  })

  it('cuts the connection of a loop that outlives DrainMs, and ends with 0', async () => {
    const server = await start({ DrainMs: 200 })
    using looping = await begin(server, '/loop')
    const { code } = await stop(server)
    expect(code).toBe(0)
    expect(await looping.answer()).toMatchObject({ statusLine: '' })
  })

  it('does not wait for a loop longer than DrainMs', async () => {
    const drainMs = 1000
    const server = await start({ DrainMs: drainMs })
    using _ = await begin(server, '/loop')
    expect((await stop(server)).tookMs).toBeLessThan(drainMs + slackMs)
  })

  it('finalizes a plugin also where another one loops for all of DrainMs', async () => {
    const server = await start({ DrainMs: 200 }, [plugin, sample('rest')])
    using _ = await begin(server, '/loop')
    await stop(server)
    await expect.poll(() => server.log()).toContain('rest: goodbye')
  })

  it('does not wait longer than DrainMs for a Finalize that loops', async () => {
    const file = join(folder, 'finalize-loops.wasm')
    writeFileSync(file, await assemble({ finalize: loop }))
    const server = await start({ DrainMs: 300 }, [file])
    const { code, tookMs } = await stop(server)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(300 + slackMs)
    await expect
      .poll(() => server.log())
      .toMatch(/ warning \[wat\] OrthancPluginFinalize did not end in what was left/)
  })

  it('does not wait longer than DrainMs for an Initialize that loops', async () => {
    const file = join(folder, 'initialize-loops.wasm')
    const started = join(folder, 'started.wasm')
    const config = join(folder, 'starting.json')
    writeFileSync(file, await assemble({ initialize: `${sayRunning} ${loop}` }))
    // Its process is not started again once all are killed.
    writeFileSync(
      started,
      await assemble({ name: 'started', initialize: `${sayRunning} (i32.const 0)` }),
    )
    writeFileSync(config, JSON.stringify({ WebAssembly: { DrainMs: 300 } }))
    using starting = new ServeProcess([file, started, '--config', config, '--port', '0'])
    await expect.poll(() => starting.err.match(/ text\/plain\n/g)).toHaveLength(2)
    const began = performance.now()
    expect(await starting.stop('SIGTERM')).toBe(0)
    expect(performance.now() - began).toBeLessThan(300 + slackMs)
    expect(starting.out).toBe('')
    expect(starting.err).not.toContain('does not start again')
  })

  it('lets a stream arrive whole', async () => {
    const server = await start({})
    using reader = await begin(server, '/stream', pausedConnection(server))
    const ended = stop(server)
    reader.resume()
    const answer = await reader.answer()
    const { parts, boundary, end } = readMultipart(answer)
    expect(parts.map(({ body }) => body.length)).toEqual(Array.from({ length: 24 }, () => 2 ** 20))
    expect(end).toBe(`--${boundary}--\r\n`)
    expect((await ended).code).toBe(0)
  })

  it('does not wait longer than DrainMs for a client that does not read', async () => {
    const drainMs = 1500
    const server = await start({ DrainMs: drainMs })
    using reader = await begin(server, '/stream', pausedConnection(server))
    const { code, tookMs } = await stop(server)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(drainMs + slackMs)
    reader.resume()
    expect(readMultipart(await reader.answer()).end).not.toContain('--\r\n')
  })

  it('does not wait for a request that never arrives longer than DrainMs', async () => {
    const drainMs = 500
    const server = await start({ DrainMs: drainMs })
    using uploading = new RawConnection(server.port)
    uploading.send('POST /good HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc')
    await ask(server, '/good')
    const { code, tookMs } = await stop(server)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(drainMs + slackMs)
  })
})

describe('a client that leaves', () => {
  it('while its request runs does not disturb the next one', async () => {
    const server = await start({})
    const running = await begin(server, '/slow')
    running.leave()
    expect(await ask(server, '/good')).toMatchObject(good)
  })

  it('while its request waits does not disturb the next one', async () => {
    const server = await start({})
    using running = await begin(server, '/slow')
    const waiting = new RawConnection(server.port).send(get('/say'))
    await ask(server, '/none')
    waiting.leave()
    expect(await ask(server, '/good')).toMatchObject(good)
    expect(await running.answer()).toMatchObject({ statusLine: 'HTTP/1.1 200 OK' })
  })

  it('while its request loops leaves the deadline as it is', async () => {
    const server = await start({ TimeoutMs: 300 })
    const looping = await begin(server, '/loop')
    looping.leave()
    const began = performance.now()
    expect(await ask(server, '/good')).toMatchObject(good)
    expect(performance.now() - began).toBeLessThan(300 + slackMs)
  })

  it('from a stream ends it', async () => {
    const server = await start({})
    const reading = await begin(server, '/stream', pausedConnection(server))
    reading.leave()
    const began = performance.now()
    expect(await ask(server, '/good')).toMatchObject(good)
    expect(performance.now() - began).toBeLessThan(slackMs)
  })

  it('in the middle of its body is forgotten', async () => {
    const server = await start({})
    const uploading = new RawConnection(server.port)
    uploading.send('POST /say HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc')
    await ask(server, '/none')
    uploading.leave()
    expect(await ask(server, '/good')).toMatchObject(good)
    expect(server.log()).not.toContain('text/plain')
  })
})

describe('a full queue', () => {
  it('refuses with 503 and Retry-After, and the others are answered', async () => {
    const server = await start({ MaxQueue: 2, TimeoutMs: 2000 })
    using looping = await begin(server, '/loop')
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(server, '/good')))
    const refused = answers.filter(({ statusLine }) => statusLine.includes(' 503 '))
    const others = answers.filter(({ statusLine }) => !statusLine.includes(' 503 '))
    expect(refused.length).toBeGreaterThan(15)
    expect(refused[0]?.headerLines).toContain('Retry-After: 1')
    expect(JSON.parse(String(refused[0]?.body))).toMatchObject({
      HttpStatus: 503,
      OrthancStatus: 1,
    })
    expect(others.length).toBeGreaterThan(1)
    for (const answer of others) expect(answer).toMatchObject(good)
    expect(await looping.answer()).toMatchObject({ statusLine: 'HTTP/1.1 504 Gateway Timeout' })
    expect(await ask(server, '/good')).toMatchObject(good)
  })

  it('holds as many requests as MaxQueue says', async () => {
    const server = await start({ MaxQueue: 2, TimeoutMs: 2000 })
    using _ = await begin(server, '/loop')
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(server, '/good')))
    expect(answers.filter(({ statusLine }) => statusLine.includes(' 200 '))).toHaveLength(2)
  })
})

describe('a body that is too large', () => {
  const MiB = 1024 * 1024
  const chunk = `${(MiB / 2).toString(16)}\r\n${'x'.repeat(MiB / 2)}\r\n`
  let server: RunningServer

  beforeAll(async () => {
    server = await start({ MaxRequestBodyMiB: 1 })
    servers.pop()
  })

  afterAll(() => server.stop())

  it.each([
    ['announced', `POST /say HTTP/1.1\r\nContent-Length: ${MiB + 1}\r\n\r\n`],
    [
      'announced, with an expectation',
      `POST /say HTTP/1.1\r\nContent-Length: ${MiB + 1}\r\nExpect: 100-continue\r\n\r\n`,
    ],
    [
      'in chunks',
      `POST /say HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`,
    ],
    ['whole', post('/say', 'x'.repeat(MiB + 1))],
    ['of a GET', `GET /say HTTP/1.1\r\nContent-Length: ${MiB + 1}\r\n\r\n`],
    ['for no route', `POST /none HTTP/1.1\r\nContent-Length: ${65 * MiB}\r\n\r\n`],
  ])('is answered 413 before the plugin runs, and the connection closes (%s)', async (_, bytes) => {
    using connection = new RawConnection(server.port)
    const answer = await connection.send(bytes).answer()
    expect(answer.statusLine).toBe('HTTP/1.1 413 Request Entity Too Large')
    expect(JSON.parse(answer.body.toString())).toMatchObject({ HttpStatus: 413 })
    expect((await connection.answer()).connection).not.toBe('open')
    expect(server.log()).not.toContain(' text/plain\n')
    expect(await ask(server, '/good')).toMatchObject(good)
  })

  it('is one byte more than one that is not', async () => {
    const answer = await exchange(server.port, post('/good', 'x'.repeat(MiB)))
    expect(answer).toMatchObject(good)
  })
})

/** Stops the server and its guest processes for that time; `meanwhile` is called while they stand still. */
async function holdUp(
  server: RunningServer,
  ms: number,
  meanwhile = (): void => {},
): Promise<void> {
  const pids = [server.pid, ...childrenOf(server.pid)]
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  await sleep(100)
  meanwhile()
  await sleep(ms)
  for (const pid of pids) process.kill(pid, 'SIGCONT')
}

describe('a server that was stopped for a while, with its guest processes', () => {
  it('answers what has come on a connection whose time was over', async () => {
    const server = await start({})
    using connection = new RawConnection(server.port)
    expect(await connection.send(get('/good')).answer()).toMatchObject(good)
    // KeepAliveTimeout is a second, to which node:http adds one.
    await holdUp(server, 3000, () => void connection.send(get('/good')))
    expect(await connection.answer()).toMatchObject(good)
  })

  it('does not take that time for the callback’s', async () => {
    const server = await start({ TimeoutMs: 4000 })
    using connection = await begin(server, '/slow')
    await holdUp(server, 4500)
    expect((await connection.answer()).statusLine).toBe('HTTP/1.1 200 OK')
  })
})

describe('under load', () => {
  const traps = ['unreachable', 'load', 'divide', 'recursion', 'assert']

  it('every healthy answer is right while others trap', async () => {
    const server = await start({}, [sample('hostile'), sample('rest')])
    const kinds = [
      (i: number) => ['POST', '/rest/echo', `body ${i}`] as const,
      (i: number) => ['PUT', '/rest/echo', `${i}`.repeat(5000)] as const,
      (i: number) => ['GET', `/hostile/trap/${traps[i % 5]}`, undefined] as const,
      () => ['GET', '/hostile/good', undefined] as const,
    ]
    const outcomes: string[] = []
    const lane = async (first: number): Promise<void> => {
      for (let i = first; i < 1000; i += 20) {
        const [method, path, body] = kinds[i % 4]?.(i) ?? ['GET', '/none', undefined]
        const response = await fetch(server.url + path, { method, body: body ?? null })
        const text = await response.text()
        const isRight =
          body === undefined ? /^good \d+\n$|"OrthancStatus" : 1,/.test(text) : text === body
        outcomes.push(`${path} ${response.status} ${isRight}`)
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_, i) => lane(i)))
    const counts = new Map<string, number>()
    for (const each of outcomes) counts.set(each, (counts.get(each) ?? 0) + 1)
    expect(Object.fromEntries(counts)).toEqual({
      '/rest/echo 200 true': 500,
      '/hostile/good 200 true': 250,
      ...Object.fromEntries(traps.map((trap) => [`/hostile/trap/${trap} 500 true`, 50])),
    })
  })
})
