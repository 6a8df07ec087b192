import { describe, expect, it } from 'vitest'
import { firstFailure, patience, spoilt, type Mistake } from '../../test/support/spoilt-host.ts'
import type { RequestOutbound, OutboundCall } from '../exchange/ports.ts'
import type { GuestState } from '../imports/import-object.ts'
import { guestPtr } from '../memory/guest-ptr.ts'

type Act = WebAssembly.ImportValue

/** What is asked instead; it may ask something else before. */
type Change = (call: OutboundCall, ask: RequestOutbound) => OutboundCall

/** Has the host ask something else than it should while `act` runs. */
function askingElse(state: GuestState, change: Change, act: Act): Act {
  return (...values) => {
    const { context } = state
    const ask = context?.ask
    if (context === undefined || ask === undefined) return act(...values)
    Object.assign(context, { ask: (call: OutboundCall) => ask(change(call, ask)) })
    try {
      return act(...values)
    } finally {
      Object.assign(context, { ask })
    }
  }
}

/** Does something to the guest where its call was a success. */
function behind(act: Act, then: (...values: readonly number[]) => void): Act {
  return (...values) => {
    const code = act(...values)
    if (code === 0) then(...values.map(Number))
    return code
  }
}

const mistakes: readonly Mistake[] = [
  {
    what: 'tells a status with its bytes swapped',
    kinds: ['memory'],
    name: 'CallRestApi',
    spoil: (right, state) =>
      behind(right, (_context, _body, _headers, status = 0) => {
        state.context?.memory.bytes(status >>> 0, 2).reverse()
      }),
  },
  {
    what: 'tells a size that is one too small',
    kinds: ['memory'],
    name: 'RestApiGet',
    spoil: (right, state) =>
      behind(right, (_context, target = 0) => {
        const size = state.context?.memory.readU32((target >>> 0) + 4) ?? 0
        state.context?.memory.writeU32((target >>> 0) + 4, Math.max(0, size - 1))
      }),
  },
  {
    what: 'writes to the target of a request that failed',
    kinds: ['memory'],
    name: 'RestApiPost',
    spoil:
      (right, state) =>
      (context, target, ...others) => {
        const code = right(context, target, ...others)
        // 17: it was asked, and the target is a good one.
        if (code === 17) state.context?.memory.writeU32(target >>> 0, 0)
        return code
      },
  },
  {
    what: 'takes a request for success that has no answer',
    kinds: ['return value'],
    name: 'RestApiDelete',
    spoil:
      (right) =>
      (...values) =>
        right(...values) === 9 ? 0 : 9,
  },
  {
    what: 'asks with another method',
    kinds: ['outside'],
    name: 'RestApiPut',
    spoil: (right, state) => askingElse(state, (call) => ({ ...call, method: 2 }), right),
  },
  {
    what: 'forgets that other plugins come first',
    kinds: ['outside'],
    name: 'RestApiGetAfterPlugins',
    spoil: (right, state) =>
      askingElse(
        state,
        (call) => (call.kind === 'rest' ? { ...call, afterPlugins: false } : call),
        right,
      ),
  },
  {
    what: 'sends a user who has no password',
    kinds: ['outside'],
    name: 'HttpGet',
    spoil: (right, state) =>
      askingElse(
        state,
        (call) => (call.kind === 'http' ? { ...call, credentials: call.credentials ?? ':' } : call),
        right,
      ),
  },
  {
    what: 'turns the order of headers around',
    kinds: ['outside'],
    name: 'HttpClient',
    spoil: (right, state) =>
      askingElse(state, (call) => ({ ...call, headers: call.headers.toReversed() }), right),
  },
  {
    what: 'sends the memory of the plugin itself',
    kinds: ['outside'],
    name: 'HttpPost',
    spoil: (right, state) =>
      askingElse(
        state,
        (call) => ({ ...call, body: state.context?.memory.bytes(1, 1) ?? call.body }),
        right,
      ),
  },
  {
    what: 'asks twice',
    kinds: ['outside'],
    name: 'LookupStudy',
    spoil: (right, state) =>
      askingElse(
        state,
        (call, ask) => {
          ask({ ...call, body: call.body.slice() })
          return call
        },
        right,
      ),
  },
  {
    what: 'frees what it gave',
    kinds: ['heap'],
    name: 'GetDicomForInstance',
    spoil: (right, state) =>
      behind(right, (_context, target = 0) => {
        const { context } = state
        if (context === undefined) return
        const data = context.memory.readU32(target >>> 0)
        context.heap.free(guestPtr(data))
      }),
  },
  {
    what: 'gives an identifier of another level',
    kinds: ['return value', 'heap'],
    name: 'LookupSeries',
    spoil: (right, state) =>
      askingElse(
        state,
        (call) => call,
        (...values) => right(...values) || (state.context?.heap.allocate(2) ?? 0),
      ),
  },
  {
    what: 'lets the last call of a callback go unpunished',
    kinds: ['exception'],
    name: 'InvokeService',
    spoil:
      (right, state) =>
      (...values) => {
        if (state.callsLeft === 0) state.callsLeft = 1
        return right(...values)
      },
  },
  {
    what: 'decodes an image with one bit wrong',
    kinds: ['memory'],
    name: 'UncompressImage',
    spoil:
      (right, state) =>
      (...values) => {
        const handle = Number(right(...values))
        const image = handle === 0 ? undefined : state.context?.images.get(handle)
        const pixels = state.context?.memory.bytes(image?.at ?? 0, image === undefined ? 0 : 1)
        if (pixels !== undefined) pixels.set(pixels.map((byte) => byte ^ 1))
        return handle
      },
  },
]

describe('a campaign, of requests that leave', () => {
  it.each(mistakes)(
    'finds a host that $what',
    (mistake) => {
      const failure = firstFailure(spoilt(mistake), { calls: 200_000 })
      expect(failure?.isRepeatable).toBe(true)
      expect(mistake.kinds).toContain(failure?.kind)
    },
    patience,
  )
})
