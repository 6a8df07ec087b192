import { describe, expect, it } from 'vitest'
import { byteStringOf, textOf, trimEnd } from './byte-string.ts'

describe('textOf', () => {
  it.each(['', 'plain', 'é€😀', '\ufeffmarked', '\ufeff'])('returns %j unchanged', (text) => {
    expect(textOf(byteStringOf(text))).toBe(text)
  })

  it('makes U+FFFD of invalid UTF-8', () => {
    expect(textOf('a\xffb')).toBe('a\ufffdb')
  })
})

describe('trimEnd', () => {
  it.each([
    ['', ''],
    ['..', ''],
    ['a.b..', 'a.b'],
    ['..a', '..a'],
  ])('makes %j to %j', (text, trimmed) => {
    expect(trimEnd(text, '.')).toBe(trimmed)
  })
})
