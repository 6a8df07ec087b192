import { expect, it } from 'vitest'
import { listNames } from './name-list.ts'

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `f${i}`)

it('lists up to 50 names', () => {
  expect(listNames(['a', 'b'])).toBe('a, b')
  expect(listNames(names(50))).toMatch(/^f0, .* f49$/)
})

it('says how many more there are', () => {
  expect(listNames(names(60))).toMatch(/^f0, .* f49 and 10 more$/)
})

it('cuts a long name', () => {
  expect(listNames(['x'.repeat(100)])).toBe('x'.repeat(100))
  expect(listNames(['x'.repeat(101), 'b'])).toBe(`${'x'.repeat(100)}…, b`)
})
