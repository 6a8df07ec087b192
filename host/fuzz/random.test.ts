import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

function numbers(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next())
}

describe('Random', () => {
  it('returns the same numbers for the same seed', () => {
    expect(numbers(new Random(7, 3), 50)).toEqual(numbers(new Random(7, 3), 50))
  })

  it('returns others for another seed, another stream, and a seed 2^32 larger', () => {
    const first = numbers(new Random(7, 3), 50)
    for (const other of [new Random(8, 3), new Random(7, 4), new Random(7 + 2 ** 32, 3)])
      expect(numbers(other, 50)).not.toEqual(first)
  })

  it('reaches both ends of a range and nothing beyond', () => {
    const random = new Random(1)
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 7)))
    expect(drawn).toEqual(new Set([3, 4, 5, 6, 7]))
  })

  it('picks each member of a list', () => {
    const random = new Random(1)
    const drawn = new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))
    expect(drawn.size).toBe(3)
  })

  it('is true in about the given percentage of cases', () => {
    const random = new Random(1)
    const hits = Array.from({ length: 10_000 }, () => random.chance(25)).filter(Boolean).length
    expect(hits).toBeGreaterThan(2200)
    expect(hits).toBeLessThan(2800)
  })
})
