import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { joinInTurns } from '../exchange/bytes.ts'
import type { HttpCall, OutboundReply } from '../exchange/ports.ts'
import { sendHttp } from './http-client.ts'
import { portOf } from '../../test/support/port.ts'

// Test files share their modules: one that is loaded would call the function itself
vi.hoisted(() => vi.resetModules())
vi.mock(import('../exchange/bytes.ts'), { spy: true })

const quick = '/quick'
const crumbs = '/crumbs'
const lines = '/lines'
const interim = '/interim'
const server = createServer((request, response) => {
  if (request.url === quick) response.end('here')
  if (request.url === lines) request.socket.end(`HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(1001)}\r\n`)
  if (request.url === interim) request.socket.end('HTTP/1.1 102 X\r\n\r\n'.repeat(101))
  if (request.url === crumbs)
    request.socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`)
})
const chunks = '1\r\nx\r\n'.repeat(50_000)
await once(server.listen(0, '127.0.0.1'), 'listening')
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

function send(path: string, timeoutMs: number): Promise<OutboundReply> {
  const url = `http://127.0.0.1:${portOf(server)}${path}`
  const body = new Uint8Array()
  const credentials = undefined
  const call: HttpCall = { kind: 'http', method: 1, url, headers: [], body, credentials, timeoutMs }
  const { signal } = new AbortController()
  return sendHttp(call, { signal, maxBytes: 50_000, admit: (text, base) => new URL(text, base) })
}

describe('sendHttp', () => {
  it.each([2 ** 31, 2 ** 32, (2 ** 32 - 1) * 1000])(
    'waits for the answer with a timeout of %i ms, which no timer takes',
    async (timeoutMs) => {
      expect(await send(quick, timeoutMs)).toMatchObject({ kind: 'answered', status: 200 })
    },
  )

  it('keeps chunks of one byte in few pieces, for each would take many times its size', async () => {
    const reply = await send(crumbs, 10_000)
    expect(reply).toMatchObject({ kind: 'answered', body: { length: 50_000 } })
    expect(vi.mocked(joinInTurns).mock.lastCall?.[0].length).toBeLessThan(200)
  })

  it.each([
    [lines, 'sent more than 1000 header lines (TOO_MANY_HEADER_LINES)'],
    [interim, 'sent invalid HTTP (status 1xx)'],
  ])('fails for the answer to %s', async (path, why) => {
    const reason = `127.0.0.1:${portOf(server)} ${why}`
    expect(await send(path, 10_000)).toEqual({ kind: 'failed', code: 9, reason })
  })

  it('gives up in time', async () => {
    expect(await send('/never', 50)).toMatchObject({ kind: 'failed', code: 9 })
  })
})
