import { expect, it } from 'vitest'
import { findSimilar } from './spelling.ts'

const known = ['TimeoutMs', 'MemoryMiB', 'Workers', 'RemoteAccessAllowed']

it.each([
  ['Timeout', 'TimeoutMs'],
  ['timeoutms', 'TimeoutMs'],
  ['Memory', 'MemoryMiB'],
  ['Wokrers', 'Workers'],
  ['RemoteAcessAlowed', 'RemoteAccessAllowed'],
  ['Work', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%s resembles %s', (name, similar) => {
  expect(findSimilar(name, known, 0.34)).toBe(similar)
})
