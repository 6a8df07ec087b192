import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { portOf } from '../../test/support/port.ts'
import { TlsReader } from './tls-reader.ts'

it('keeps what comes with the system for as long as it holds', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = new Promise<Socket>((resolve) => {
    server.once('connection', resolve)
  })
  const client = connect(portOf(server), '127.0.0.1')
  const socket = await accepted
  let received = ''
  socket.on('data', (chunk) => void (received += chunk.toString()))
  const reader = new TlsReader(socket)
  client.write('a')
  await expect.poll(() => received).toBe('a')
  reader.hold()
  client.write('b')
  await wait(50)
  expect(received).toBe('a')
  reader.release()
  await expect.poll(() => received).toBe('ab')
  socket.destroy()
  // It has no handle any more.
  reader.hold()
  reader.release()
  server.close()
})
