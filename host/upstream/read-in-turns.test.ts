import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Proxies } from '../../test/support/proxy.ts'
import { upstreamLimits } from '../exchange/limits.ts'
import { readInTurns } from './read-in-turns.ts'

const proxies = new Proxies()

/** An answer of many chunks; the system's buffers are full of them. */
async function answerOf(chunk: string, count: number): Promise<IncomingMessage> {
  const chunks = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(count)
  const port = await proxies.saying(
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
  )
  const options = { port, host: '127.0.0.1', highWaterMark: upstreamLimits.unreadBytes }
  const incoming = await new Promise<IncomingMessage>((resolve) => request(options, resolve).end())
  await sleep(100)
  return incoming
}

function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

it('hands thousands of chunks of one byte on in few pieces', async () => {
  const incoming = await answerOf('x', 50_000)
  const lengths: number[] = []
  readInTurns(incoming, (piece, wantMore) => {
    lengths.push(piece.length)
    wantMore(true)
  })
  await new Promise((resolve) => incoming.on('close', resolve))
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(50_000)
  expect(lengths.length).toBeLessThan(200)
})

it('lets the event loop turn once pieces have taken long', async () => {
  let left = 30
  const incoming = new Readable({
    read() {
      this.push(left-- > 0 ? Buffer.alloc(10) : null)
    },
  })
  let piecesOfTurn = 0
  let most = 0
  readInTurns(incoming, (_, wantMore) => {
    if (++piecesOfTurn === 1) setImmediate(() => (piecesOfTurn = 0))
    most = Math.max(most, piecesOfTurn)
    work(15)
    wantMore(true)
  })
  await once(incoming, 'close')
  expect(left).toBeLessThan(0)
  expect(most).toBeLessThan(4)
})
