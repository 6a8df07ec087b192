import { once } from 'node:events'
import { httpSettings } from '../../test/support/http-settings.ts'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { answerWith } from '../../test/support/proxy.ts'
import { exchange, get, post, RawConnection } from '../../test/support/raw-http.ts'
import { errorAnswer, type Answer, type CompleteAnswer, type Header } from '../exchange/answer.ts'
import type { Client, Dispatch, EndedRequest } from '../exchange/ports.ts'
import type { LogEvent } from '../exchange/log.ts'
import { sdkProfile } from '../exchange/profile.ts'
import type { Request } from '../exchange/request.ts'
import type { HttpSettings } from '../config/settings.ts'
import { createBudgets, type Match, type MemoryBudgets } from './match.ts'
import type { HandlerOptions } from './request-handler.ts'
import { createHttpServer, type HttpServer } from './server.ts'

const servers: HttpServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
})

const budgetsOf = (bodyBytes: number, unsentBytes: number): MemoryBudgets => {
  const MiB = 1024 * 1024
  const limits = { maxBodiesMiB: bodyBytes / MiB, maxUnsentMiB: unsentBytes / MiB }
  return createBudgets(limits, { onCut: () => undefined })
}

/** A server with a limit of 100 bytes per body; returns its port. */
async function serve(
  dispatch: Dispatch,
  changed: Partial<HttpSettings> = {},
  {
    budgets,
    ...options
  }: Partial<Pick<HandlerOptions, 'log' | 'observer'> & Pick<Match, 'budgets'>> = {},
): Promise<number> {
  const server = createHttpServer({
    settings: { ...httpSettings, ...changed },
    profile: sdkProfile('1.12.3'),
    match: () => ({ maxBodyBytes: 100, budgets, answer: answerWith(dispatch) }),
    log: () => undefined,
    ...options,
  })
  servers.push(server)
  return (await server.listen()).port
}

const complete = (text: string, status = 200, headers: readonly Header[] = []): CompleteAnswer => ({
  kind: 'complete',
  status,
  headers: [...headers, ['Content-Type', 'text/plain']],
  nosniff: true,
  body: new Uint8Array(Buffer.from(text, 'latin1')),
})

const always =
  (answer: Answer): Dispatch =>
  () =>
    Promise.resolve(answer)

/** Says what it got. */
const echo: Dispatch = ({ method, path, body }) =>
  Promise.resolve(complete(`${method} ${path} ${Buffer.from(body).toString('latin1')}`))

/** The same, after a while. */
const slowEcho: Dispatch = async (request, client) => {
  await sleep(100)
  return echo(request, client)
}

/** Longer than a request of these tests may take to arrive, and node:http has looked for late ones by then. */
const slowMs = 800

/** Says it at once, except for `/slow`. */
const slowOnly: Dispatch = async (request, client) => {
  if (request.path === '/slow') await sleep(slowMs)
  return echo(request, client)
}

const never: Dispatch = () => new Promise(() => undefined)

/** What it says to `/slow`, `/a` and a body for `/b`. */
const readyAfterSlow = ['1 /slow ', '1 /a ', '2 /b x']

/** The whole answer as text, up to where its connection stands. */
async function ask(port: number, request: string): Promise<string> {
  const { statusLine, headerLines, body, connection } = await exchange(port, request)
  const head = statusLine === '' ? '' : `${[statusLine, ...headerLines].join('\n')}\n\n`
  return `${head}${body.toString('latin1')}[${connection}]`
}

const kept = 'Connection: keep-alive\nKeep-Alive: timeout=1\n'
const empty = (status: string): string =>
  `HTTP/1.1 ${status}\n${kept}X-Content-Type-Options: nosniff\nContent-Length: 0\n\n`

