import { describe, expect, it } from 'vitest'
import { codeOf } from '../../test/support/error-code.ts'
import type { Header } from '../exchange/answer.ts'
import { formatHeaders, readHeaders, requireMethod } from './outbound.ts'

const limits = { maxHeaderLines: 2, maxHeaderKiB: 10 / 1024 }

function pair(headersKeys: readonly string[], headersValues: readonly string[]): readonly Header[] {
  return readHeaders({ limits }, { headersKeys, headersValues })
}

describe('readHeaders', () => {
  it('pairs names with values', () => {
    expect(pair(['A', 'b-1'], ['x', 'y\xe9\tz'])).toEqual([
      ['A', 'x'],
      ['b-1', 'y\xe9\tz'],
    ])
  })

  it.each([
    ['', 'a'],
    ['a b', 'a'],
    ['a:', 'a'],
    ['a\r\n', 'a'],
    ['a', 'b\r\nc: d'],
    ['a', '\0'],
    ['a', '\x7f'],
  ])('refuses %j: %j', (name, value) => {
    expect(codeOf(() => pair([name], [value]))).toBe(3)
  })
})

describe('the head of a request', () => {
  it('may have as many lines and bytes as the limits say', () => {
    expect(pair(['a', 'b'], ['1234', '5678'])).toHaveLength(2)
  })

  it.each([
    ['lines', ['a', 'b', 'c'], ['', '', ''], 'more than 2 header lines (MaxHeaderLines)'],
    ['bytes', ['a'], ['1234567890'], 'headers of 11 bytes, at most 10 (MaxHeaderKiB)'],
  ])('with more %s is refused with the name of the limit', (_, names, values, message) => {
    expect(codeOf(() => pair(names, values))).toBe(4)
    expect(() => pair(names, values)).toThrow(message)
  })
})

describe('formatHeaders', () => {
  it('is sorted JSON with the last of each name, as Orthanc writes it', () => {
    const headers = [
      ['b', '2'],
      ['a', '"\xc3\xa9'],
      ['b', '3'],
    ] as const
    const json = formatHeaders(headers)
    expect(json).toBe('{\n\t"a" : "\\"\\u00e9",\n\t"b" : "3"\n}\n')
    expect(JSON.parse(json)).toEqual({ a: '"é', b: '3' })
  })

  it('is an empty object without headers', () => {
    expect(formatHeaders([])).toBe('{}\n')
  })
})

it('takes the four methods and no other number', () => {
  const codes = [0, 1, 2, 3, 4, 5, -1].map((method) => codeOf(() => requireMethod(method)))
  expect(codes).toEqual([3, null, null, null, null, 3, 3])
})
