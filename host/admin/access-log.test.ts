import { afterEach, describe, expect, it } from 'vitest'
import { httpSettings } from '../../test/support/http-settings.ts'
import { answerWith } from '../../test/support/proxy.ts'
import { exchange, get, RawConnection } from '../../test/support/raw-http.ts'
import { createAccessLog } from './access-log.ts'
import type { CompleteAnswer } from '../exchange/answer.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import type { LogEvent } from '../exchange/log.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { HttpSettings } from '../config/settings.ts'
import type { HandlerOptions } from '../http/request-handler.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createWebFetch } from '../http/web-fetch.ts'

const servers: HttpServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
})

/** A server with an access log; what it logs, its durations left out. */
async function serve(answer: Dispatch, changed: Partial<HttpSettings> = {}) {
  const { options, events, lines } = prepare(answer, changed)
  const server = createHttpServer(options)
  servers.push(server)
  return { port: (await server.listen()).port, events, lines }
}

function prepare(answer: Dispatch, changed: Partial<HttpSettings> = {}) {
  const events: LogEvent[] = []
  const log = (event: LogEvent): void => void events.push(event)
  const options: HandlerOptions = {
    settings: { ...httpSettings, ...changed },
    profile: sdkProfile('1.12.3'),
    match: () => ({ plugin: 'hello', maxBodyBytes: 100, answer: answerWith(answer) }),
    log,
    showsIds: true,
    observer: createAccessLog(log),
  }
  const lines = (): string[] => events.map(({ message }) => message.replace(/, [\d.]+ ms$/, ''))
  return { options, events, lines }
}

const hello: CompleteAnswer = {
  kind: 'complete',
  status: 200,
  headers: [],
  nosniff: true,
  body: 'hello',
}
const sayHello: Dispatch = () => Promise.resolve(hello)

/** Streams two bytes, and then ends or is cut. */
const stream =
  (complete: boolean): Dispatch =>
  (_, { target }) => {
    target.begin({ status: 200, headers: [] })
    target.write(new Uint8Array(2), () => undefined)
    return Promise.resolve({ kind: 'streamed', complete })
  }

it('has method, path without the query, status, bytes, duration, plugin and id of a request', async () => {
  const { port, events } = await serve(sayHello)
  const { headerLines } = await exchange(port, get('/a%20b?name=Doe'))
  const id = headerLines.find((line) => line.startsWith('X-Request-Id: '))?.split(': ')[1]
  await expect.poll(() => events).toHaveLength(1)
  expect(events[0]).toEqual({
    level: 'info',
    message: expect.stringMatching(/^GET \/a%20b 200, 5 bytes, \d+\.\d ms$/),
    plugin: 'hello',
    request: id,
    values: { method: 'GET', path: '/a%20b', status: 200, bytes: 5, ms: expect.any(Number) },
  })
})

it.each<readonly [string, string, Dispatch, string]>([
  ['a HEAD', 'HEAD /x HTTP/1.1\r\n\r\n', sayHello, 'HEAD /x 404, 0 bytes'],
  ['a streamed answer', get('/x'), stream(true), 'GET /x 200, 2 bytes'],
  ['a streamed answer that is cut', get('/x'), stream(false), 'GET /x 200, 2 bytes, cut'],
  [
    'a request without an answer',
    get('/x'),
    () => Promise.resolve({ kind: 'nothing' }),
    'GET /x no answer',
  ],
])('has %s', async (_, request, answer, line) => {
  const { port, lines } = await serve(answer)
  await exchange(port, request)
  // A refusal has a line of its own before it.
  await expect.poll(() => lines().slice(-1)).toEqual([line])
})

it.each([
  ['a CONNECT', 'CONNECT a:1 HTTP/1.1\r\n\r\n', 'CONNECT a:1 400, 0 bytes'],
  ['invalid HTTP', 'no HTTP\r\n\r\n', '- - 400, 0 bytes'],
])('has %s, which is refused with its id', async (_, request, line) => {
  const { port, events, lines } = await serve(sayHello)
  const { headerLines } = await exchange(port, request)
  await expect.poll(() => lines().slice(-1)).toEqual([line])
  const id = headerLines.find((each) => each.startsWith('X-Request-Id: '))?.split(': ')[1]
  expect(id).toBeDefined()
  expect(events.map((event) => event.request)).toEqual(events.map(() => id))
})

