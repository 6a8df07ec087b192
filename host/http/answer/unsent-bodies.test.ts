import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { UnsentBodies } from './unsent-bodies.ts'
import { portOf } from '../../../test/support/port.ts'

const MiB = 1024 * 1024
const body = new Uint8Array(32 * MiB)
const events: string[] = []
const unsent = new UnsentBodies(48 * MiB, {
  onCut: () => void events.push('cut'),
  onFull: (isFull) => void events.push(isFull ? 'full' : 'room'),
})
const server = createServer((_, response: ServerResponse) => {
  response.writeHead(200, { 'Content-Length': body.length })
  unsent.send(response, body)
})
const sockets: Socket[] = []
const last = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.close()
})

async function ask(requests = last, of = server): Promise<Socket> {
  const socket = connect(portOf(of), '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write(requests)
  await once(socket, 'connect')
  return socket
}

it('sends everything to a client that reads, and disconnects those that read nothing at the limit', async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const reading = await ask()
  let received = 0
  reading.on('data', ({ length }: Buffer) => (received += length))
  await once(reading, 'close')
  expect(received).toBeGreaterThan(body.length)
  expect(events).toEqual(['room'])

  const idle = [await ask(), await ask()]
  for (const socket of idle) socket.pause()
  await expect.poll(() => events, { timeout: 20_000 }).toContain('cut')
  expect(events).toContain('full')
  expect(unsent.isFull).toBe(false)
})

it('drops what waits for an answer whose client leaves, and releases each once', async () => {
  let released = 0
  const waiting = new UnsentBodies(body.length, {
    onCut: () => undefined,
    onFull: () => undefined,
  })
  const other = createServer((_, response) => {
    response.writeHead(200, { 'Content-Length': body.length })
    waiting.send(response, body, () => void released++)
  })
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const leaving = await ask('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3), other)
  leaving.pause()
  await expect.poll(() => waiting.isFull).toBe(true)
  leaving.destroy()
  await expect.poll(() => released).toBe(3)
  expect(waiting.isFull).toBe(false)
  await once(other.close(), 'close')
  expect(released).toBe(3)
})

it('counts what cannot be sent yet', () => {
  const changes: boolean[] = []
  const counted = new UnsentBodies(100, {
    onCut: () => undefined,
    onFull: (isFull) => void changes.push(isFull),
  })
  const first = counted.reserve(60)
  const second = counted.reserve(60)
  expect(counted.isFull).toBe(true)
  second()
  first()
  expect(changes).toEqual([true, false, false])
  expect(counted.isFull).toBe(false)
})
