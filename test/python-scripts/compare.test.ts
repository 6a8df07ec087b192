import { expect, it } from 'vitest'
import { findDifferences } from './compare.ts'

const id = '01234567-89abcdef-01234567-89abcdef-01234567'
const other = id.replaceAll('0', 'f')

function compare(real: string, ours: string, what = 'GET /'): readonly string[] {
  return findDifferences(new Map([[what, real]]), new Map([[what, ours]]))
}

it('finds a line that one of two servers lacks', () => {
  expect(compare('200 a\nb', '200 a\nc')).toEqual(['GET /: b ≠ c'])
  expect(findDifferences(new Map([['GET /', '200']]), new Map())).toEqual(['GET /: 200 ≠ absent'])
})

it('ignores what differs between two runs: times, and identifiers of generated UIDs', () => {
  expect(compare(`20261201T100000 ${id}`, `20261201T100001 ${other}`)).toEqual([])
  expect(compare(`${id} ${id}`, `${id} ${other}`)).toHaveLength(1)
})

it('finds a line of the log that is repeated in one of two servers only', () => {
  expect(compare('a\nb\nb', 'b\nb\nb\na', 'output')).toEqual([])
  expect(compare('a\na', 'a', 'output')).toEqual(['output: a (repeated) ≠ a'])
})
