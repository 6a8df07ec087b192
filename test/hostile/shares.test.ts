import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { upstreamLimits } from '../../host/exchange/limits.ts'
import { makeCertificate } from '../support/certificate.ts'
import { portOf } from '../support/port.ts'
import { exchange, get, post, RawConnection } from '../support/raw-http.ts'
import { sample, startServer, ulimit, type RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Attackers come from the first address, and a client that is healthy from another one of the loopback. */
const attacker = '127.0.0.1'
const accomplice = '127.0.0.2'
const healthy = '127.0.0.3'

const folder = temporaryFolder('shares')
const plugins = [sample('hello')]
const isLinux = process.platform === 'linux'
const opened: { destroy(): void }[] = []
const servers: RunningServer[] = []

afterEach(() => {
  for (const each of opened.splice(0)) each.destroy()
})

afterAll(() => Promise.all(servers.map((server) => server.stop())))

/** A server with that configuration, in which no deadline of a request passes within a test. */
async function start(
  webAssembly: object,
  options: { readonly descriptors?: number; readonly http?: object } = {},
): Promise<RunningServer> {
  const config = join(folder, 'config.json')
  const http = { HttpRequestTimeout: 600, ...options.http }
  writeFileSync(config, JSON.stringify({ ...http, WebAssembly: webAssembly }))
  const { descriptors } = options
  const args = ['--config', config]
  const server = await startServer({
    plugins,
    args,
    ...(descriptors === undefined ? {} : { wrapper: ulimit(`-n ${descriptors}`) }),
  })
  servers.push(server)
  return server
}

function attack(server: RunningServer, bytes: string, localAddress = attacker): Socket {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined).write(bytes)
  opened.push(socket)
  return socket
}

async function statusOf(
  server: RunningServer,
  request: string,
  localAddress: string,
): Promise<string> {
  return (await exchange(server.port, request, localAddress)).statusLine
}

describe.skipIf(!isLinux)('half heads', () => {
  const hello = get('/hello/you', 'Connection: close')
  let server: RunningServer

  beforeAll(async () => {
    server = await start({}, { descriptors: 256 })
  })

  it.each([
    ['another address', [attacker, accomplice], healthy],
    ['their own address', [attacker], attacker],
  ])('on more connections than there are leave some to %s', async (_, attackers, address) => {
    const halves = attackers.flatMap((from) =>
      Array.from({ length: 200 }, () => attack(server, 'GET /hello/x HTTP/1.1\r\nX: ', from)),
    )
    await expect.poll(() => halves.filter(({ closed }) => closed).length).toBeGreaterThan(70)
    for (let i = 0; i < 5; i++) expect(await statusOf(server, hello, address)).toContain(' 200 ')
    await expect
      .poll(() => server.log())
      .toMatch(/connections .*: the one of 127\.0\.0\.\d that waited longest/)
  })

  it('leave alone requests that run', async () => {
    using connection = new RawConnection(server.port, attacker)
    const head = 'POST /hello/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n'
    await connection.send(`${head}Connection: close\r\nExpect: 100-continue\r\n\r\n`).received(20)
    const halves = Array.from({ length: 200 }, () => attack(server, 'GET /'))
    await expect.poll(() => halves.filter(({ closed }) => closed).length).toBeGreaterThan(100)
    expect((await connection.send('x').answer()).body.toString()).toContain(' 200 OK')
  })
})

function startSecure(requestTimeoutS: number, descriptors?: number): Promise<RunningServer> {
  const SslCertificate = join(folder, 'both.pem')
  const http = { SslEnabled: true, SslCertificate, HttpRequestTimeout: requestTimeoutS }
  return start({}, { http, ...(descriptors === undefined ? {} : { descriptors }) })
}

describe.skipIf(!isLinux)('TLS handshakes that never end', () => {
  /** The head of a record with a client's hello, which says that more follows than ever does. */
  const hello = '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003'

  beforeAll(() => makeCertificate(folder))

  it('are ended', async () => {
    const server = await startSecure(1)
    const silent = attack(server, '')
    const dripping = attack(server, hello)
    const drip = setInterval(() => dripping.writable && dripping.write('\u0003'), 100)
    await expect.poll(() => [silent.closed, dripping.closed]).toEqual([true, true])
    clearInterval(drip)
  })

  it('on more connections than there are leave alone requests that run', async () => {
    const server = await startSecure(600, 256)
    const options = { port: server.port, host: '127.0.0.1', rejectUnauthorized: false }
    const secure = connectTls(options)
    opened.push(secure)
    secure.setEncoding('latin1').write('POST /hello/x HTTP/1.1\r\nContent-Length: 1\r\n')
    secure.write('Connection: close\r\nExpect: 100-continue\r\n\r\n')
    const [first] = await once(secure, 'data')
    expect(first).toContain(' 100 ')
    const halves = Array.from({ length: 200 }, () => attack(server, hello))
    await expect.poll(() => halves.filter(({ closed }) => closed).length).toBeGreaterThan(100)
    secure.write('x')
    expect((await secure.toArray()).join('')).toContain(' 200 OK')
  })
})

