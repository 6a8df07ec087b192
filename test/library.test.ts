import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode as decodePng } from 'fast-png'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { createHost, Host, HostOptions, LogEvent } from '../host/host.ts'
import { RawConnection } from './support/raw-http.ts'
import { root, sample } from './support/serve.ts'
import { assemble, loop, sayRunning, slowly, streamOf } from './support/wat-plugin.ts'

// The built one: guest processes run its bundles. tsc does not resolve a computed path.
const built = new URL('dist/host/host.js', `file://${root}/`)
const folder = mkdtempSync(join(tmpdir(), 'library-'))
const streamPlugin = join(folder, 'stream.wasm')
const textFile = join(folder, 'text.wasm')

let create: typeof createHost
const hosts: Host[] = []
const log: LogEvent[] = []

beforeAll(async () => {
  const library: { createHost: typeof createHost } = await import(built.href)
  create = library.createHost
  writeFileSync(textFile, 'this is text')
  writeFileSync(
    streamPlugin,
    await assemble({
      name: 'stream',
      memory: '32',
      routes: [
        { pattern: '/stream/big', body: streamOf(48) },
        { pattern: '/stream/cut', body: streamOf(3, '(unreachable)') },
        { pattern: '/stream/loop', body: `${sayRunning} ${loop}` },
        { pattern: '/stream/slow', body: slowly },
        { pattern: '/stream/good', answer: 'good' },
      ],
    }),
  )
})

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
  log.length = 0
})

afterAll(() => rmSync(folder, { recursive: true }))

/** A host that is closed after the test. */
function open(plugins: readonly string[], options: Partial<HostOptions> = {}): Host {
  const host = create({ plugins, log: (event) => void log.push(event), ...options })
  hosts.push(host)
  return host
}

const request = (path: string, init: RequestInit = {}): Request =>
  new Request(`http://localhost${path}`, init)

const orthanc = (sent: Request): Response => Response.json({ Path: new URL(sent.url).pathname })

describe('a function in place of Orthanc', () => {
  it('answers what plugins ask of Orthanc, and what no plugin answers', async () => {
    const allowed = { Plugins: { gateway: { Allow: { RestApi: ['GET /system'] } } } }
    const host = open([sample('gateway')], { orthanc, config: { WebAssembly: allowed } })
    const asked = await host.fetch(request('/gateway/system'))
    expect(await asked.json()).toEqual({ Path: '/system' })
    expect((await host.fetch(request('/gateway/instances/0'))).status).toBe(403)
    expect(await (await host.fetch(request('/patients'))).json()).toEqual({ Path: '/patients' })
  })

  it('leaves no place for the URL of one', () => {
    const config = { WebAssembly: { Orthanc: 'http://localhost:8042' } }
    expect(() => create({ orthanc, config })).toThrow('leave out one of them')
  })
})

