import { expect, it } from 'vitest'
import { connectionLimit } from './connection-limit.ts'

it.each([
  [Infinity, 10_000],
  [1_048_576, 10_000],
  [4096, 3584],
  [1024, 512],
  [256, 128],
])('of %s descriptors clients get %i', (descriptors, limit) => {
  expect(connectionLimit(descriptors)).toBe(limit)
})

it('allows some connections in this process', () => {
  expect(connectionLimit()).toBeGreaterThan(0)
})
