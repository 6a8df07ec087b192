import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../support/certificate.ts'
import { portOf } from '../support/port.ts'
import { exchange, get } from '../support/raw-http.ts'
import { sample, type RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { longestStall, startMonitored } from './stall-monitor.ts'

const count = 2000

/** What the contract allows a crowd of clients. */
const longestStallMs = 250

const isLinux = existsSync('/proc/self/schedstat')
const plugins = [sample('hello'), sample('rest')]
const sockets: Socket[] = []
let server: RunningServer
let secure: RunningServer

beforeAll(async () => {
  const folder = temporaryFolder('crowd')
  // Room for the requests of a whole crowd, so that a plugin refuses none.
  const config = join(folder, 'crowd.json')
  writeFileSync(config, JSON.stringify({ WebAssembly: { MaxQueue: 2 * count } }))
  server = await startMonitored({ plugins, args: ['--config', config] })
  secure = await startMonitored({ plugins, args: ['--config', makeCertificate(folder).config] })
})

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

afterAll(() => Promise.all([server.stop(), secure.stop()]))

/** Opens connections to a server, and returns them once it has accepted all. */
async function crowd(to: RunningServer, size = count): Promise<readonly Socket[]> {
  const opened = await Promise.all(
    Array.from({ length: size }, async () => {
      const socket = connect(to.port, '127.0.0.1')
      sockets.push(socket)
      await once(socket, 'connect')
      return socket.on('error', () => undefined).resume()
    }),
  )
  await longestStall(to)
  return opened
}

async function send(crowded: readonly Socket[], bytes: string | Buffer): Promise<void> {
  await Promise.all(
    crowded.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.write(bytes, () => resolve())
        }),
    ),
  )
}

const greet = async (): Promise<string> =>
  (await exchange(server.port, get('/hello/you'))).body.toString()

async function firstBytes(crowded: readonly Socket[]): Promise<void> {
  await Promise.all(crowded.map((socket) => once(socket, 'data')))
}

describe.skipIf(!isLinux)(
  'a crowd that acts at the same moment delays other clients briefly',
  () => {
    it.each([
      ['a request', 'GET /hello/you HTTP/1.1\r\n\r\n'],
      ['a request for an unknown resource', 'GET /unknown HTTP/1.1\r\n\r\n'],
      ['invalid HTTP', 'garbage\r\n\r\n'],
    ])('when all send %s', async (_, bytes) => {
      const crowded = await crowd(server)
      const answered = firstBytes(crowded)
      await send(crowded, bytes)
      expect(await greet()).toBe('Hello you!\n')
      await answered
      expect(await longestStall(server)).toBeLessThan(longestStallMs)
    })

    it('when all send half a body, and then leave', async () => {
      const crowded = await crowd(server)
      await send(crowded, 'POST /rest/echo HTTP/1.1\r\nContent-Length: 1000\r\n\r\nabc')
      expect(await greet()).toBe('Hello you!\n')
      expect(await longestStall(server)).toBeLessThan(longestStallMs)
      for (const socket of crowded) socket.destroy()
      expect(await greet()).toBe('Hello you!\n')
      expect(await longestStall(server)).toBeLessThan(longestStallMs)
    })

    it('when a few send bodies in chunks of one byte', async () => {
      const crowded = await crowd(server, 8)
      const chunks = `Transfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(100_000)}0\r\n\r\n`
      const answered = firstBytes(crowded)
      await send(crowded.slice(0, 4), `POST /rest/echo HTTP/1.1\r\n${chunks}`)
      await send(crowded.slice(4), `POST /unknown HTTP/1.1\r\n${chunks}`)
      expect(await greet()).toBe('Hello you!\n')
      await answered
      expect(await longestStall(server)).toBeLessThan(longestStallMs)
    })

    it('when some pipeline thousands of requests', async () => {
      const crowded = await crowd(server, 100)
      await send(crowded, get('/rest/request').repeat(2000))
      for (let greeted = 0; greeted < 5; greeted++) expect(await greet()).toBe('Hello you!\n')
      expect(await longestStall(server)).toBeLessThan(longestStallMs)
    })

    // A million requests to parse: a busy machine takes minutes.
    const patient = { timeout: 300_000 }

    it('when many pipeline thousands of requests and read no answers', patient, async () => {
      // Where a hypervisor takes the processor away meanwhile, that counts as work: one of three crowds has to do without.
      let shortest = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < 3 && shortest >= longestStallMs; attempt++) {
        const crowded = await crowd(server, 800)
        for (const socket of crowded) socket.pause()
        await send(crowded, get('/hello/you').repeat(2000))
        for (let greeted = 0; greeted < 5; greeted++) expect(await greet()).toBe('Hello you!\n')
        shortest = Math.min(shortest, await longestStall(server))
        for (const socket of sockets.splice(0)) socket.destroy()
      }
      expect(shortest).toBeLessThan(longestStallMs)
    })

    it('when all begin a TLS handshake, and then leave', async () => {
      const crowded = await crowd(secure, 400)
      const answered = firstBytes(crowded)
      await send(crowded, await helloOfTls())
      await answered
      expect(await longestStall(secure)).toBeLessThan(longestStallMs)
      for (const socket of crowded) socket.resetAndDestroy()
      await expect.poll(async () => (await greetInTls()).endsWith('Hello you!\n')).toBe(true)
      expect(await longestStall(secure)).toBeLessThan(longestStallMs)
    })
  },
)

/** The answer of the TLS server to a client that completes its handshake. */
async function greetInTls(): Promise<string> {
  const options = { port: secure.port, host: '127.0.0.1', rejectUnauthorized: false }
  const client = connectTls(options).setEncoding('latin1')
  let answer = ''
  client.on('data', (piece: string) => void (answer += piece))
  client.write('GET /hello/you HTTP/1.0\r\n\r\n')
  await once(client, 'close')
  return answer
}

/** The ClientHello of a TLS client. */
function helloOfTls(): Promise<Buffer> {
  return new Promise((resolve) => {
    const listener = createServer((socket) => {
      socket.once('data', (hello) => {
        resolve(hello)
        socket.destroy()
        listener.close()
      })
    })
    listener.listen(0, '127.0.0.1', () => {
      const client = connectTls({ port: portOf(listener), host: '127.0.0.1' })
      client.on('error', () => client.destroy())
    })
  })
}
