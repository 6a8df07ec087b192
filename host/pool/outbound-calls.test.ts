import { describe, expect, it } from 'vitest'
import { frameOf } from '../../test/support/frames.ts'
import { errorCodes } from '../../abi/enums.ts'
import type { Caller, Outbound, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import { decodeReply } from '../frames/messages.ts'
import { OutboundCalls } from './outbound-calls.ts'

const call: OutboundCall = {
  kind: 'rest',
  method: 1,
  uri: '/system',
  headers: [],
  body: new Uint8Array(0),
  afterPlugins: false,
}
const caller = { plugin: 'p', request: 'r', maxAnswerBytes: 9, client: undefined }
const answered: OutboundReply = {
  kind: 'answered',
  status: 200,
  headers: [],
  body: Uint8Array.of(1, 2),
}
const left: OutboundReply = { kind: 'failed', code: errorCodes.Timeout }

/** Waits until the call is aborted. */
const endless: Outbound = (_, { signal }) =>
  new Promise((resolve) => {
    const leave = (): void => resolve(left)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
  })

function create(outbound: Outbound | undefined) {
  const replies: OutboundReply[] = []
  const calls = new OutboundCalls(
    outbound,
    (pieces) => void replies.push(decodeReply(frameOf(pieces))),
  )
  return { calls, replies }
}

describe('OutboundCalls', () => {
  it('makes a call for its caller, and replies', async () => {
    const asked: [OutboundCall, Caller][] = []
    const { calls, replies } = create((...given) => {
      asked.push(given)
      return Promise.resolve(answered)
    })
    await calls.answer(call, caller)
    expect(asked).toMatchObject([[call, { plugin: 'p', request: 'r', maxAnswerBytes: 9 }]])
    expect(replies).toEqual([answered])
  })

  it('fails where no outbound requests are possible', async () => {
    const { calls, replies } = create(undefined)
    await calls.answer(call, caller)
    expect(replies).toEqual([{ kind: 'failed', code: errorCodes.NetworkProtocol }])
  })

  it('aborts a call when its client leaves, and replies', async () => {
    const client = new AbortController()
    const { calls, replies } = create(endless)
    const made = calls.answer(call, { ...caller, client: client.signal })
    client.abort()
    await made
    expect(replies).toEqual([left])
  })

  it('aborts a call at once whose client has left before', async () => {
    const { calls, replies } = create(endless)
    await calls.answer(call, { ...caller, client: AbortSignal.abort() })
    expect(replies).toEqual([left])
  })

  it('does not listen to a client any more whose call was answered', async () => {
    const client = new AbortController()
    const signals: AbortSignal[] = []
    const { calls } = create((_, { signal }) => {
      signals.push(signal)
      return Promise.resolve(answered)
    })
    await calls.answer(call, { ...caller, client: client.signal })
    client.abort()
    expect(signals[0]?.aborted).toBe(false)
  })

  it('aborts a call when it is stopped, without a reply, and makes no other call', async () => {
    let made = 0
    const { calls, replies } = create((...given) => {
      made++
      return endless(...given)
    })
    const waiting = calls.answer(call, caller)
    calls.stop()
    await waiting
    await calls.answer(call, caller)
    expect(replies).toEqual([])
    expect(made).toBe(1)
  })
})
