import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { Proxies } from '../../test/support/proxy.ts'
import { exchange, get, post } from '../../test/support/raw-http.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

const proxies = new Proxies()
const secrets = { user: 'alice:secret@', basePath: '/base' }

/** The error that a client gets for `GET /x?patient=doe`. */
async function errorFrom(port: number): Promise<unknown> {
  const { body, connection } = await exchange(port, get('/x?patient=doe'))
  expect(connection).toBe('open')
  return JSON.parse(body.toString())
}

const closedPort = async (): Promise<number> => {
  const server = await proxies.sockets(() => undefined)
  await proxies.closeServers()
  return server
}

/** An answer with that number of header lines. */
function manyLines(count: number): string {
  return `HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(count - 1)}Content-Length: 0\r\n\r\n`
}

it('takes an answer of 1000 header lines whole', async () => {
  const port = await proxies.before(await proxies.saying(manyLines(1000)))
  const { headerLines } = await exchange(port, get('/'))
  expect(headerLines.filter((line) => line === 'X: a')).toHaveLength(999)
})

describe('an Orthanc that does not answer', () => {
  const huge = `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`
  it.each([
    ['is down', closedPort, /^The upstream Orthanc refuses the connection \(ECONNREFUSED\)$/],
    [
      'sends answers 1xx without end',
      () =>
        proxies.saying(
          'HTTP/1.1 102 X\r\n\r\n'.repeat(101) + 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
        ),
      /sent invalid HTTP \(status 1xx\)$/,
    ],
    [
      'closes at once',
      () => proxies.sockets((socket) => socket.end()),
      /without an answer \(ECONNRESET\)$/,
    ],
    [
      'resets',
      () => proxies.sockets((socket) => socket.resetAndDestroy()),
      /without an answer \((ECONNRESET|EPIPE)\)$/,
    ],
    [
      'closes within its head',
      () => proxies.saying('HTTP/1.1 200 OK\r\nX: 1\r\n'),
      /\(ECONNRESET\)$/,
    ],
    ['sends garbage', () => proxies.saying('garbage\r\n\r\n'), /sent invalid HTTP \(HPE_\w+\)$/],
    [
      'sends a bad header',
      () => proxies.saying('HTTP/1.1 200 OK\r\nX: a\x01b\r\n\r\n'),
      /sent invalid HTTP \(HPE_\w+\)$/,
    ],
    [
      'sends two lengths',
      () => proxies.saying('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
      /sent invalid HTTP \(HPE_\w+\)$/,
    ],
    [
      'sends a bad chunk with its head',
      () => proxies.saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
      /sent invalid HTTP \(HPE_\w+\)$/,
    ],
    [
      'speaks HTTP/2',
      () => proxies.saying('\0\0\x12\x04\0\0\0\0\0'),
      /sent invalid HTTP \(HPE_\w+\)$/,
    ],
    [
      'sends an enormous head',
      () => proxies.saying(huge),
      /sent a head that is too large \(HPE_HEADER_OVERFLOW\)$/,
    ],
    [
      'sends too many header lines',
      () => proxies.saying(manyLines(1001)),
      /sent more than 1000 header lines \(TOO_MANY_HEADER_LINES\)$/,
    ],
    [
      'sends an odd status',
      () => proxies.saying('HTTP/1.1 999 Odd\r\nContent-Length: 1\r\n\r\nx'),
      /sent invalid HTTP \(status 999\)$/,
    ],
    [
      'switches protocols',
      () =>
        proxies.saying(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
        ),
      /\(ECONNRESET\)$/,
    ],
  ])('because it %s is a bad gateway', async (_, open, reason) => {
    const port = await proxies.before(await open(), secrets)
    expect(await errorFrom(port)).toEqual({
      Details: expect.stringMatching(reason),
      HttpError: 'Bad Gateway',
      HttpStatus: 502,
      Message: 'Error in the network protocol',
      Method: 'GET',
      OrthancError: 'Error in the network protocol',
      OrthancStatus: 9,
      Uri: '/x',
    })
    expect(proxies.log).toHaveLength(1)
    expect(proxies.log[0]).toMatch(/^The upstream Orthanc .*: answered 502 to 127\.0\.0\.1$/)
    expect(proxies.log[0]).not.toMatch(/alice|secret|patient/)
  })

  it('in time is a gateway that timed out', async () => {
    const ended: string[] = []
    const orthanc = await proxies.sockets((socket) =>
      socket.on('close', () => ended.push('closed')).resume(),
    )
    const port = await proxies.before(orthanc, { ...secrets, quietMs: 100 })
    expect(await errorFrom(port)).toMatchObject({
      Details: 'The upstream Orthanc did not answer within 100 ms',
      HttpStatus: 504,
      OrthancStatus: 16,
    })
    await vi.waitFor(() => expect(ended).toEqual(['closed']))
  })

  it('but comes back is asked again', async () => {
    let answer = 'garbage'
    const orthanc = await proxies.sockets((socket) => socket.once('data', () => socket.end(answer)))
    const port = await proxies.before(orthanc)
    expect((await exchange(port, get('/'))).statusLine).toMatch('502')
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
    expect((await exchange(port, get('/'))).statusLine).toMatch('200')
  })
})

describe('an Orthanc that answers before it has the body, and closes', () => {
  const refusal = 'HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 9\r\n\r\ntoo large'
  const closings: Readonly<Record<string, (socket: Socket) => void>> = {
    'at once': (socket) => socket.end(refusal, () => socket.destroy()),
    'when the answer is sent': (socket) => socket.write(refusal, () => socket.destroy()),
    'with a reset': (socket) => socket.write(refusal, () => socket.resetAndDestroy()),
  }

  const cases = Object.entries(closings).flatMap(([name, close]) =>
    [true, false].map((streamsBody) => ({ name, close, streamsBody })),
  )

  it.each(cases)('$name: its client gets the answer (streamed: $streamsBody)', async (each) => {
    const orthanc = await proxies.sockets((socket) =>
      socket.once('data', () => {
        socket.pause()
        each.close(socket)
      }),
    )
    const port = await proxies.beforeUpstream(proxies.upstream(orthanc), each.streamsBody)
    const request = post('/instances', 'x'.repeat(4 * 1024 * 1024))
    for (let i = 0; i < 10; i++) {
      const { statusLine, body } = await exchange(port, request)
      expect([statusLine, body.toString()]).toEqual([
        'HTTP/1.1 413 Request Entity Too Large',
        'too large',
      ])
    }
  })
})

/** The request lines that came, on connections that end at the second one. */
async function closingOnReuse(): Promise<{ port: number; came: string[] }> {
  const came: string[] = []
  const orthanc = await proxies.sockets((socket) => {
    let count = 0
    socket.on('data', (bytes) => {
      came.push(bytes.toString().split(' HTTP')[0] ?? '')
      if (count++ > 0) socket.destroy()
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
  })
  return { port: await proxies.before(orthanc), came }
}

describe('a connection that Orthanc closes when it is used again', () => {
  it('costs a second try', async () => {
    const { port, came } = await closingOnReuse()
    await exchange(port, get('/1'))
    expect((await exchange(port, get('/2'))).body.toString()).toBe('ok')
    expect(came).toEqual(['GET /1', 'GET /2', 'GET /2'])
  })

  it('is not used for a POST', async () => {
    const { port, came } = await closingOnReuse()
    await exchange(port, get('/1'))
    expect((await exchange(port, post('/2', ''))).body.toString()).toBe('ok')
    expect(came).toEqual(['GET /1', 'POST /2'])
  })
})

describe('an Orthanc with TLS', () => {
  const folder = temporaryFolder('upstream')
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=x', '-addext']
  const output = ['subjectAltName=IP:127.0.0.1', '-keyout', 'key.pem', '-out', 'cert.pem']
  execFileSync('openssl', [...args, ...output], { cwd: folder, stdio: 'ignore' })
  const [cert = '', key = ''] = ['cert.pem', 'key.pem'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  )
  const listen = (): Promise<number> =>
    proxies.listen(createTlsServer({ cert, key }, (_, response) => void response.end('safe')))

  it('is asked with its certificate checked', async () => {
    const options = { protocol: 'https', authority: cert }
    const port = await proxies.before(await listen(), options)
    expect((await exchange(port, get('/'))).body.toString()).toBe('safe')
  })

  it.each([
    ['that is not trusted', listen, 'certificate that is not trusted'],
    [
      'that speaks plain HTTP',
      () => proxies.saying('HTTP/1.1 200 OK\r\n\r\n'),
      'cannot agree on TLS',
    ],
  ])('%s is a bad gateway', async (_, open, details) => {
    const port = await proxies.before(await open(), { protocol: 'https' })
    expect(await errorFrom(port)).toMatchObject({
      HttpStatus: 502,
      Details: expect.stringContaining(details),
    })
  })
})
