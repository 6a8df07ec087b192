import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareAddress } from './client-address.ts'

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