describe('fetch', () => {
  it('waits for the plugins and answers', async () => {
    const response = await open([sample('hello')]).fetch(request('/hello/world'))
    expect(response).toMatchObject({ status: 200, statusText: 'OK' })
    expect([...response.headers]).toEqual([
      ['content-type', 'text/plain'],
      ['x-content-type-options', 'nosniff'],
    ])
    expect(await response.text()).toBe('Hello world!\n')
  })

  it('answers errors as Orthanc’s JSON', async () => {
    const response = await open([sample('rest')]).fetch(request('/rest/error-details/8'))
    expect(response.status).toBe(400)
    expect(response.headers.get('x-kept')).toBe('yes')
    expect(await response.json()).toEqual({
      Details: 'Details of "/rest/error-details/8"',
      HttpError: 'Bad Request',
      HttpStatus: 400,
      Message: 'Bad request',
      Method: 'GET',
      OrthancError: 'Bad request',
      OrthancStatus: 8,
      Uri: '/rest/error-details/8',
    })
  })

  it('answers 404 for a path without a route, also without plugins', async () => {
    expect((await open([sample('hello')]).fetch(request('/none'))).status).toBe(404)
    expect((await open([]).fetch(request('/none'))).status).toBe(404)
  })

  it('answers images', async () => {
    const response = await open([sample('rest')]).fetch(request('/rest/png/gray8'))
    const { width, height, depth, channels } = decodePng(await response.arrayBuffer())
    expect(response.headers.get('content-type')).toBe('image/png')
    expect({ width, height, depth, channels }).toEqual({
      width: 64,
      height: 32,
      depth: 8,
      channels: 1,
    })
  })

  it('answers statuses that have no body without one', async () => {
    const response = await open([sample('rest')]).fetch(request('/rest/status/204'))
    expect(response).toMatchObject({ status: 204, body: null })
  })

  it('answers a redirection unchanged', async () => {
    const response = await open([sample('rest')]).fetch(request('/rest/redirect'))
    expect(response.status).toBe(301)
    expect(response.headers.get('location')).toBe('/rest/answer-buffer')
  })

  it('hands over method, query, headers and body', async () => {
    const host = open([sample('rest')])
    const response = await host.fetch(
      request('/rest/request/a%20b?x=%41', {
        method: 'POST',
        body: 'Grüße',
        headers: { 'X-One': '1', 'Content-Type': 'text/plain' },
      }),
    )
    expect(await response.json()).toEqual({
      method: 2,
      url: '/rest/request/a b',
      groups: ['/a b'],
      arguments: [],
      headers: [
        ['content-type', 'text/plain'],
        ['host', 'localhost'],
        ['x-one', '1'],
      ],
      body: 'Grüße',
    })
    const asked = await host.fetch(request('/rest/request?x=%41&y'))
    expect(await asked.json()).toMatchObject({
      arguments: [
        ['x', '%41'],
        ['y', ''],
      ],
    })
  })

  it('echoes bodies byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251)
    const response = await open([sample('rest')]).fetch(
      request('/rest/echo', { method: 'PUT', body: bytes }),
    )
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('answers many at once, each with its own', async () => {
    const host = open([sample('hello')])
    const names = Array.from({ length: 100 }, (_, i) => `n${i}`)
    const texts = await Promise.all(
      names.map(async (name) => (await host.fetch(request(`/hello/${name}`))).text()),
    )
    expect(texts).toEqual(names.map((name) => `Hello ${name}!\n`))
  })

  it('rejects with a TypeError where the server would close without an answer', async () => {
    await expect(open([sample('rest')]).fetch(request('/rest/nothing'))).rejects.toThrow(TypeError)
  })

  it('refuses a body over MaxRequestBodyMiB with 413', async () => {
    const host = open([sample('rest')], { config: { WebAssembly: { MaxRequestBodyMiB: 1 } } })
    const echo = (length: number): Promise<Response> =>
      host.fetch(request('/rest/echo', { method: 'POST', body: new Uint8Array(length) }))
    const refused = await echo(1024 * 1024 + 1)
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ HttpStatus: 413, Uri: '/rest/echo' })
    expect((await echo(1024 * 1024)).status).toBe(200)
  })

  it('asks for names and passwords', async () => {
    const config = { AuthenticationEnabled: true, RegisteredUsers: { alice: 'secret' } }
    const host = open([sample('hello')], { config })
    expect((await host.fetch(request('/hello/a'))).status).toBe(401)
    const headers = { Authorization: `Basic ${btoa('alice:secret')}` }
    expect((await host.fetch(request('/hello/a', { headers }))).status).toBe(200)
  })

  it('answers a trap with 500 and a loop with 504, and continues', async () => {
    const host = open([sample('hostile')], { config: { WebAssembly: { TimeoutMs: 200 } } })
    const trap = await host.fetch(request('/hostile/trap/unreachable'))
    const late = await host.fetch(request('/hostile/loop/empty'))
    const good = await host.fetch(request('/hostile/good'))
    expect([trap.status, late.status, good.status]).toEqual([500, 504, 200])
  })
})

