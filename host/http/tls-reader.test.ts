import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { socketPair } from '../../test/support/socket-pair.ts'
import { TlsReader } from './tls-reader.ts'

it('keeps what comes with the system for as long as it holds', async () => {
  const { client, socket, server } = await socketPair()
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
