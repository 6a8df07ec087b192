import { describe, expect, it } from 'vitest'
import type { OutboundCall } from '../../exchange/ports.ts'
import { callDifference, replyOf } from './outside-reply.ts'

function callWith(body: Uint8Array<ArrayBuffer>, method = 2): OutboundCall {
  return { kind: 'rest', method, uri: '/a', headers: [['A', 'b']], body, afterPlugins: false }
}

const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.of(1, 2)

describe('replyOf', () => {
  it('pads a body, each time in a buffer of its own', () => {
    const step = { do: 'reply', status: 201, headers: [], body: 'a\xff', pad: 2 } as const
    const [one, other] = [replyOf(step), replyOf(step)]
    const body = Uint8Array.of(0x61, 0xff, 0x20, 0x20)
    expect(one).toEqual({ kind: 'answered', status: 201, headers: [], body })
    expect(one.kind === 'answered' && other.kind === 'answered' && one.body === other.body).toBe(
      false,
    )
  })

  it('fails with a reason, or without', () => {
    expect(replyOf({ do: 'reply', fails: 4 })).toEqual({ kind: 'failed', code: 4 })
    expect(replyOf({ do: 'reply', fails: 9, reason: 'why' })).toEqual({
      kind: 'failed',
      code: 9,
      reason: 'why',
    })
  })
})

describe('callDifference', () => {
  it('takes the body of a call that is as it must be', () => {
    const call = callWith(bytes())
    expect(callDifference(callWith(bytes()), call)).toBeUndefined()
    expect(call.body.byteLength).toBe(0)
  })

  it.each([
    ['another method', callWith(bytes(), 3), 'a request has method 3, not 2'],
    ['another body', callWith(Uint8Array.of(1)), 'a request has body of 1 bytes, not of 2 bytes'],
    ['more', { ...callWith(bytes()), cookie: 'x' }, 'a request has more than it should'],
    [
      'a part of a buffer',
      callWith(new Uint8Array(9).fill(1).subarray(1, 3)),
      'the body of a request shares its memory with others',
    ],
    [
      'memory of a plugin, all of it',
      callWith(new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer)),
      'a request has body of 65536 bytes, not of 2 bytes',
    ],
  ])('says what a call with %s has', (_, call, expected) => {
    expect(callDifference(callWith(bytes()), call)).toBe(expected)
  })

  it('finds a body that cannot be handed over', () => {
    const { buffer } = new WebAssembly.Memory({ initial: 1 })
    const call = callWith(new Uint8Array(buffer))
    expect(callDifference(callWith(new Uint8Array(65_536)), call)).toBe(
      'the body of a request stays',
    )
  })
})