describe('an answer', () => {
  it('has the bytes of the real server', async () => {
    const headers: Header[] = [
      ['x-Case', ' v  '],
      ['X-A', '\xe9\xff'],
      ['X-A', ''],
    ]
    const port = await serve(always(complete('hel\xe9lo', 200, headers)))
    expect(await ask(port, get('/'))).toBe(
      `HTTP/1.1 200 OK\n${kept}x-Case:  v  \nX-A: \xe9\xff\nX-A: \nContent-Type: text/plain\n` +
        'X-Content-Type-Options: nosniff\nContent-Length: 6\n\nhel\xe9lo[open]',
    )
  })

  it('is only a closed connection if the plugin answers nothing', async () => {
    expect(await ask(await serve(always({ kind: 'nothing' })), get('/'))).toBe('[closed]')
  })

  it('describes an error', async () => {
    const answer = await ask(await serve(always(errorAnswer(17))), get('/a//b/?c'))
    expect(answer).toContain(
      `HTTP/1.1 404 Not Found\n${kept}Content-Type: text/plain\nX-Content-Type-Options: nosniff\n` +
        'Content-Length: 183\n\n{\n\t"HttpError" : "Not Found"',
    )
    expect(answer).toContain('"Uri" : "/a/b/"')
  })

  it.each([
    [204, 'No Content'],
    [205, 'Reset Content'],
    [304, 'Not Modified'],
  ])('with status %i has no body', async (status, reason) => {
    using connection = new RawConnection(await serve(always(complete('body', status))))
    connection.send(get('/') + get('/'))
    const answers = [await connection.answer(), await connection.answer()]
    const line = `HTTP/1.1 ${status} ${reason}`
    expect(answers.map(({ statusLine }) => statusLine)).toEqual([line, line])
    expect(answers[0]?.headerLines.at(-1)).toBe('Content-Length: 0')
  })

  it.each([
    ['', 'v'],
    ['X A', 'v'],
    ['X-A', 'a\x01b'],
    ['X-A', 'a\r\nX-Evil: 1'],
    ['X-A:', 'v'],
  ])('with the header %j: %j becomes an error', async (name, value) => {
    const answer = await ask(await serve(always(complete('x', 204, [[name, value]]))), get('/'))
    expect(answer).toMatch(/^HTTP\/1.1 500 [^]*"OrthancStatus" : 1,[^]*\}\n\[open\]$/)
    expect(answer).not.toContain('\nX-Evil')
  })

  it('frames itself, whatever the plugin says', async () => {
    const headers: Header[] = [
      ['Content-Length', '999'],
      ['connection', 'close'],
      ['Transfer-Encoding', 'chunked'],
      ['Trailer', 'X'],
    ]
    const answer = await ask(await serve(always(complete('ok', 200, headers))), get('/'))
    expect(answer).toBe(
      `HTTP/1.1 200 OK\n${kept}Content-Type: text/plain\nX-Content-Type-Options: nosniff\nContent-Length: 2\n\nok[open]`,
    )
  })

  it('has the id of a client that sent one', async () => {
    const seen: string[] = []
    const port = await serve((request) => {
      seen.push(request.id)
      return Promise.resolve(complete(''))
    })
    expect(await ask(port, get('/', 'X-Request-Id: abc-1'))).toContain('\nX-Request-Id: abc-1\n')
    expect(await ask(port, get('/', 'X-Request-Id: a b'))).not.toContain('X-Request-Id')
    expect(await ask(port, get('/'))).not.toContain('X-Request-Id')
    expect(seen[0]).toBe('abc-1')
    expect(new Set(seen).size).toBe(3)
  })

  describe('to a HEAD that was made a DELETE', () => {
    const head = 'HEAD / HTTP/1.1\r\nX-HTTP-Method-Override: DELETE\r\n\r\n'
    const last = 'GET /last HTTP/1.1\r\nConnection: close\r\n\r\n'

    /** All that a client gets that sends the HEAD and, at once, another request. */
    async function receive(dispatch: Dispatch): Promise<string> {
      const port = await serve((request, client) =>
        request.path === '/last' ? Promise.resolve(complete('next')) : dispatch(request, client),
      )
      const socket = connect(port, '127.0.0.1').setEncoding('latin1')
      socket.write(head + last)
      return (await socket.toArray()).join('')
    }

    const next = /\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nnext$/

    it.each([
      ['short', 100],
      ['large', 2 * 1024 * 1024],
    ])('has a length and no body, which the next answer follows (%s)', async (_, length) => {
      const body = new Uint8Array(length).fill(65)
      const received = await receive(always({ ...complete(''), body }))
      expect(received).toContain(`\r\nContent-Length: ${length}\r\n\r\n`)
      expect(received).toMatch(next)
      expect(received).not.toContain('A'.repeat(10))
    })

    it.each([
      ['with a length', { length: 2 }, next],
      ['up to the end of the connection', {}, /^HTTP\/1\.1 200 OK\r\nConnection: close\r\n\r\n$/],
    ])('has no body if it is streamed %s', async (_, framing, expected) => {
      const received = await receive(async (__, { target }) => {
        target.begin({ status: 200, headers: [], ...framing })
        await new Promise((taken) => target.write(new Uint8Array([65, 66]), taken))
        return { kind: 'streamed', complete: true }
      })
      expect(received).toMatch(expected)
      expect(received).not.toContain('AB')
    })
  })

  it('is compressed if the client and the settings allow it', async () => {
    const text = 'a'.repeat(5000)
    const dispatch = always({ ...complete(text), compressAs: 'text/plain' })
    const port = await serve(dispatch, { compression: true })
    const { headerLines, body } = await exchange(port, get('/', 'Accept-Encoding: gzip'))
    expect(headerLines.slice(2, 4)).toEqual(['Content-Type: text/plain', 'Content-Encoding: gzip'])
    expect(gunzipSync(body).toString()).toBe(text)
  })

  it('is an error of the host if the host fails', async () => {
    const port = await serve(() => Promise.reject(new Error('oops')))
    expect(await ask(port, get('/'))).toMatch(/^HTTP\/1.1 500 [^]*"OrthancStatus" : -1,/)
  })
})

