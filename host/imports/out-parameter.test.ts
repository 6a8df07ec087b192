import { describe, expect, it } from 'vitest'
import { memoryBytes, TestGuest } from '../../test/support/guest.ts'
import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'

/** A guest that gets this reply, and what it asked. */
function guestWith(reply: OutboundReply): { guest: TestGuest; asked: OutboundCall[] } {
  const guest = new TestGuest()
  const asked: OutboundCall[] = []
  const ask = (asks: OutboundCall): OutboundReply => {
    asked.push(asks)
    return reply
  }
  Object.assign(guest.context, { ask })
  return { guest, asked }
}

const answered = (body: string, status = 200): Extract<OutboundReply, { kind: 'answered' }> => ({
  kind: 'answered',
  status,
  headers: [['A', 'b']],
  body: new Uint8Array(Buffer.from(body)),
})

/** The bytes of a memory buffer as text. */
function textIn(guest: TestGuest, at: number): string {
  const data = guest.memory.readU32(at)
  return Buffer.from(guest.memory.copy(data, guest.memory.readU32(at + 4))).toString()
}

const outside = memoryBytes - 4

describe('a memory buffer', () => {
  it('is filled with the answer, in memory that the plugin frees', () => {
    const { guest } = guestWith(answered('body'))
    const target = guest.bytes(new Uint8Array(8))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(0)
    expect(textIn(guest, target)).toBe('body')
    guest.call('OrthancPluginFreeMemoryBuffer', target)
    expect(guest.freed).toEqual([guest.memory.readU32(target)])
  })

  it('has no memory for an empty answer', () => {
    const { guest } = guestWith(answered(''))
    const target = guest.bytes(new Uint8Array([1, 1, 1, 1, 1, 1, 1, 1]))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(0)
    expect([...guest.memory.copy(target, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  it.each([
    ['NULL', 0, 35],
    ['half outside the memory', outside, 3],
    ['-1', -1, 3],
  ])('that is %s is refused before anything is asked', (_, target, code) => {
    const { guest, asked } = guestWith(answered('body'))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(code)
    expect(asked).toEqual([])
    expect(guest.log).toEqual([expect.stringMatching(/^error: OrthancPluginRestApiGet: target: /)])
  })

  it('is not changed if the call fails', () => {
    const { guest } = guestWith({ kind: 'failed', code: 16, reason: 'why' })
    const target = guest.bytes(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(16)
    expect([...guest.memory.copy(target, 8)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(guest.log).toEqual(['error: OrthancPluginRestApiGet: why'])
  })

  it('is ignored for a DELETE', () => {
    const { guest, asked } = guestWith(answered('body'))
    expect(guest.call('OrthancPluginHttpDelete', guest.text('http://a/'), 0, 0)).toBe(0)
    expect(asked).toMatchObject([{ kind: 'http', method: 4, body: { length: 0 } }])
  })
})

/** Calls `OrthancPluginCallRestApi` with these addresses of out-parameters. */
function call(guest: TestGuest, ...places: readonly number[]): number {
  const name = 'OrthancPluginCallRestApi'
  return guest.call(name, ...places, 1, guest.text('/a'), 0, 0, 0, 0, 0, 0)
}

describe('an answer in three parts', () => {
  it('is written to each of the addresses', () => {
    const { guest } = guestWith(answered('body'))
    const [body, headers, status] = [8, 8, 2].map((size) => guest.bytes(new Uint8Array(size)))
    expect(call(guest, body ?? 0, headers ?? 0, status ?? 0)).toBe(0)
    expect(textIn(guest, body ?? 0)).toBe('body')
    expect(textIn(guest, headers ?? 0)).toBe('{\n\t"a" : "b"\n}\n')
    expect(guest.memory.readU16(status ?? 0)).toBe(200)
  })

  it('may have a status alone', () => {
    const { guest } = guestWith(answered('body'))
    const status = guest.bytes(new Uint8Array(2))
    expect(call(guest, 0, 0, status)).toBe(0)
    expect(guest.memory.readU16(status)).toBe(200)
  })

  it.each([
    ['answerBody', [outside, 0, 8], 3],
    ['answerHeaders', [0, outside, 8], 3],
    ['httpStatus', [0, 0, memoryBytes - 1], 3],
    ['httpStatus', [0, 0, 0], 35],
  ] as const)('whose %s is bad is refused before anything is asked', (name, places, code) => {
    const { guest, asked } = guestWith(answered('body'))
    expect(call(guest, ...places)).toBe(code)
    expect(asked).toEqual([])
    expect(guest.log.join()).toContain(`OrthancPluginCallRestApi: ${name}: `)
  })

  it('frees the body if there is no memory for the headers', () => {
    const { guest } = guestWith({
      ...answered('x'.repeat(60_000)),
      headers: [['a', 'b'.repeat(9000)]],
    })
    const places = guest.bytes(new Uint8Array(24))
    expect(call(guest, places, places + 8, places + 16)).toBe(4)
    expect(guest.freed).toHaveLength(1)
    expect([...guest.memory.copy(places, 16)]).toEqual(Array.from({ length: 16 }, () => 0))
  })
})

it('an unknown identifier is NULL', () => {
  const { guest } = guestWith(answered('[]'))
  expect(guest.call('OrthancPluginLookupPatient', guest.text('P1'))).toBe(0)
})

it('an identifier that Orthanc knows is a text', () => {
  const { guest, asked } = guestWith(
    answered('[{"ID":"x","Type":"Patient"},{"ID":"y","Type":"Study"}]'),
  )
  const at = guest.call('OrthancPluginLookupPatient', guest.text('P1'))
  expect(Buffer.from(guest.memory.copy(at, 2)).toString()).toBe('x\0')
  expect(asked).toMatchObject([
    { kind: 'rest', method: 2, uri: '/tools/lookup', afterPlugins: false },
  ])
})
