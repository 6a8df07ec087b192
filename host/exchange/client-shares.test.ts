import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientShares, isProxy, shareAddress, TrustedProxies } from './client-shares.ts'

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

const proxies = new TrustedProxies(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'])

describe('TrustedProxies', () => {
  it.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['127.0.0.2', false],
    ['10.9.8.7', true],
    ['11.0.0.0', false],
    ['2001:db8:1::1', true],
    ['2001:db9::1', false],
  ])('%s is one: %s', (address, expected) => {
    expect(proxies.has(address)).toBe(expected)
  })

  it.each([
    [['192.0.2.1'], '192.0.2.1'],
    [['192.0.2.1, 192.0.2.2'], '192.0.2.2'],
    [['192.0.2.1,10.0.0.1 ,\t127.0.0.1'], '192.0.2.1'],
    [['192.0.2.1', '10.0.0.1'], '192.0.2.1'],
    [['2001:db9:1:2:3::4'], '2001:db9:1:2::/64'],
    [[], '127.0.0.1'],
    [[''], '127.0.0.1'],
    [['10.0.0.1'], '127.0.0.1'],
    [['unknown'], '127.0.0.1'],
    [['192.0.2.1, unknown'], '127.0.0.1'],
    [['192.0.2.1:80'], '127.0.0.1'],
    [['192.0.2.1,'], '127.0.0.1'],
  ])('take X-Forwarded-For %j for the client %s', (values, expected) => {
    const lines = values.flatMap((value) => ['x-Forwarded-For', value])
    expect(proxies.shareAddress('127.0.0.1', ['Host', 'a', ...lines, 'A', 'b'])).toBe(expected)
  })

  it('never take what a client wrote in front of its own address', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (before, client) => {
        fc.pre(!proxies.has(client))
        const lines = ['X-Forwarded-For', before, 'X-Forwarded-For', `${client}, 10.0.0.1`]
        expect(proxies.shareAddress('127.0.0.1', lines)).toBe(client)
      }),
    )
  })
})

it.each([
  ['192.0.2.1', true],
  ['192.0.2.0/24', true],
  ['::1', true],
  ['2001:db8::/128', true],
  ['192.0.2.0/33', false],
  ['192.0.2.0/', false],
  ['192.0.2.0/8/8', false],
  ['192.0.2', false],
  ['localhost', false],
  ['', false],
])('%j may be in the configuration: %s', (text, expected) => {
  expect(isProxy(text)).toBe(expected)
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%lo', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
])('the share of %s goes by %s', (address, expected) => {
  expect(shareAddress(address)).toBe(expected)
})

const text = (groups: readonly number[]): string => groups.map((n) => n.toString(16)).join(':')

it('all addresses of one network of 64 bits have one share, those of two have two', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  const half = fc.array(group, { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(half, half, half, half, (network, other, host, another) => {
      const share = shareAddress(text([...network, ...host]))
      if (!share.includes('::/64')) return
      expect(shareAddress(text([...network, ...another]))).toBe(share)
      const isSame = text(network) === text(other)
      expect(shareAddress(text([...other, ...host])) === share).toBe(isSame)
    }),
  )
})
