import { expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import { errorCodes } from '../../abi/enums.ts'
import type { OutboundCall } from '../exchange/ports.ts'

const post = 2

/** A plugin whose body has pieces of these addresses and sizes, and what was sent and received. */
function client(pieces: (guest: TestGuest) => readonly (readonly [at: number, size: number])[]) {
  const guest = new TestGuest()
  const given = pieces(guest)
  const sent: OutboundCall[] = []
  const received: string[] = []
  let next = 0
  const answers = {
    RequestIsDone: () => Number(next === given.length),
    RequestGetChunkSize: () => given[next]?.[1] ?? 0,
    RequestGetChunkData: () => given[next]?.[0] ?? 0,
    RequestNext: () => {
      next++
      return 0
    },
    AnswerAddHeader: () => 0,
    AnswerAddChunk: (_answer: number, at = 0, size = 0) => {
      received.push(Buffer.from(guest.memory.bytes(at, size)).toString('latin1', 0, 4))
      return size === 1 ? errorCodes.FullStorage : 0
    },
  }
  const callFunction = (_index: number, type: string, ...values: number[]): number => {
    const [, name] = Object.entries(answers).find(([key]) => type.endsWith(key)) ?? []
    return name?.(values[0] ?? 0, values[1], values[2]) ?? 0
  }
  const ask = (call: OutboundCall) => {
    sent.push(call)
    const body = new Uint8Array(16_385).fill(65)
    return { kind: 'answered', status: 200, headers: [['A', 'b']], body } as const
  }
  Object.assign(guest.context, { ask, callFunction })
  const status = guest.bytes(new Uint8Array(2))
  const call = (at = status): number => {
    const url = guest.text('http://h')
    const rest = [0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    const values = [0, 1, 1, at, post, url, 0, 0, 0, ...rest]
    return guest.call('OrthancPluginChunkedHttpClient', ...values)
  }
  return { guest, sent, received, call }
}

it('sends the pieces of a body together, and passes an answer on in pieces until one is refused', () => {
  const { sent, received, call } = client((guest) => [
    [guest.text('first'), 5],
    [0, 0],
    [guest.text('last'), 4],
  ])
  expect(call()).toBe(errorCodes.FullStorage)
  expect(sent).toMatchObject([{ method: post, body: new Uint8Array(Buffer.from('firstlast')) }])
  expect(received).toEqual(['AAAA', 'A'])
})

it.each([
  ['outside of the memory', 0xfffffff0, 100, errorCodes.ParameterOutOfRange],
  ['beyond the limit', 8, 64 * 1024 * 1024 + 1, errorCodes.NotEnoughMemory],
])('sends nothing if a piece is %s', (_, at, size, code) => {
  const { sent, call } = client(() => [[at, size]])
  expect(call()).toBe(code)
  expect(sent).toEqual([])
})

it('sends nothing without a place for the status', () => {
  const { sent, call } = client(() => [])
  expect(call(0)).toBe(errorCodes.NullPointer)
  expect(sent).toEqual([])
})