describe.skipIf(!isLinux)('uploads that stop before their end', () => {
  const MiB = 1024 * 1024
  const upload = `POST /hello/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${MiB}\r\n\r\n`
  const whole = post('/hello/x', 'x'.repeat(MiB))

  /** Five of them, where an address may have two; returns the first answer to one of them. */
  function stall(server: RunningServer): ReturnType<RawConnection['answer']> {
    const connections = Array.from({ length: 5 }, () => {
      const connection = new RawConnection(server.port, attacker)
      opened.push({ destroy: () => connection.leave() })
      return connection.send(upload).send(Buffer.alloc(MiB - 1))
    })
    return Promise.any(connections.map((connection) => connection.answer()))
  }

  it('leave room to another address', async () => {
    const server = await start({ MaxBodiesMiB: 4, LeastRateKiBps: 0 })
    const refused = await stall(server)
    expect(refused.statusLine).toBe('HTTP/1.1 503 Service Unavailable')
    expect(refused.headerLines).toContain('Retry-After: 1')
    expect(await statusOf(server, whole, healthy)).toContain(' 200 ')
    expect(await statusOf(server, whole, attacker)).toContain(' 503 ')
    await expect
      .poll(() => server.log())
      .toContain('(ClientShare): answered 503 to 127.0.0.1 (raise')
  })

  it('are refused once they are too slow for others of their address', async () => {
    const server = await start({ MaxBodiesMiB: 4 })
    await stall(server)
    await expect.poll(() => statusOf(server, whole, attacker), { interval: 500 }).toContain(' 200 ')
    await expect
      .poll(() => server.log())
      .toContain('(LeastRateKiBps): answered 503 to 127.0.0.1 (lower')
  })
})

describe.skipIf(!isLinux)('answers of Orthanc that are read slowly', () => {
  const share = upstreamLimits.connections / 2
  const small = get('/small', 'Connection: close')
  const piece = Buffer.alloc(256 * 1024)
  let orthanc: Server
  /** Endless answers that are being sent. */
  let running = 0

  beforeAll(async () => {
    orthanc = createServer((incoming, response) => {
      if (incoming.url === '/small') {
        response.end('small')
        return
      }
      running++
      response.on('close', () => running--)
      const next = (error?: Error | null): void => {
        if (!error && !response.destroyed) response.write(piece, next)
      }
      next()
    }).listen(0, '127.0.0.1')
    await once(orthanc, 'listening')
  })

  afterAll(() => orthanc.close())

  async function startBefore(more: object = {}): Promise<RunningServer> {
    await expect.poll(() => running).toBe(0)
    return start({ Orthanc: `http://127.0.0.1:${portOf(orthanc)}`, ...more })
  }

  /** Asks for endless answers and reads nothing of them, on all connections that an address may have. */
  async function readNothing(server: RunningServer, localAddress: string): Promise<void> {
    const expected = running + share
    for (let i = 0; i < share; i++) attack(server, get('/endless'), localAddress).pause()
    await expect.poll(() => running).toBe(expected)
  }

  it('leave connections to another address', async () => {
    const server = await startBefore({ LeastRateKiBps: 0 })
    await readNothing(server, attacker)
    expect(await statusOf(server, small, healthy)).toContain(' 200 ')
    const own = await exchange(server.port, small, attacker)
    expect(own.statusLine).toBe('HTTP/1.1 503 Service Unavailable')
    expect(own.headerLines).toContain('Retry-After: 1')
    await expect.poll(() => server.log()).toContain('answered 503 to 127.0.0.1 (raise ClientShare')
  })

  it('leave them to the clients that a trusted proxy names', async () => {
    const server = await startBefore({ LeastRateKiBps: 0, TrustedProxies: [attacker] })
    const request = get('/endless', 'X-Forwarded-For: 192.0.2.1')
    for (let i = 0; i < share; i++) attack(server, request).pause()
    await expect.poll(() => running).toBe(share)
    const other = get('/small', 'X-Forwarded-For: 192.0.2.2')
    expect(await statusOf(server, other, attacker)).toContain(' 200 ')
    const same = get('/small', 'X-Forwarded-For: 10.0.0.1, 192.0.2.1')
    expect(await statusOf(server, same, attacker)).toContain(' 503 ')
  })

  it('are cut for others of their address', async () => {
    const server = await startBefore()
    await readNothing(server, attacker)
    await expect.poll(() => statusOf(server, small, attacker), { interval: 500 }).toContain(' 200 ')
    await expect
      .poll(() => server.log())
      .toContain('127.0.0.1 reads an answer of Orthanc too slowly')
  })

  it('are cut where they hold all connections and another address waits', async () => {
    const server = await startBefore()
    await readNothing(server, attacker)
    await readNothing(server, accomplice)
    expect(await statusOf(server, small, healthy)).toContain(' 200 ')
    expect(running).toBeGreaterThan(share)
  })
})
