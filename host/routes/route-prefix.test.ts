import { expect, it } from 'vitest'
import { compilePattern } from './path-pattern.ts'
import { liesWithin } from './route-prefix.ts'

function isWithin(pattern: string, ...prefixes: readonly string[]): boolean {
  const matcher = compilePattern(pattern)
  if (matcher.kind !== 'matcher') throw new Error(`${pattern} is not compiled`)
  return liesWithin(pattern, matcher, prefixes)
}

it.each([
  '/a',
  '/a/',
  '/a/b',
  String.raw`/a/b\.js`,
  '/a/(.*)',
  '^/a/(.*)$',
  '/a(/.*)?',
  '/a/x|/a/y',
  '(/a|/a/y)',
  '(/a/x|/a/y)/z',
  '(?:/(?:a)/)[^/]+',
])('%s lies within /a', (pattern) => {
  expect(isWithin(pattern, '/a')).toBe(true)
})

it.each([
  '/ab',
  '/',
  '/a(.*)',
  '/a.*',
  '/a?/b',
  '/a/x|/b',
  '(/a/x|.*)',
  '.*',
  '/(.*)',
  '/(a/)?b',
  '(?i)/a/b',
  '/[ab]/c',
  '/a|',
  '',
  '(?=/a/).*',
])('%s does not', (pattern) => {
  expect(isWithin(pattern, '/a')).toBe(false)
})

it('each part may lie within another prefix, and an empty one allows every path', () => {
  expect(isWithin('/a/x|/b', '/a', '/b')).toBe(true)
  expect(isWithin('/a/x|/c', '/a', '/b')).toBe(false)
  expect(isWithin('/(.*)', '')).toBe(true)
  expect(isWithin('/a')).toBe(false)
})