describe('a connection', () => {
  it.each([
    'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\nConnection: CLOSE\r\n\r\nGET /second HTTP/1.1\r\n\r\n',
  ])('ends after %j, though the answer says it stays', async (request) => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.write(request)
    const text = (await socket.toArray()).join('')
    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\nConnection: keep-alive\r\n[^]*\r\n\r\n1 \/ $/)
  })

  it('stays after HTTP/1.0 with keep-alive', async () => {
    const request = 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'
    expect(await ask(await serve(echo), request)).toMatch(/\[open\]$/)
  })

  it('ends after each answer if KeepAlive is off', async () => {
    const socket = connect(await serve(echo, { keepAlive: false }), '127.0.0.1')
    socket.setEncoding('latin1').write(get('/a') + get('/b'))
    expect((await socket.toArray()).join('')).toMatch(
      /^HTTP\/1.1 200 OK\r\nConnection: close\r\nContent-Type: [^]*\r\n\r\n1 \/a $/,
    )
  })

  it('ends when it was idle for the timeout', async () => {
    const port = await serve(echo, { keepAliveTimeoutS: 0.1 })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(get('/'))
    expect((await socket.toArray()).join('')).toMatch(/1 \/ $/)
  })

  it('does not end while its requests wait', async () => {
    const port = await serve(
      async (request, client) => {
        await sleep(0)
        const until = performance.now() + 2
        while (performance.now() < until);
        return echo(request, client)
      },
      { keepAliveTimeoutS: 0.05 },
    )
    const texts = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const socket = connect(port, '127.0.0.1').setEncoding('latin1')
        socket.write(get('/a').repeat(50))
        return (await socket.toArray()).join('')
      }),
    )
    expect(texts.map((text) => text.split('1 /a ').length - 1)).toEqual(texts.map(() => 50))
  })

  it('begins a request once the body before it has arrived', async () => {
    const begun: string[] = []
    const port = await serve((request, client) => {
      begun.push(request.path)
      return echo(request, client)
    })
    using connection = new RawConnection(port)
    connection.send(post('/first', 'x') + get('/second') + post('/third', 'x') + get('/fourth'))
    for (let answers = 0; answers < 4; answers++) await connection.answer()
    expect(begun).toEqual(['/first', '/second', '/third', '/fourth'])
  })

  it('is cut if too many requests wait on all connections', async () => {
    const log: string[] = []
    const port = await serve(never, {}, { log: ({ message }) => void log.push(message) })
    const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1'))
    for (const socket of sockets)
      socket.on('error', () => undefined).write('GET / HTTP/1.1\r\n\r\n'.repeat(3600))
    await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(0)
    expect(sockets.filter(({ closed }) => closed).length).toBeLessThan(8)
    expect(log[0]).toMatch(/^20000 requests wait/)
    for (const socket of sockets) socket.destroy()
  })

  it('gets its answers in the order of its requests', async () => {
    const port = await serve(async (request, client) => {
      if (request.path === '/slow') await sleep(50)
      return echo(request, client)
    })
    using connection = new RawConnection(port)
    connection.send(get('/slow') + post('/fast', 'x') + get('/last'))
    const bodies = [await connection.answer(), await connection.answer(), await connection.answer()]
    expect(bodies.map(({ body }) => body.toString())).toEqual(['1 /slow ', '2 /fast x', '1 /last '])
  })

  it('ends after the pending answers when invalid bytes follow', async () => {
    const port = await serve(async (request, client) => {
      await sleep(20)
      return echo(request, client)
    })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(`${get('/a')}garbage\r\n\r\n`)
    expect((await socket.toArray()).join('')).toMatch(
      /\r\n\r\n1 \/a HTTP\/1.1 400 Bad Request\r\nConnection: close\r\n[^]*\r\n\r\n$/,
    )
  })

  it('ends after all pending answers, also those that node:http holds back', async () => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.write('PATCH /a HTTP/1.1\r\n\r\nOPTIONS /b HTTP/1.1\r\n\r\nPost /c HTTP/1.1\r\n\r\n')
    const text = (await socket.toArray()).join('')
    expect(text.match(/Connection: [a-z-]+/g)).toEqual([
      'Connection: keep-alive',
      'Connection: keep-alive',
      'Connection: close',
    ])
  })

  it.each([
    `${post('/a', 'abc')}FOO / HTTP/1.1\r\n\r\n`,
    `DELETE /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcFOO / HTTP/1.1\r\n\r\n`,
  ])('answers a request with a body before the invalid bytes after it (%j)', async (sent) => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.write(sent)
    const text = (await socket.toArray()).join('')
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })

  it.each([
    ['upgrade', '1.1'],
    ['', '1.1'],
    ['close\r\nConnection: keep-alive', '1.0'],
  ])('ends after the header Connection: %j of HTTP/%s', async (value, version) => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.write(`GET / HTTP/${version}\r\nConnection: ${value}\r\n\r\n`)
    expect((await socket.toArray()).join('')).toMatch(/1 \/ $/)
  })

  it('stays after a CONNECT, which is refused', async () => {
    using connection = new RawConnection(await serve(echo))
    connection.send(`CONNECT a:1 HTTP/1.1\r\n\r\n${get('/next')}`)
    expect((await connection.answer()).statusLine).toBe('HTTP/1.1 400 Bad Request')
    expect((await connection.answer()).body.toString()).toBe('1 /next ')
  })

  it('stays after a CONNECT among many requests of one read', async () => {
    const connectHead = 'CONNECT a:1 HTTP/1.1\r\n\r\n'
    using connection = new RawConnection(await serve(echo))
    connection.send(connectHead + connectHead + get('/a') + get('/b'))
    for (const expected of ['400', '400', '200', '200'])
      expect((await connection.answer()).statusLine).toContain(expected)
  })

  it('has one set of listeners after many CONNECTs', async () => {
    const warnings: string[] = []
    const hear = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', hear)
    using connection = new RawConnection(await serve(echo))
    connection.send('CONNECT a:1 HTTP/1.1\r\n\r\n'.repeat(30))
    for (let refused = 0; refused < 30; refused++) await connection.answer()
    await sleep(10)
    process.off('warning', hear)
    expect(warnings).toEqual([])
  })

  it('ends once if a CONNECT follows a last request', async () => {
    const port = await serve(echo, { keepAlive: false })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(`${get('/last')}CONNECT a:1 HTTP/1.1\r\n\r\n`)
    expect((await socket.toArray()).join('')).toMatch(/1 \/last $/)
  })

  it('notices a reset if a CONNECT follows a request that waits', async () => {
    const heard: string[] = []
    const port = await serve((_, client) => {
      client.signal.addEventListener('abort', () => heard.push('left'))
      return sleep(500).then(() => complete('late'))
    })
    const socket = connect(port, '127.0.0.1')
    socket.write(`${get('/waits')}CONNECT a:1 HTTP/1.1\r\n\r\n`)
    await sleep(50)
    socket.resetAndDestroy()
    await expect.poll(() => heard).toEqual(['left'])
    await sleep(500)
  })
})

