import { expect, it } from 'vitest'
import { LogRate } from './log-rate.ts'

it('lets so many lines of a second pass, and tells with the next one how many it did not', () => {
  let now = 0
  const rate = new LogRate(2, () => now)
  expect([rate.count(), rate.count(), rate.count(), rate.count()]).toEqual([
    0,
    0,
    'silent',
    'silent',
  ])
  now = 999
  expect(rate.count()).toBe('silent')
  now = 1000
  expect([rate.count(), rate.count(), rate.count()]).toEqual([3, 0, 'silent'])
})
