import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { handlerOptions, matchAll, Proxies } from '../../test/support/proxy.ts'
import { exchange, get, post, RawConnection, type RawAnswer } from '../../test/support/raw-http.ts'
import { createWebFetch } from '../http/web-fetch.ts'

const proxies = new Proxies()

/** Answers with what it got: request line, lines of the head, body. */
const echo = (): Promise<number> =>
  proxies.orthanc(async (incoming, response) => {
    const body = await text(incoming.setEncoding('latin1'))
    const head = [`${incoming.method} ${incoming.url}`, ...pairsOf(incoming.rawHeaders)]
    response.end([...head, '', body].join('\n'), 'latin1')
  })

function pairsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${lines[i + 1]}`] : []))
}

const bodyOf = ({ body }: RawAnswer): string => body.toString('latin1')
const kept = ['Connection: keep-alive', 'Keep-Alive: timeout=1']

describe('a request', () => {
  it('reaches Orthanc with its target, end-to-end headers and body', async () => {
    const orthanc = await echo()
    const port = await proxies.before(orthanc, { basePath: '/base' })
    const sent = post('/a%2B%20/?x=%41', 'b\0d\xe9y', 'x-One: 1', 'TE: trailers')
    expect(bodyOf(await exchange(port, Buffer.from(sent, 'utf8')))).toBe(
      [
        'POST /base/a%2B%20/?x=%41',
        `Host: 127.0.0.1:${orthanc}`,
        'x-One: 1',
        'X-Forwarded-For: 127.0.0.1',
        'X-Forwarded-Host: test',
        'X-Forwarded-Proto: http',
        'Content-Length: 6',
        'Connection: close',
        '',
        'b\0d\xc3\xa9y',
      ].join('\n'),
    )
  })

  it.each([
    ['GET /x HTTP/1.1\r\nX-HTTP-Method-Override: DELETE\r\n\r\n', 'DELETE /x'],
    ['POST /x HTTP/1.1\r\nX-HTTP-Method-Override: put\r\nContent-Length: 1\r\n\r\na', 'PUT /x'],
    ['GET /x?_method=PUT HTTP/1.1\r\n\r\n', 'PUT /x?_method=PUT'],
  ])('%j is sent with its overridden method', async (request, line) => {
    const port = await proxies.before(await echo())
    const answer = bodyOf(await exchange(port, request))
    expect(answer.split('\n')[0]).toBe(line)
    expect(answer).not.toContain('Override')
  })

  it('in chunks is sent with its length', async () => {
    const port = await proxies.before(await echo())
    const request =
      'PUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'
    const answer = bodyOf(await exchange(port, request))
    expect(answer).toMatch(/\nContent-Length: 3\n[^]*\n\nabc$/)
    expect(answer).not.toContain('Transfer-Encoding')
  })

  it.each([
    ['passed', '', 'Authorization: Basic own'],
    ['dropped', '', undefined],
    ['passed', 'alice:s%20t@', `Authorization: Basic ${btoa('alice:s t')}`],
  ] as const)(
    'is authorized as it is meant to be (%s, %j)',
    async (authorization, user, expected) => {
      const port = await proxies.before(await echo(), { authorization, user })
      const answer = await exchange(port, get('/', 'Authorization: Basic own'))
      expect(
        bodyOf(answer)
          .split('\n')
          .find((line) => line.startsWith('Auth')),
      ).toBe(expected)
    },
  )
})

describe('an answer', () => {
  it('keeps status, headers in their order and case, and its length', async () => {
    const head =
      'HTTP/1.1 404 Gone Away\r\nx-B: 1\r\nX-A: \xe9\r\nSet-Cookie: a\r\nset-cookie: b\r\n'
    const port = await proxies.before(
      await proxies.saying(
        `${head}Keep-Alive: timeout=9\r\nConnection: X-Hop\r\nX-Hop: 1\r\nContent-Length: 4\r\n\r\nbo\0y`,
      ),
    )
    expect(await exchange(port, get('/'))).toEqual({
      statusLine: 'HTTP/1.1 404 Not Found',
      headerLines: [
        ...kept,
        'x-B: 1',
        'X-A: \xe9',
        'Set-Cookie: a',
        'set-cookie: b',
        'Content-Length: 4',
      ],
      body: Buffer.from('bo\0y'),
      connection: 'open',
    })
  })

  it.each([
    [
      'in chunks',
      'Transfer-Encoding: chunked\r\n\r\n2\r\non\r\n1\r\ne\r\n0\r\nX-Trailer: 1\r\n\r\n',
    ],
    ['that its connection ends', '\r\none'],
  ])('without a length ends the connection (%s)', async (_, rest) => {
    const port = await proxies.before(await proxies.saying(`HTTP/1.1 200 OK\r\nX: 1\r\n${rest}`))
    expect(await exchange(port, get('/'))).toEqual({
      statusLine: 'HTTP/1.1 200 OK',
      headerLines: ['Connection: close', 'X: 1'],
      body: Buffer.from('one'),
      connection: 'closed',
    })
  })

  it.each([
    'HTTP/1.1 204 No Content\r\nX: 1\r\n\r\n',
    'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  ])('%j leaves the connection open for the next', async (bytes) => {
    const port = await proxies.before(await proxies.saying(bytes))
    const wire = await wireOf(port, get('/a') + get('/b', 'Connection: close'))
    expect(wire.match(/HTTP\/1.1 [23]/g)).toHaveLength(2)
    expect(wire.match(/Connection: keep-alive/g)).toHaveLength(2)
  })

  it('to a HEAD that was made a DELETE has its length and no body', async () => {
    const port = await proxies.before(await echo())
    const request = 'HEAD / HTTP/1.1\r\nX-HTTP-Method-Override: DELETE\r\nConnection: close\r\n\r\n'
    expect(await wireOf(port, request)).toMatch(/Content-Length: [1-9]\d*\r\n\r\n$/)
  })

  it('brings back the id of a client that sent one', async () => {
    const port = await proxies.before(await echo())
    const { headerLines } = await exchange(port, get('/', 'X-Request-Id: mine'))
    expect(headerLines).toContain('X-Request-Id: mine')
  })

  it('of some MiB comes whole, many at once', async () => {
    const large = Buffer.alloc(3_000_000, 'abcdefg')
    const port = await proxies.before(
      await proxies.orthanc((_, response) => void response.end(large)),
    )
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => exchange(port, get('/', 'Connection: close'))),
    )
    expect(answers.every(({ body }) => body.equals(large))).toBe(true)
  })

  it('goes the other way round as well: many requests, in order, on one connection', async () => {
    const port = await proxies.before(await echo())
    using connection = new RawConnection(port)
    connection.send(get('/1') + post('/2', 'x') + get('/3'))
    const answers = [
      await connection.answer(),
      await connection.answer(),
      await connection.answer(),
    ]
    expect(answers.map((answer) => bodyOf(answer).split('\n')[0])).toEqual([
      'GET /1',
      'POST /2',
      'GET /3',
    ])
  })
})

/** The result of `fetch` for an answer of these bytes. */
const fetchFrom = async (bytes: string): Promise<Response> => {
  const { dispatch } = proxies.upstream(await proxies.saying(bytes))
  const fetch = createWebFetch({ ...handlerOptions, match: matchAll(dispatch) })
  return fetch(new Request('http://our.example/x'))
}

describe('fetch', () => {
  it('returns an answer with its length', async () => {
    const response = await fetchFrom(
      'HTTP/1.1 201 Created\r\nX-A: 1\r\nContent-Length: 3\r\n\r\none',
    )
    expect(response).toMatchObject({ status: 201, statusText: 'Created' })
    expect([...response.headers]).toEqual([
      ['content-length', '3'],
      ['x-a', '1'],
    ])
    expect(await response.text()).toBe('one')
  })

  it.each([204, 205, 304])('returns status %i without a body', async (status) => {
    const response = await fetchFrom(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`)
    expect(response).toMatchObject({ status, body: null })
  })

  it('fails within a body that is cut', async () => {
    const response = await fetchFrom('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\none')
    await expect(response.text()).rejects.toThrow('the answer was cut')
  })

  it('says which host was asked, but no address', async () => {
    const { dispatch } = proxies.upstream(await echo())
    const fetch = createWebFetch({ ...handlerOptions, match: matchAll(dispatch) })
    const answer = await (await fetch(new Request('https://our.example/x'))).text()
    expect(answer).toContain('X-Forwarded-Host: our.example\nX-Forwarded-Proto: https\n')
    expect(answer).not.toContain('X-Forwarded-For')
  })
})

describe('a client that sends nothing more', () => {
  it('is not kept waiting for an Orthanc that hangs, which is not said to fail', async () => {
    const port = await proxies.before(await proxies.sockets(() => undefined))
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).end(get('/x'))
    expect(await text(client)).toMatch(/^HTTP\/1.1 502 [^]*the client seems to have disconnected/)
    expect(proxies.log).toEqual([])
  })
})

/** All that comes up to the end of the connection. */
async function wireOf(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  socket.write(request)
  return text(socket)
}
