import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientShares } from './client-shares.ts'

describe('ClientShares', () => {
  it.each([
    [512, 0.5, 256],
    [3, 0.5, 1],
    [1, 0.01, 1],
    [512, 1, Infinity],
  ])('of %i at %d lets a client have %d', (capacity, share, limit) => {
    expect(new ClientShares(capacity, share).limit).toBe(limit)
  })

  it('does not limit clients without an address', () => {
    const shares = new ClientShares(1, 0.5)
    shares.take(undefined, 1000)
    expect(shares.hasRoom(undefined)).toBe(true)
  })

  it('lets a client have one thing that is larger than its share', () => {
    const shares = new ClientShares(10, 0.5)
    expect(shares.hasRoom('a', 100)).toBe(true)
    shares.take('a', 100)
    expect(shares.hasRoom('a', 0)).toBe(false)
  })

  it('counts for each client what it took and did not release, and reaches the limit by that alone', () => {
    const held = fc.array(fc.record({ client: fc.constantFrom('a', 'b', 'c'), amount: fc.nat(9) }))
    fc.assert(
      fc.property(held, fc.nat(), (taken, releases) => {
        const shares = new ClientShares(20, 0.5)
        for (const { client, amount } of taken) shares.take(client, amount)
        const released = taken.slice(0, releases % (taken.length + 1))
        for (const { client, amount } of released) shares.release(client, amount)
        const kept = taken.slice(released.length)
        for (const client of ['a', 'b', 'c']) {
          const sum = kept.reduce((all, one) => all + (one.client === client ? one.amount : 0), 0)
          expect(shares.heldBy(client)).toBe(sum)
          expect(shares.hasRoom(client, 3)).toBe(sum === 0 || sum <= 7)
        }
      }),
    )
  })
})
