import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import type { Header } from '../exchange/answer.ts'

interface Given {
  readonly status: number
  readonly body?: string
  readonly headers?: readonly Header[]
}

/** A guest whose requests get this answer. */
function guestThatGets({ status, body = '', headers = [] }: Given): TestGuest {
  const guest = new TestGuest()
  const bytes = new Uint8Array(Buffer.from(body))
  const ask = () => ({ kind: 'answered', status, headers, body: bytes }) as const
  Object.assign(guest.context, { ask })
  return guest
}

describe('the code in the body of an error', () => {
  it.each([
    ['is what the call returns', 400, '8', 8],
    ['may be one of a plugin', 500, '1000017', 1_000_017],
    ['is none where its 32 bits would be Success', 404, '4294967296', 17],
    ['is none where it is too large', 500, '1e300', 17],
    ['is none where it has a fraction', 500, '8.5', 17],
    ['is none where it is 0', 500, '0', 17],
  ] as const)('%s', (_, status, code, expected) => {
    const guest = guestThatGets({ status, body: `{"OrthancStatus":${code}}` })
    const target = guest.bytes(new Uint8Array(8).fill(7))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(expected)
    expect([...guest.memory.copy(target, 8)]).toEqual([7, 7, 7, 7, 7, 7, 7, 7])
  })
})

it('the names of headers are in lower case, and bytes above ASCII as they came', () => {
  const guest = guestThatGets({ status: 200, headers: [['X-\xc3\x89', 'A']] })
  const [headers, status] = [guest.bytes(new Uint8Array(8)), guest.bytes(new Uint8Array(2))]
  const rest = [1, guest.text('/a'), 0, 0, 0, 0, 0, 0]
  expect(guest.call('OrthancPluginCallRestApi', 0, headers, status, ...rest)).toBe(0)
  const text = guest.memory.copy(guest.memory.readU32(headers), guest.memory.readU32(headers + 4))
  expect(Buffer.from(text).toString()).toBe('{\n\t"x-É" : "A"\n}\n')
})