describe('a request', () => {
  it('has its body also if its length is the last of many lines', async () => {
    const port = await serve(echo)
    const request = `POST /x HTTP/1.1\r\n${'X:\r\n'.repeat(999)}Content-Length: 5\r\n\r\nhello`
    expect((await exchange(port, request)).body.toString()).toBe('2 /x hello')
  })

  it.each([
    ['HEAD / HTTP/1.1\r\n\r\n', '404 Not Found'],
    ['OPTIONS /x HTTP/1.1\r\n\r\n', '404 Not Found'],
    ['PATCH / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx', '400 Bad Request'],
    ['GET /?_method=x HTTP/1.1\r\n\r\n', '400 Bad Request'],
    ['CONNECT /script HTTP/1.1\r\n\r\n', '400 Bad Request'],
  ])('%j is refused, and the connection stays', async (request, status) => {
    expect(await ask(await serve(echo), request)).toBe(`${empty(status)}[open]`)
  })

  it.each([
    ['FOO / HTTP/1.1\r\n\r\n', 400],
    ['get / HTTP/1.1\r\n\r\n', 400],
    ['TRACE / HTTP/1.1\r\n\r\n', 400],
    ['GET script HTTP/1.1\r\n\r\n', 400],
    ['\x16\x03\x01\x02\0\x01\0\x01', 400],
    ['GET / HTTP/1.1\r\nno colon\r\n\r\n', 400],
    ['GET / HTTP/1.2\r\n\r\n', 505],
    ['GET / HTTP/2.0\r\n\r\n', 505],
    [`GET /${'a'.repeat(17_000)} HTTP/1.1\r\n\r\n`, 431],
    [`GET / HTTP/1.1\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['POST / HTTP/1.1\r\nContent-Length: abc\r\n\r\n', 411],
    ['POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n', 411],
    ['POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello', 400],
    ['POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nTransfer-Encoding:\r\nContent-Length: 5\r\n\r\nhello', 400],
    [`POST / HTTP/1.1\r\n${'X:\r\n'.repeat(1000)}Content-Length: 5\r\n\r\nhello`, 431],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n', 400],
  ])('%.60j ends its connection', async (request, status) => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.write(request, 'latin1')
    expect((await socket.toArray()).join('')).toMatch(new RegExp(`^HTTP/1.1 ${status} [^\r]+\r\n`))
  })

  it.each(['GET http://localhost/ HTTP/1.1\r\n\r\n', 'OPTIONS * HTTP/1.1\r\n\r\n'])(
    '%j is not answered',
    async (request) => {
      expect(await ask(await serve(echo), request)).toBe('[closed]')
    },
  )

  it('of an unknown user is refused before anything else is checked', async () => {
    const port = await serve(echo, { users: new Map([['alice', 'secret']]) })
    const challenge = empty('401 Unauthorized').replace(
      'X-Content',
      'WWW-Authenticate: Basic realm="Orthanc Secure Area"\nX-Content',
    )
    expect(await ask(port, get('/'))).toBe(`${challenge}[open]`)
    expect(await ask(port, 'PATCH / HTTP/1.1\r\n\r\n')).toBe(`${challenge}[open]`)
    expect(await ask(port, 'CONNECT /x HTTP/1.1\r\n\r\n')).toBe(`${challenge}[open]`)
    expect(await ask(port, get('/', 'Authorization: Basic YWxpY2U6c2VjcmV0'))).toContain('1 / ')
  })

  it('needs no Host, and may have any Expect and Upgrade', async () => {
    const request =
      'GET / HTTP/1.1\r\nExpect: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await ask(await serve(echo), request)).toContain('1 / ')
  })

  it('that arrives too slowly is cut', async () => {
    const port = await serve(echo, { requestTimeoutS: 0.2 })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nX-A')
    expect(await socket.toArray()).toEqual([])
  })

  it('that arrives too slowly does not cost an earlier request its answer', async () => {
    const port = await serve(slowOnly, { requestTimeoutS: 0.2 })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(`${get('/slow')}POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal`)
    expect((await socket.toArray()).join('')).toMatch(/1 \/slow $/)
  })

  it.each([
    ['head', 'GET / HTTP/1.1\r\nX-A'],
    ['body', 'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal'],
    ['body, the last', 'POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 9\r\n\r\nhal'],
  ])(
    'that arrives too slowly (%s) costs no answer that waits for an earlier one',
    async (_, late) => {
      const port = await serve(slowOnly, { requestTimeoutS: 0.2 })
      const socket = connect(port, '127.0.0.1').setEncoding('latin1')
      socket.write(get('/slow') + get('/a') + post('/b', 'x') + late)
      expect((await socket.toArray()).join('').match(/\d \/\w+ x?/g)).toEqual(readyAfterSlow)
    },
  )

  it('that stays incomplete ends its connection, also after a body in the same read', async () => {
    const port = await serve(echo, { requestTimeoutS: 0.2 })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(`${post('/a', 'x')}POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal`)
    expect((await socket.toArray()).join('')).toMatch(/2 \/a x$/)
  })

  it('has its own time after a large answer', async () => {
    const port = await serve(
      async ({ path }) => {
        if (path === '/slow') await sleep(500)
        return complete(path === '/slow' ? 'slow' : 'x'.repeat(4 * 1024 * 1024))
      },
      { requestTimeoutS: 0.2 },
    )
    using connection = new RawConnection(port)
    connection.send(get('/large') + get('/slow'))
    expect((await connection.answer()).body).toHaveLength(4 * 1024 * 1024)
    expect((await connection.answer()).body.toString()).toBe('slow')
  })

  it('that waits for others does not time out', async () => {
    const port = await serve(slowOnly, { requestTimeoutS: 0.2 })
    using connection = new RawConnection(port)
    connection.send(get('/slow').repeat(32) + post('/body', 'x'.repeat(50)) + get('/last'))
    for (let slow = 0; slow < 32; slow++)
      expect((await connection.answer()).body.toString()).toBe('1 /slow ')
    expect((await connection.answer()).body.toString()).toBe(`2 /body ${'x'.repeat(50)}`)
    expect((await connection.answer()).body.toString()).toBe('1 /last ')
  })

  it('that waited for others times out if it does not continue then', async () => {
    const port = await serve(slowOnly, { requestTimeoutS: 0.2 })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(`${get('/slow').repeat(32)}POST /body HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal`)
    expect((await socket.toArray()).join('').match(/1 \/slow/g)).toHaveLength(32)
  })

  it('whose head waited for others times out if it does not continue then', async () => {
    using connection = new RawConnection(await serve(slowOnly, { requestTimeoutS: 0.2 }))
    // After a body several heads are read together.
    connection.send(
      `${post('/b', 'x')}${get('/slow').repeat(32)}${get('/a')}GET / HTTP/1.1\r\nX-A: `,
    )
    for (let answers = 0; answers < 34; answers++)
      expect((await connection.answer()).statusLine).toContain(' 200 ')
    // Not before: where bytes arrive at an ended connection, a reset takes the answers that are not read yet.
    const drip = setInterval(() => connection.send('a'), 100)
    expect((await connection.answer()).statusLine).toBe('')
    clearInterval(drip)
  })

  it('that ends incomplete is answered as by the real server', async () => {
    const socket = connect(await serve(echo), '127.0.0.1').setEncoding('latin1')
    socket.end('POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal')
    expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
  })

  it.each([
    ['GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 400, 'ambiguous-length'],
    ['TRACE / HTTP/1.1\r\n\r\n', 400, 'unknown-method'],
    ['PATCH / HTTP/1.1\r\n\r\n', 400, 'method-refused'],
    ['CONNECT / HTTP/1.1\r\n\r\n', 400, 'method-refused'],
    ['GET / HTTP/1.1\r\n: \r\n\r\n', 400, 'invalid-http'],
    ['OPTIONS / HTTP/1.1\r\n\r\n', 404, 'method-not-found'],
    ['GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n', 411, 'invalid-length'],
    [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'head-too-large'],
    ['GET / HTTP/1.2\r\n\r\n', 505, 'unsupported-version'],
  ])('of the bytes %j is answered %d and logged as %s', async (request, status, code) => {
    const log: LogEvent[] = []
    const port = await serve(echo, {}, { log: (event) => void log.push(event) })
    expect((await exchange(port, request)).statusLine).toContain(` ${status} `)
    expect(log).toMatchObject([{ level: 'info', code }])
  })

  it('with a wrong password is logged, and without one is not', async () => {
    const log: LogEvent[] = []
    const users = new Map([['alice', 'secret']])
    const port = await serve(echo, { users }, { log: (event) => void log.push(event) })
    for (const line of ['', 'Authorization: Basic eDp5\r\n']) {
      const { statusLine } = await exchange(port, `GET / HTTP/1.1\r\n${line}\r\n`)
      expect(statusLine).toContain(' 401 ')
    }
    expect(log).toMatchObject([{ level: 'warning', code: 'login-failed' }])
    expect(log[0]?.message).toBe('The user or the password is wrong: answered 401 to 127.0.0.1')
  })

  it('that is invalid HTTP is logged once, whatever follows it', async () => {
    const log: LogEvent[] = []
    const port = await serve(echo, {}, { log: (event) => void log.push(event) })
    await exchange(port, 'garbage\r\n\r\n'.repeat(100))
    expect(log).toHaveLength(1)
  })

  it('that is invalid HTTP is logged at a bounded rate', async () => {
    const log: LogEvent[] = []
    const port = await serve(echo, {}, { log: (event) => void log.push(event) })
    await Promise.all(Array.from({ length: 40 }, () => exchange(port, 'garbage\r\n\r\n')))
    expect(log.length).toBeGreaterThan(0)
    expect(log.length).toBeLessThan(40)
  })
})

describe('a body', () => {
  const chunked =
    'Transfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n2\r\n, \r\n0\r\nX-T: 1\r\n\r\n'

  it.each([
    ['POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\na\0b\xff', '2 / a\0b\xff'],
    ['PUT / HTTP/1.1\r\n\r\n', '3 / '],
    [`PUT / HTTP/1.1\r\n${chunked}`, '3 / hello, '],
    ['GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello', '1 / '],
    [`DELETE / HTTP/1.1\r\n${chunked}`, '4 / '],
    ['GET /?_method=put HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello', '3 / hello'],
  ])('of %j arrives as the plugin may see it', async (request, body) => {
    using connection = new RawConnection(await serve(echo))
    connection.send(Buffer.from(request + get('/next'), 'latin1'))
    expect((await connection.answer()).body.toString('latin1')).toBe(body)
    expect((await connection.answer()).body.toString('latin1')).toBe('1 /next ')
  })

  it('has a buffer of its own', async () => {
    const sizes: number[] = []
    const port = await serve((request, client) => {
      sizes.push(request.body.buffer.byteLength)
      return echo(request, client)
    })
    await exchange(port, post('/', 'x'.repeat(100)))
    expect(sizes).toEqual([100])
  })

  it.each([
    'POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n',
    'POST / HTTP/1.1\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n',
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n${'x'.repeat(101)}\r\n`,
    `GET / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(500)}`,
  ])('of %.80j is too large, and no plugin sees it', async (request) => {
    let calls = 0
    const port = await serve((received, client) => {
      calls++
      return echo(received, client)
    })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(request)
    expect((await socket.toArray()).join('')).toMatch(
      /^HTTP\/1.1 413 Request Entity Too Large\r\n[^]*larger than 100 bytes/,
    )
    expect(calls).toBe(0)
  })

  it('is requested with 100 Continue once it is acceptable', async () => {
    using connection = new RawConnection(await serve(echo))
    connection.send('PUT / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n')
    await connection.received('HTTP/1.1 100 Continue\r\n\r\n'.length)
    expect((await connection.send('hello').answer()).body.toString()).toMatch(/\r\n\r\n3 \/ hello$/)
  })

  it('that times out because it waited for memory gets 503, and its rest is discarded', async () => {
    const budgets = budgetsOf(50, 1000)
    const port = await serve(never, { requestTimeoutS: 0.5 }, { budgets })
    using first = new RawConnection(port)
    first.send(post('/', 'x'.repeat(40)))
    await sleep(50)
    const late = await exchange(
      port,
      `POST / HTTP/1.1\r\nContent-Length: 90\r\n\r\n${'y'.repeat(30)}`,
    )
    expect(late.statusLine).toBe('HTTP/1.1 503 Service Unavailable')
    expect(late.headerLines).toContain('Retry-After: 1')
    expect(late.body.toString()).toContain('(MaxBodiesMiB)')
  })

  it('of a client that leaves is dropped', async () => {
    let calls = 0
    const port = await serve((received, client) => {
      calls++
      return echo(received, client)
    })
    const connection = new RawConnection(port)
    connection.send('POST / HTTP/1.1\r\nContent-Length: 50\r\n\r\nhalf')
    await sleep(20)
    connection.leave()
    await sleep(20)
    expect(calls).toBe(0)
  })
})

const write = (client: Client, text: string): Promise<boolean> =>
  new Promise((resolve) => {
    client.target.write(new Uint8Array(Buffer.from(text)), resolve)
  })

describe('a streamed answer', () => {
  const head = { status: 200, headers: [['Content-Type', 'multipart/mixed']] as const }

  it('goes part by part, and the end of the connection ends it', async () => {
    const port = await serve(async (_, client) => {
      client.target.begin(head)
      const taken = [await write(client, 'one'), await write(client, 'two')]
      expect(taken).toEqual([true, true])
      return { kind: 'streamed', complete: true }
    })
    expect(await ask(port, get('/'))).toBe(
      'HTTP/1.1 200 OK\nConnection: close\nContent-Type: multipart/mixed\n\nonetwo[closed]',
    )
  })

  it('with a length leaves the connection open', async () => {
    const port = await serve(async (_, client) => {
      client.target.begin({ ...head, length: 6 })
      await write(client, 'one')
      await write(client, 'two')
      return { kind: 'streamed', complete: true }
    })
    const answer = `HTTP/1.1 200 OK\n${kept}Content-Type: multipart/mixed\nContent-Length: 6\n\nonetwo`
    expect(await ask(port, get('/'))).toBe(`${answer}[open]`)
    const last = connect(port, '127.0.0.1').setEncoding('latin1')
    last.write(get('/') + get('/', 'Connection: close'))
    expect((await last.toArray()).join('').replaceAll('\r', '')).toBe(answer + answer)
  })

  it.each([204, 304])('with status %i needs no length for that', async (status) => {
    const port = await serve((_, client) => {
      client.target.begin({ status, headers: [] })
      return Promise.resolve({ kind: 'streamed', complete: true })
    })
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.write(get('/') + get('/', 'Connection: close'))
    const wire = (await socket.toArray()).join('').replaceAll('\r', '')
    const lines = wire.split(`\n${kept}\n`)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(`HTTP/1.1 ${status} `)
  })

  it('has headers of any bytes', async () => {
    const port = await serve((_, client) => {
      client.target.begin({ status: 200, headers: [['X', '\xe9\xff']], length: 0 })
      return Promise.resolve({ kind: 'streamed', complete: true })
    })
    expect(await ask(port, get('/'))).toContain('\nX: \xe9\xff\n')
  })

  it('that is cut resets the connection after what was written', async () => {
    const port = await serve(async (_, client) => {
      client.target.begin(head)
      await write(client, 'one')
      return { kind: 'streamed', complete: false }
    })
    expect(await ask(port, get('/'))).toMatch(/\n\none\[reset\]$/)
  })

  it('waits for a slow client, and notices when it leaves', async () => {
    const results: boolean[] = []
    const port = await serve(async (_, client) => {
      client.target.begin(head)
      const chunk = 'x'.repeat(1_000_000)
      for (let i = 0; i < 100 && results.at(-1) !== false; i++)
        results.push(await write(client, chunk))
      return { kind: 'streamed', complete: false }
    })
    const connection = new RawConnection(port)
    connection.send(get('/')).pause()
    await sleep(200)
    expect(results.length).toBeLessThan(50)
    connection.leave()
    await expect.poll(() => results.at(-1)).toBe(false)
  })

  it('with a wrong header becomes an error', async () => {
    const port = await serve(async (_, client) => {
      client.target.begin({ status: 200, headers: [['X A', '1']] })
      expect(await write(client, 'one')).toBe(false)
      return { kind: 'streamed', complete: false }
    })
    expect(await ask(port, get('/'))).toMatch(/^HTTP\/1.1 500 /)
  })
})

describe('a client', () => {
  it('that has closed its side gets its pending answers', async () => {
    const socket = connect(await serve(slowEcho), '127.0.0.1').setEncoding('latin1')
    socket.end(get('/a') + get('/b'))
    const answers = (await socket.toArray()).join('')
    expect(answers).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*1 \/a HTTP\/1.1 200 OK\r\n[^]*1 \/b $/)
  })

  it('that has closed its side for a second is reported to requests that wait', async () => {
    const halfClosed: string[] = []
    const forget: Dispatch = ({ path }, client) =>
      new Promise((resolve) => {
        client.onHalfClose?.(() => {
          halfClosed.push(path)
          resolve({ kind: 'nothing' })
        })
      })
    const socket = connect(await serve(forget), '127.0.0.1').setEncoding('latin1')
    socket.end(get('/a'))
    expect(await socket.toArray()).toEqual([])
    expect(halfClosed).toEqual(['/a'])
  })

  it('that has closed its side is reported to requests that begin to wait later', async () => {
    const port = await serve(
      (_, client) =>
        new Promise((resolve) => {
          setTimeout(() => client.onHalfClose?.(() => resolve({ kind: 'nothing' })), 1500)
        }),
    )
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.end(get('/a'))
    expect(await socket.toArray()).toEqual([])
  })

  it('that leaves aborts its requests, also those that wait for others', async () => {
    const begun: string[] = []
    const aborted: string[] = []
    const port = await serve(
      (request: Request, client: Client) =>
        new Promise((resolve) => {
          begun.push(request.path)
          client.signal.addEventListener('abort', () => {
            aborted.push(request.path)
            resolve(complete('too late'))
          })
        }),
    )
    const connection = new RawConnection(port)
    connection.send(get('/a') + get('/b'))
    await expect.poll(() => begun).toHaveLength(2)
    connection.leave()
    await expect.poll(() => aborted).toEqual(['/a', '/b'])
  })
})