describe('has a request of `fetch`', () => {
  it.each<readonly [string, Dispatch, string, 'answered' | 'failed']>([
    ['/a%20b?name=Doe', sayHello, 'GET /a%20b 200, 5 bytes', 'answered'],
    ['/x?_method=x', sayHello, 'GET /x 400, 0 bytes', 'answered'],
    ['/x', stream(true), 'GET /x 200, 2 bytes', 'answered'],
    ['/x', stream(false), 'GET /x 200, 2 bytes, cut', 'answered'],
    ['/x', () => Promise.resolve({ kind: 'nothing' }), 'GET /x no answer', 'failed'],
    ['/x', () => Promise.reject(new Error('broken')), 'GET /x no answer', 'failed'],
  ])('%s: as the server', async (target, answer, line, outcome) => {
    const { options, events, lines } = prepare(answer)
    const request = new Request(`http://localhost${target}`)
    const response = await createWebFetch(options)(request).catch(() => undefined)
    await response?.text().catch(() => 'cut')
    expect(lines().slice(-1)).toEqual([line])
    const id = events.at(-1)?.request
    expect(response?.headers.get('X-Request-Id')).toBe(outcome === 'answered' ? id : undefined)
  })

  it('that its caller aborts, or whose answer it does not read to the end', async () => {
    const { options, lines } = prepare((_, { target }) => {
      target.begin({ status: 200, headers: [] })
      return new Promise(() => undefined)
    })
    const response = await createWebFetch(options)(new Request('http://localhost/read'))
    await response.body?.cancel()
    const waiting = prepare(() => new Promise(() => undefined))
    const leaving = new AbortController()
    const request = new Request('http://localhost/left', { signal: leaving.signal })
    const left = createWebFetch(waiting.options)(request)
    leaving.abort()
    await expect(left).rejects.toThrow('abort')
    expect([...lines(), ...waiting.lines()]).toEqual([
      'GET /read 200, 0 bytes, cut',
      'GET /left no answer',
    ])
  })
})

it('has a request whose client leaves before the answer', async () => {
  const clients: Client[] = []
  const { port, lines } = await serve((_, client) => {
    clients.push(client)
    return new Promise(() => undefined)
  })
  using connection = new RawConnection(port)
  connection.send(get('/x'))
  await expect.poll(() => clients).toHaveLength(1)
  connection.leave()
  await expect.poll(lines).toEqual(['GET /x no answer'])
})

it('returns the id of a streamed answer once', async () => {
  const { port } = await serve((_, { target }) => {
    target.begin({ status: 200, headers: [['x-request-id', 'of-orthanc']], length: 0 })
    return Promise.resolve({ kind: 'streamed', complete: true })
  })
  const { headerLines } = await exchange(port, get('/', 'X-Request-Id: mine'))
  expect(headerLines.filter((line) => /^x-request-id:/i.test(line))).toEqual([
    'x-request-id: of-orthanc',
  ])
})

it('a failed login is logged without the name of its user', async () => {
  const users = new Map([['alice', 'secret']])
  const { port, events, lines } = await serve(sayHello, { users })
  await exchange(port, get('/', 'Authorization: Basic Ym9iOnNlY3JldA=='))
  await exchange(port, 'CONNECT a:1 HTTP/1.1\r\nAuthorization: Basic Ym9iOnNlY3JldA==\r\n\r\n')
  await expect
    .poll(lines)
    .toEqual([
      'The user or the password is wrong: answered 401 to 127.0.0.1',
      'GET / 401, 0 bytes',
      'The user or the password is wrong: answered 401 to 127.0.0.1',
      'CONNECT a:1 401, 0 bytes',
    ])
  expect(events[0]).toMatchObject({ level: 'warning', code: 'login-failed' })
})
