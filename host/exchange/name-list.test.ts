import { expect, it } from 'vitest'
import { boundedLine, listNames } from './name-list.ts'

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

it('cuts a line once it is escaped', () => {
  expect(boundedLine('a\u001b[2J')).toBe(String.raw`a\u001b[2J`)
  expect(boundedLine('\u001b'.repeat(6000))).toHaveLength(6000)
})