describe('close', () => {
  it('lets running requests end, closes idle connections, and accepts no more', async () => {
    const port = await serve(async (request, client) => {
      if (request.path === '/slow') await sleep(100)
      return echo(request, client)
    })
    using idle = new RawConnection(port)
    await idle.send(get('/')).answer()
    const running = ask(port, get('/slow'))
    await sleep(30)
    const [server] = servers
    const closed = server?.close(1000)
    await expect(exchange(port, get('/'))).resolves.toMatchObject({ connection: 'reset' })
    expect(await running).toMatch(/\n\n1 \/slow \[(?:open|closed)\]$/)
    await closed
    expect((await idle.answer()).connection).toBe('closed')
  })

  it('lets a client read the rest of a large answer', async () => {
    const length = 20_000_000
    const budgets = budgetsOf(1, 2 * length)
    const port = await serve(always(complete('x'.repeat(length))), {}, { budgets })
    using connection = new RawConnection(port)
    await connection.send(get('/')).received(1)
    connection.pause()
    const closed = servers[0]?.close(10_000)
    connection.resume()
    expect((await connection.answer()).body.length).toBe(length)
    await closed
  })

  it('costs no answer that waits for an earlier one', async () => {
    const socket = connect(await serve(slowOnly), '127.0.0.1').setEncoding('latin1')
    socket.write(get('/slow') + get('/a') + post('/b', 'x'))
    await sleep(200)
    const closed = servers[0]?.close(5000)
    expect((await socket.toArray()).join('').match(/\d \/\w+ x?/g)).toEqual(readyAfterSlow)
    await closed
  })

  it('cuts requests that run too long', async () => {
    const port = await serve(() => new Promise(() => undefined))
    const running = ask(port, get('/'))
    await sleep(30)
    await servers[0]?.close(50)
    expect(await running).toMatch(/^\[(?:closed|reset)\]$/)
  })
})

