import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import type { HttpCall, OutsideReply } from '../exchange/ports.ts'
import { sendHttp } from './http-client.ts'
import { portOf } from '../../test/support/port.ts'

const quick = '/quick'
const server = createServer((request, response) => {
  if (request.url === quick) response.end('here')
})
await once(server.listen(0, '127.0.0.1'), 'listening')
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

function send(path: string, timeoutMs: number): Promise<OutsideReply> {
  const url = `http://127.0.0.1:${portOf(server)}${path}`
  const body = new Uint8Array()
  const credentials = undefined
  const call: HttpCall = { kind: 'http', method: 1, url, headers: [], body, credentials, timeoutMs }
  const { signal } = new AbortController()
  return sendHttp(call, new URL(url), { signal, maxBytes: 100, refuse: () => undefined })
}

describe('sendHttp', () => {
  it.each([2 ** 31, 2 ** 32, (2 ** 32 - 1) * 1000])(
    'waits for the answer with a timeout of %i ms, which no timer takes',
    async (timeoutMs) => {
      expect(await send(quick, timeoutMs)).toMatchObject({ kind: 'answered', status: 200 })
    },
  )

  it('gives up in time', async () => {
    expect(await send('/never', 50)).toMatchObject({ kind: 'failed', code: 9 })
  })
})