describe('a streamed answer', () => {
  it('is a body that is read part by part', async () => {
    const response = await open([sample('rest')]).fetch(request('/rest/multipart/mixed'))
    const type = response.headers.get('content-type')
    const boundary = /boundary=(.*)$/.exec(type ?? '')?.[1]
    expect(type).toMatch(/^multipart\/mixed; type="text\/plain"; boundary=/)
    const text = await response.text()
    expect(text.split(`--${boundary}`)).toHaveLength(4)
    expect(text.endsWith(`--${boundary}--\r\n`)).toBe(true)
  })

  it('blocks its plugin while no client reads, and arrives whole', async () => {
    const host = open([streamPlugin])
    const response = await host.fetch(request('/stream/big'))
    const next = host.fetch(request('/stream/good'))
    expect(await outcome(next)).toBe('neither')
    const body = await response.arrayBuffer()
    expect(body.byteLength).toBeGreaterThan(48 * 1024 * 1024)
    expect((await next).status).toBe(200)
  })

  it('that is cancelled lets its plugin continue', async () => {
    const host = open([streamPlugin])
    const response = await host.fetch(request('/stream/big'))
    await response.body?.cancel()
    expect(await (await host.fetch(request('/stream/good'))).text()).toBe('good')
  })

  it('that is cut makes its body fail', async () => {
    const host = open([streamPlugin])
    const response = await host.fetch(request('/stream/cut'))
    expect(response.status).toBe(200)
    await expect(response.arrayBuffer()).rejects.toThrow(TypeError)
    expect(await (await host.fetch(request('/stream/good'))).text()).toBe('good')
  })
})

describe('listen', () => {
  it('listens on a free port', async () => {
    const { url, port } = await open([sample('hello')], { config: { HttpPort: 0 } }).listen()
    expect(url).toBe(`http://127.0.0.1:${port}`)
    expect(await (await fetch(`${url}/hello/you`)).text()).toBe('Hello you!\n')
  })

  it('rejects with the system’s error where the port is taken', async () => {
    const { port } = await open([sample('hello')], { config: { HttpPort: 0 } }).listen()
    await expect(open([], { config: { HttpPort: port } }).listen()).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})

describe('reload', () => {
  it('answers a request whose body arrives meanwhile', async () => {
    const file = sample('rest')
    const host = open([file], { config: { HttpPort: 0 } })
    const { port } = await host.listen()
    using connection = new RawConnection(port)
    connection.send('POST /rest/echo HTTP/1.1\r\nContent-Length: 4\r\n\r\nab')
    await host.reload(file)
    const { statusLine, body } = await connection.send('cd').answer()
    expect([statusLine, body.toString()]).toEqual(['HTTP/1.1 200 OK', 'abcd'])
  })
})

describe('close', () => {
  it('ends the server, and does nothing the second time', async () => {
    const host = open([sample('hello')], { config: { HttpPort: 0 } })
    const { url } = await host.listen()
    await host.close()
    await expect(fetch(`${url}/hello/you`)).rejects.toThrow(TypeError)
    await expect(host.close()).resolves.toBeUndefined()
  })

  it('works on a host that was never used', async () => {
    await expect(open([sample('hello')]).close()).resolves.toBeUndefined()
  })

  it('lets what runs end', async () => {
    const host = open([streamPlugin])
    const running = host.fetch(request('/stream/slow'))
    await untilItRuns()
    await host.close()
    expect((await running).status).toBe(200)
  })

  it('finalizes the plugins', async () => {
    await open([sample('rest')]).close()
    expect(log).toContainEqual(
      expect.objectContaining({ plugin: 'rest', message: 'rest: goodbye' }),
    )
  })

  it('does not wait longer than DrainMs for a loop', async () => {
    const limits = { DrainMs: 200, TimeoutMs: 600_000 }
    const host = open([streamPlugin], { config: { WebAssembly: limits } })
    void host.fetch(request('/stream/loop')).catch(() => undefined)
    await untilItRuns()
    await expect(host.close()).resolves.toBeUndefined()
  })

  it('answers the request of a loop, or rejects it', async () => {
    const host = open([streamPlugin], { config: { WebAssembly: { DrainMs: 100 } } })
    const running = host.fetch(request('/stream/loop'))
    await untilItRuns()
    await host.close()
    expect(await outcome(running)).not.toBe('neither')
  })

  it('is followed by an answer, or a rejection, of every fetch', async () => {
    const host = open([sample('hello')])
    await host.ready()
    await host.close()
    expect(await outcome(host.fetch(request('/hello/late')))).not.toBe('neither')
  })
})

/** Resolves once a callback of the test's plugin has written its log line. */
async function untilItRuns(): Promise<void> {
  await expect.poll(() => log.map(({ message }) => message)).toContain('text/plain')
}

/** How a promise ends within half a second. */
function outcome(promise: Promise<Response>): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, 500, 'neither'))
  const ended = promise.then(
    ({ status }) => String(status),
    () => 'rejected',
  )
  return Promise.race([ended, late])
}

