import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProxy, TrustedProxies, shareAddress } from './trusted-proxies.ts'

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
