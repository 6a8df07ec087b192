import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { portOf } from '../../test/support/port.ts'
import { unlimitedClients, type ClientLimits } from '../exchange/limits.ts'
import { ClientSockets, connectionLimit } from './client-sockets.ts'

const opened: Socket[] = []
const log: string[] = []

afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy()
  log.length = 0
})

/** Accepts clients within those limits, one after another. */
async function listen(limit: number, changed: Partial<ClientLimits> = {}) {
  const clients = { ...unlimitedClients, ...changed }
  const sockets = new ClientSockets({ limit, clients, log: ({ message }) => log.push(message) })
  const server = createServer().listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  return {
    sockets,
    /** The host's side of a new connection from that address. */
    connect: async (localAddress = '127.0.0.1'): Promise<Socket> => {
      opened.push(connect({ port: portOf(server), host: '127.0.0.1', localAddress }))
      opened.at(-1)?.on('error', () => undefined)
      const [socket]: Socket[] = await once(server, 'connection')
      if (socket === undefined) throw new Error('no connection')
      sockets.accept(socket.on('error', () => undefined))
      return socket
    },
  }
}

const stateOf = (sockets: readonly Socket[]): string =>
  sockets.map(({ destroyed }) => (destroyed ? 'closed' : 'open')).join(' ')

describe('ClientSockets', () => {
  it('closes the connection that has waited longest for a request if the server is full', async () => {
    const { connect: accept } = await listen(4)
    const accepted = [await accept(), await accept(), await accept(), await accept()]
    expect(stateOf(accepted)).toBe('closed open open open')
    expect(log[0]).toContain('All 4 connections are open')
  })

  it('closes no connection with a request, and first those that never had one', async () => {
    const { sockets, connect: accept } = await listen(4)
    const [busy, kept] = [await accept(), await accept()]
    sockets.of(busy).beginRequest()
    sockets.of(kept).beginRequest()
    sockets.of(kept).endRequests()
    const silent = await accept()
    const last = await accept()
    expect(stateOf([busy, kept, silent, last])).toBe('open open closed open')
    sockets.of(last).beginRequest()
    const later = await accept()
    expect(stateOf([busy, kept, last, later])).toBe('open closed open open')
  })

  it('closes the connection whose last answer is the oldest', async () => {
    const { sockets, connect: accept } = await listen(5)
    const [early, oldest, busy] = [await accept(), await accept(), await accept()]
    const answer = (socket: Socket): void => {
      sockets.of(socket).beginRequest()
      sockets.of(socket).endRequests()
    }
    for (const socket of [early, oldest, busy, early]) answer(socket)
    sockets.of(busy).beginRequest()
    const others = [await accept(), await accept()]
    expect(stateOf([early, oldest, busy, ...others])).toBe('open open open closed open')
    for (const socket of others) answer(socket)
    const last = await accept()
    expect(stateOf([early, oldest, busy, last])).toBe('open closed open open')
  })

  it('does not count a closed connection as idle when its request ends', async () => {
    const { sockets, connect: accept } = await listen(3)
    const left = await accept()
    const client = sockets.of(left)
    client.beginRequest()
    left.destroy()
    await once(left, 'close')
    client.endRequests()
    const kept = [await accept(), await accept(), await accept()]
    expect(stateOf(kept)).toBe('closed open open')
  })

  it('keeps a connection whose answer is not sent yet', async () => {
    const { sockets, connect: accept } = await listen(3)
    const slow = await accept()
    const client = sockets.of(slow)
    client.attach({ isIdle: false })
    client.beginRequest()
    client.endRequests()
    const others = [await accept(), await accept()]
    expect(stateOf([slow, ...others])).toBe('open closed open')
  })

  it('limits one address to its share, and closes further connections', async () => {
    const { sockets, connect: accept } = await listen(8, { clientShare: 0.25 })
    const busy = [await accept(), await accept()]
    for (const socket of busy) sockets.of(socket).beginRequest()
    const beyond = await accept()
    const other = await accept('127.0.0.2')
    expect(stateOf([...busy, beyond, other])).toBe('open open closed open')
    expect(log).toEqual([
      'ClientShare reached: 2 connections of 127.0.0.1 are open (raise ClientShare, or list the address in TrustedProxies if it is a proxy): a further one is closed',
    ])
    busy[0]?.destroy()
    await once(busy[0] ?? beyond, 'close')
    expect(stateOf([await accept()])).toBe('open')
  })

  it('closes the oldest one without a request of the address whose share is reached', async () => {
    const { connect: accept } = await listen(8, { clientShare: 0.25 })
    const other = await accept('127.0.0.2')
    const own = [await accept(), await accept(), await accept()]
    expect(stateOf([other, ...own])).toBe('open closed open open')
  })

  it('counts no connection of a trusted proxy', async () => {
    const { sockets, connect: accept } = await listen(8, {
      clientShare: 0.25,
      trustedProxies: ['127.0.0.1'],
    })
    const accepted = [await accept(), await accept(), await accept()]
    expect(stateOf(accepted)).toBe('open open open')
    const [client] = accepted.map((socket) => sockets.of(socket))
    expect(client?.shareAddress(['X-Forwarded-For', '192.0.2.1'])).toBe('192.0.2.1')
    expect(client?.address).toBeUndefined()
  })
})

it.each([
  [Infinity, 10_000],
  [1_048_576, 10_000],
  [4096, 3584],
  [1024, 512],
  [256, 128],
])('of %s descriptors clients get %i', (descriptors, limit) => {
  expect(connectionLimit(descriptors)).toBe(limit)
})

it('allows some connections in this process', () => {
  expect(connectionLimit()).toBeGreaterThan(0)
})
