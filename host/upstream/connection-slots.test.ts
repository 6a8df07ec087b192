import { describe, expect, it, vi } from 'vitest'
import { LeastRate } from '../exchange/least-rate.ts'
import type { Client } from '../exchange/ports.ts'
import { ConnectionSlots } from './connection-slots.ts'

/** A client that asks; `leave` ends its waiting. */
function clientOf(shareAddress?: string): Client & { readonly leave: () => void } {
  const controller = new AbortController()
  return {
    target: { begin: () => undefined, write: () => undefined },
    shareAddress,
    hasLeft: false,
    signal: controller.signal,
    leave: () => controller.abort(),
  }
}

function setUp(changed: { readonly share?: number; readonly waitMs?: number } = {}) {
  const clock = { ms: 0 }
  const leastRate = new LeastRate(1, () => clock.ms)
  const limits = { connections: 4, waiting: 2, waitMs: 60_000, share: 0.5, ...changed }
  const slots = new ConnectionSlots({ ...limits, leastRate })
  const take = async (address?: string) => {
    const slot = await slots.take(clientOf(address))
    if (typeof slot === 'string') throw new Error(slot)
    return slot
  }
  return { clock, leastRate, slots, take }
}

describe('a connection', () => {
  it('is refused to a client that holds its share, and left to others', async () => {
    const { slots, take } = setUp()
    const own = [await take('a'), await take('a')]
    expect(await slots.take(clientOf('a'))).toBe('share')
    await take('b')
    await take()
    own[0]?.release()
    expect(await slots.take(clientOf('a'))).toHaveProperty('release')
  })

  it('is waited for where all are taken, and goes to those that have waited longest', async () => {
    const { slots, take } = setUp({ share: 1 })
    const held = [await take('a'), await take('a'), await take('a'), await take('b')]
    const order: string[] = []
    const waiting = ['first', 'second'].map(async (name) => {
      await take('a')
      order.push(name)
    })
    expect(await slots.take(clientOf('b'))).toBe('busy')
    held[0]?.release()
    await waiting[0]
    expect(order).toEqual(['first'])
    held[1]?.release()
    await waiting[1]
  })

  it('is waited for no longer than that, nor by a client that has left', async () => {
    const { slots, take } = setUp({ waitMs: 20 })
    const held = [await take('a'), await take('a'), await take('b'), await take('b')]
    expect(await slots.take(clientOf('c'))).toBe('late')
    const client = clientOf('c')
    const waiting = slots.take(client)
    client.leave()
    expect(await waiting).toBe('left')
    held[0]?.release()
    await take('c')
  })

  it('that a slow client holds is taken from it, for others and for its own address', async () => {
    const { clock, leastRate, slots, take } = setUp()
    const hold = async (address: string): Promise<void> => {
      const slot = await take(address)
      leastRate.begin(address, () => setImmediate(() => slot.release())).resume()
    }
    await hold('a')
    await hold('a')
    expect(await slots.take(clientOf('a'))).toBe('share')
    clock.ms = 6000
    await take('a')
    expect(await slots.take(clientOf('b'))).toHaveProperty('release')
    expect(await slots.take(clientOf('b'))).toHaveProperty('release')
    expect(await slots.take(clientOf('c'))).toHaveProperty('release')
  })

  it('is taken from a client that becomes slow while others wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { clock, leastRate, take } = setUp()
      const slot = await take('a')
      leastRate.begin('a', () => slot.release()).resume()
      for (const address of ['a', 'b', 'b']) await take(address)
      const waiting = take('c')
      clock.ms = 6000
      vi.advanceTimersByTime(500)
      expect(await waiting).toHaveProperty('release')
    } finally {
      vi.useRealTimers()
    }
  })
})
