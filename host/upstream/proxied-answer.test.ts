import { request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Proxies } from '../../test/support/proxy.ts'
import { exchange, get, RawConnection } from '../../test/support/raw-http.ts'
import { LeastRate } from '../exchange/least-rate.ts'
import type { StreamTarget } from '../exchange/ports.ts'
import { relayBody } from './proxied-answer.ts'

const proxies = new Proxies()

describe('an answer that is cut short', () => {
  it.each([
    ['with a length', 'Content-Length: 10\r\n\r\nshort', (socket: Socket) => socket.end()],
    [
      'in chunks',
      'Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n',
      (socket: Socket) => socket.end(),
    ],
    [
      'with a bad chunk',
      'Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n',
      (socket: Socket) => void setTimeout(() => socket.write('zz\r\n'), 30),
    ],
    [
      'by a reset',
      '\r\nshort',
      (socket: Socket) => void setTimeout(() => socket.resetAndDestroy(), 30),
    ],
    ['by silence', 'Content-Length: 10\r\n\r\nshort', () => undefined],
  ])('is cut for the client (%s)', async (_, rest, end) => {
    const orthanc = await proxies.sockets((socket) =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\n${rest}`)
        end(socket)
      }),
    )
    const answer = await exchange(await proxies.before(orthanc, { quietMs: 200 }), get('/'))
    expect(answer).toMatchObject({ statusLine: 'HTTP/1.1 200 OK', connection: 'reset' })
    expect(answer.body.toString()).toBe('short')
    expect(proxies.log[0]).toMatch(/cut short$/)
  })
})

describe('an answer in thousands of chunks of one byte', () => {
  it('is handed on in few pieces', async () => {
    const chunks = '1\r\nx\r\n'.repeat(5000)
    const orthanc = await proxies.saying(
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
    )
    const incoming = await new Promise<IncomingMessage>((resolve) =>
      request({ port: orthanc, host: '127.0.0.1' }, resolve).end(),
    )
    const pieces: number[] = []
    const target: StreamTarget = {
      begin: () => undefined,
      write: (bytes, taken) => {
        pieces.push(bytes.length)
        setImmediate(() => taken(true))
      },
    }
    expect(
      await relayBody(incoming, { target }, { quietMs: 1000, leastRate: new LeastRate(0) }),
    ).toBe('whole')
    expect(pieces.reduce((sum, length) => sum + length, 0)).toBe(5000)
    expect(pieces.length).toBeLessThan(100)
  })
})

/** An Orthanc that sends without end; the bytes that it has sent, and whether it still sends. */
async function endless(): Promise<{ port: number; sent: () => number; isOpen: () => boolean }> {
  let sent = 0
  let isOpen = false
  const port = await proxies.orthanc((_, response) => {
    isOpen = true
    response.on('close', () => (isOpen = false))
    const piece = Buffer.alloc(64 * 1024, 'x')
    // A write that fails may say so before the event does.
    const next = (error?: Error | null): void => {
      if (!isOpen || error) return
      sent += piece.length
      response.write(piece, next)
    }
    next()
  })
  return { port, sent: () => sent, isOpen: () => isOpen }
}

describe('a client', () => {
  it('that is slow slows Orthanc down', async () => {
    const orthanc = await endless()
    using client = new RawConnection(await proxies.before(orthanc.port))
    client.send(get('/')).pause()
    await vi.waitFor(() => expect(orthanc.sent()).toBeGreaterThan(100_000))
    let before = 0
    // Up to what the systems keep for two connections, and one piece of ours.
    while (before < orthanc.sent()) {
      before = orthanc.sent()
      expect(before).toBeLessThan(30_000_000)
      await sleep(200)
    }
    client.resume()
    await vi.waitFor(() => expect(orthanc.sent()).toBeGreaterThan(before + 1_000_000))
  })

  it('that reads nothing at all is given up', async () => {
    const orthanc = await endless()
    using client = new RawConnection(await proxies.before(orthanc.port, { quietMs: 200 }))
    client.send(get('/')).pause()
    await vi.waitFor(() => expect(orthanc.isOpen()).toBe(true))
    await vi.waitFor(() => expect(orthanc.isOpen()).toBe(false))
  })

  it('that leaves while it is sent to ends the request', async () => {
    const orthanc = await endless()
    using client = new RawConnection(await proxies.before(orthanc.port))
    await client.send(get('/')).received(1_000_000)
    client.leave()
    await vi.waitFor(() => expect(orthanc.isOpen()).toBe(false))
    expect(proxies.log).toEqual([])
  })

  it('that leaves before the head ends the request', async () => {
    const events: string[] = []
    const orthanc = await proxies.sockets((socket) => {
      events.push('open')
      socket.on('close', () => events.push('closed')).resume()
    })
    using client = new RawConnection(await proxies.before(orthanc))
    client.send(get('/'))
    await vi.waitFor(() => expect(events).toEqual(['open']))
    client.leave()
    await vi.waitFor(() => expect(events).toEqual(['open', 'closed']))
    expect(proxies.log).toEqual([])
  })
})

// A reset can overtake what was written before it, and then looks like an end.
it('closing cuts what is on its way', { retry: 3 }, async () => {
  const orthanc = await endless()
  const upstream = proxies.upstream(orthanc.port)
  const port = await proxies.beforeUpstream(upstream)
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  socket.write(get('/'))
  await vi.waitFor(() => expect(orthanc.isOpen()).toBe(true))
  upstream.close()
  await expect(text(socket)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(orthanc.isOpen()).toBe(false)
})
