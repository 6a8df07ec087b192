import { describe, expect, it } from 'vitest'
import { credentialsOf, decodePercent, headerPairs, splitList } from './http.ts'

describe('splitList', () => {
  it('removes the blanks around items', () => {
    expect(splitList('a, b\t,c ,, d')).toEqual(['a', 'b', 'c', '', 'd'])
  })
})

describe('decodePercent', () => {
  it.each([
    ['%41%2f%FF', 'A/\xff'],
    ['%2541', '%41'],
    ['100%', '100%'],
    ['%zz+', '%zz+'],
  ])('decodes %j to %j', (text, decoded) => {
    expect(decodePercent(text)).toBe(decoded)
  })
})

describe('headerPairs', () => {
  it('pairs names and values, and drops a name without a value', () => {
    expect(headerPairs(['A', '1', 'B', '2', 'C'])).toEqual([
      ['A', '1'],
      ['B', '2'],
    ])
  })
})

describe('credentialsOf', () => {
  it('decodes the user of a URL, if it has one', () => {
    expect(credentialsOf(new URL('http://a%3ab:c@x'))).toBe('a:b:c')
    expect(credentialsOf(new URL('http://x'))).toBeUndefined()
  })
})
