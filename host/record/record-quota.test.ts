import { describe, expect, it } from 'vitest'
import { RecordQuota } from './record-quota.ts'

const limits = { perFailure: 2, bundles: 4 }

describe('RecordQuota', () => {
  it('has enough of one failure, and not yet of another', () => {
    const quota = new RecordQuota(0, limits)
    quota.count('a')
    expect(quota.hasEnough('a')).toBe(false)
    quota.count('a')
    expect([quota.hasEnough('a'), quota.hasEnough('b')]).toEqual([true, false])
  })

  it('is full with those that were there before', () => {
    const quota = new RecordQuota(3, limits)
    expect(quota.isFull).toBe(false)
    quota.count('a')
    expect(quota.isFull).toBe(true)
  })

  it('lets what could not be written be tried again', () => {
    const quota = new RecordQuota(2, limits)
    quota.count('a')
    quota.count('a')
    quota.discount('a')
    expect([quota.hasEnough('a'), quota.isFull]).toEqual([false, false])
  })
})