describe('a host', () => {
  it('lists its plugins', async () => {
    const host = open([sample('hello'), sample('hostile')])
    expect(host.plugins).toEqual([])
    await host.ready()
    expect(host.plugins).toMatchObject([
      { name: 'hello', version: '1.0' },
      { name: 'hostile', version: '1.0' },
    ])
  })

  it('lists what it refused, logs it, and serves the others', async () => {
    const missing = join(folder, 'none.wasm')
    const host = open([textFile, sample('hello'), missing])
    await host.ready()
    expect(host.refused).toMatchObject([
      { file: textFile, reasons: ['not a WebAssembly module'] },
      { file: missing, reasons: ['file not found'] },
    ])
    expect(log).toContainEqual({
      level: 'error',
      message: `${textFile}: not a WebAssembly module`,
    })
    expect((await host.fetch(request('/hello/a'))).status).toBe(200)
  })

  it.each([
    ['{ "HttpPort": "8042" }', '"HttpPort": expected a number, found a string'],
    ['{ "WebAssembly": { "Speed": 1 } }', '"WebAssembly.Speed"'],
    ['{ "WebAssembly": { "TimeoutMs": -1 } }', '"WebAssembly.TimeoutMs"'],
    ['{ "WebAssembly": { "Plugins": { "hello": { "Speed": 1 } } } }', 'Speed'],
  ])('is not made from the configuration %s', (config, message) => {
    const wrong = (): unknown => create({ config: JSON.parse(config) })
    expect(wrong).toThrow(message)
    expect(wrong).toThrow(expect.objectContaining({ name: 'ConfigError' }))
  })

  it('shares nothing with another one of the same plugin', async () => {
    const first = open([sample('hostile')])
    const second = open([sample('hostile')], { config: { WebAssembly: { TimeoutMs: 150 } } })
    const textOf = async (host: Host): Promise<string> =>
      (await host.fetch(request('/hostile/good'))).text()
    expect([await textOf(first), await textOf(first)]).toEqual(['good 1\n', 'good 2\n'])
    expect(await textOf(second)).toBe('good 1\n')
    expect((await second.fetch(request('/hostile/loop/empty'))).status).toBe(504)
    await second.close()
    expect(await textOf(first)).toBe('good 3\n')
  })

  it('passes a plugin the configuration without users and without its own section', async () => {
    const config = { Name: 'me', RegisteredUsers: { a: 'b' }, WebAssembly: { TimeoutMs: 5000 } }
    const response = await open([sample('rest')], { config }).fetch(request('/rest/configuration'))
    expect(await response.json()).toEqual({ Name: 'me' })
  })

  it('bounds a plugin by the limits of its file’s entry', async () => {
    const own = { hostile: { TimeoutMs: 100 } }
    const host = open([sample('hostile')], { config: { WebAssembly: { Plugins: own } } })
    const response = await host.fetch(request('/hostile/loop/empty'))
    expect(await response.json()).toMatchObject({
      Details: 'a callback did not end within 100 ms',
    })
  })
})