/** A server that cuts a client which reads nothing for 0.2 s, and its requests that were cut. */
async function serveImpatiently(text: string) {
  const cut: string[] = []
  const observer = {
    onRequest: ({ path, isComplete }: EndedRequest) => void (isComplete || cut.push(path)),
  }
  const port = await serve(always(complete(text)), { requestTimeoutS: 0.2 }, { observer })
  return { port, cut }
}

describe('a large answer', () => {
  it('that the client does not read is cut', async () => {
    const { port, cut } = await serveImpatiently('x'.repeat(50_000_000))
    const connection = new RawConnection(port)
    connection.send(get('/')).pause()
    await expect.poll(() => cut).toEqual(['/'])
    connection.resume()
    expect((await connection.answer()).body.length).toBeLessThan(50_000_000)
  })

  it('that the client does not read is cut if it is many small ones', async () => {
    const { port, cut } = await serveImpatiently('x'.repeat(50_000))
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    socket.pause().write(get('/').repeat(1000))
    await expect.poll(() => cut.length).toBeGreaterThan(0)
    let length = 0
    socket.on('data', (bytes) => (length += bytes.length)).resume()
    await once(socket, 'close')
    expect(length).toBeLessThan(50_000_000)
  })
})

describe('listen', () => {
  it('returns where it listens', async () => {
    const server = createHttpServer({
      settings: httpSettings,
      profile: sdkProfile('1.12.3'),
      match: () => ({ maxBodyBytes: 0, answer: answerWith(echo) }),
      log: () => undefined,
    })
    servers.push(server)
    const { url, port } = await server.listen()
    expect(url).toBe(`http://127.0.0.1:${port}`)
  })

  it('rejects if the port is taken', async () => {
    const port = await serve(echo)
    await expect(serve(echo, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    servers.pop()
  })
})
