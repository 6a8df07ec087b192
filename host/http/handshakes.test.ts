import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createServer, type Server } from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import { portOf } from '../../test/support/port.ts'
import { shakeHandsInTurns } from './handshakes.ts'
import { ReadTurns } from './read-turns.ts'

const open: { destroy(): void }[] = []

afterEach(() => {
  for (const one of open.splice(0)) one.destroy()
})

/** A server whose handshakes are counted, and not made. */
async function start(
  waitMs: number,
  turns = new ReadTurns(),
): Promise<{ port: number; begun: Socket[]; server: Server; closeWaiting: () => void }> {
  const server = createServer({})
  const begun: Socket[] = []
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => void begun.push(socket))
  const closeWaiting = shakeHandsInTurns(server, waitMs, turns)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ destroy: () => server.close() })
  return { port: portOf(server), begun, server, closeWaiting }
}

function client(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  open.push(socket)
  return socket
}

it('begins a handshake with the first bytes of a client, which are left for it', async () => {
  const { port, begun } = await start(5000)
  const silent = client(port)
  const speaking = client(port)
  await Promise.all([once(silent, 'connect'), once(speaking, 'connect')])
  speaking.write('hello')
  await expect.poll(() => begun.length).toBe(1)
  expect(String(begun[0]?.read())).toBe('hello')
})

it('begins one in each turn of the event loop', async () => {
  const { port, begun } = await start(5000)
  const clients = Array.from({ length: 40 }, () => client(port))
  await Promise.all(clients.map((socket) => once(socket, 'connect')))
  for (const socket of clients) socket.write('hello')
  const perTurn: number[] = []
  let before = 0
  while (begun.length < clients.length) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    perTurn.push(begun.length - before)
    before = begun.length
  }
  expect(Math.max(...perTurn)).toBe(1)
})

it('closes a client that says nothing, and one that leaves without a word', async () => {
  const { port, begun } = await start(100)
  const silent = client(port)
  const leaving = client(port)
  leaving.once('connect', () => leaving.end())
  silent.resume()
  leaving.resume()
  await Promise.all([once(silent, 'close'), once(leaving, 'close')])
  expect(begun).toEqual([])
})

it('closes those that wait when the server stops', async () => {
  const { port, begun, closeWaiting } = await start(60_000)
  const first = client(port)
  await once(first, 'connect')
  first.write('hello')
  await expect.poll(() => begun.length).toBe(1)
  const silent = client(port)
  await once(silent, 'connect')
  silent.resume()
  await expect
    .poll(() => {
      closeWaiting()
      return silent.destroyed
    })
    .toBe(true)
  expect(begun[0]?.destroyed).toBe(false)
})

it('has those that are secure read, also where their turn is over by that', async () => {
  let now = 0
  const turns = new ReadTurns(() => (now += 20))
  const { port, begun, server } = await start(5000, turns)
  const clients = [client(port), client(port)]
  await Promise.all(clients.map((socket) => once(socket, 'connect')))
  for (const socket of clients) socket.write('hello')
  await expect.poll(() => begun.length).toBe(2)
  let received = ''
  for (const socket of begun) {
    socket.on('data', (piece) => void (received += piece.toString()))
    server.emit('secureConnection', { _parent: socket })
  }
  for (const socket of clients) socket.write(' more')
  await expect.poll(() => received.match(/more/g)).toHaveLength(2)
})
