import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePath, normalisePath, readTarget } from './request-target.ts'

describe('readTarget', () => {
  it.each([
    ['/script//a', '/script/a'],
    ['//script', '/script'],
    ['/script///a///', '/script/a'],
    ['/script/./a', '/script/a'],
    ['/script/../script/a', '/script/a'],
    ['/../script', '/script'],
    ['/script/%2e%2e/x', '/x'],
    ['/script/a/../../script/b', '/script/b'],
    ['/script/...', '/script'],
    ['/script/.', '/script'],
    ['/script/a./b', '/script/a/b'],
    ['/studies/1.2.840.1', '/studies/1.2.840.1'],
    ['/script/%5ca', '/script/a'],
    ['/script%2fa', '/script/a'],
    ['/script/a+b', '/script/a b'],
    ['/script/%25', '/script/%'],
    ['/script/%2525', '/script/%25'],
    ['/script/%zz', '/script/%zz'],
    ['/script/%4', '/script/%4'],
    ['/script/%C3%A9', '/script/\xc3\xa9'],
    ['/script/a%3fb=c', '/script/a?b=c'],
    ['/script/a#frag', '/script/a#frag'],
    ['/script/a%00b', '/script/a'],
    ['/', '/'],
    ['/%00', '/'],
    ['/..', '/'],
  ])('reads %s as %s', (target, path) => {
    expect(readTarget(target).path).toBe(path)
  })

  it('keeps the final slash only in the uri', () => {
    expect(readTarget('/a//b/?x')).toEqual({ path: '/a/b', uri: '/a/b/', query: 'x' })
  })

  it('splits at the first question mark and does not decode the query', () => {
    expect(readTarget('/a?b=%41+c?d').query).toBe('b=%41+c?d')
  })

  const bytes = fc.string({
    unit: fc.constantFrom('/', '.', '..', '%2e', '%2f', '%', '\\', '%00', '+', 'a', '\xff', '?'),
  })

  it('returns a normalized path for any input', () => {
    fc.assert(
      fc.property(bytes, (rest) => {
        const { path, uri } = readTarget(`/${rest}`)
        expect(path.startsWith('/')).toBe(true)
        expect(normalisePath(uri)).toBe(uri)
        expect(path.split('/').some((segment) => segment === '..' || segment === '.')).toBe(false)
      }),
    )
  })

  it('decodes what encodeURIComponent encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clean = text.replaceAll('\0', '')
        const decoded = Buffer.from(decodePath(encodeURIComponent(clean)), 'latin1')
        expect(decoded.toString('utf8')).toBe(clean)
      }),
    )
  })
})
