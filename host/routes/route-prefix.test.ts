import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from './path-pattern.ts'
import { parsePattern } from './pattern/pattern-parser.ts'
import { beginningsOf, liesWithin, type Beginning } from './route-prefix.ts'

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
])('%s does not lie within /a', (pattern) => {
  expect(isWithin(pattern, '/a')).toBe(false)
})

it('accepts parts within different prefixes, and every path within an empty one', () => {
  expect(isWithin('/a/x|/b', '/a', '/b')).toBe(true)
  expect(isWithin('/a/x|/c', '/a', '/b')).toBe(false)
  expect(isWithin('/(.*)', '')).toBe(true)
  expect(isWithin('/a')).toBe(false)
})

/** The beginnings of a pattern; one after which text may follow ends in `…`. */
function beginnings(pattern: string): readonly string[] {
  return beginningsIn(pattern).map(({ text, isWhole }) => (isWhole ? text : `${text}…`))
}

function beginningsIn(pattern: string): readonly Beginning[] {
  const parsed = parsePattern(pattern)
  return parsed.kind === 'parsed' ? beginningsOf(parsed.node) : []
}

describe('beginningsOf', () => {
  it.each([
    ['/a', ['/a']],
    ['^/a$', ['/a']],
    ['/a/(.*)', ['/a/', '/a/…']],
    ['/a/.+', ['/a/…']],
    ['/a(/.+)?', ['/a', '/a/…']],
    ['/(a|b)/c', ['/a/c', '/b/c']],
    ['/a|/b', ['/a', '/b']],
    ['/[ab]{2,3}', ['/a…', '/b…']],
    [String.raw`/a/\bx.x`, ['/a/x…']],
    ['(?i)/a', ['/A', '/a']],
    ['.*', ['', '…']],
    ['(/a)*', ['', '/a…']],
    ['/a{0}b', ['/b']],
    ['/a/([0-9a-f]){40}/x', Array.from('0123456789abcdef', (digit) => `/a/${digit}…`)],
    // Longer lists are replaced by shorter beginnings
    ['/a/[^/]*/b', ['/a//b', '/a/…']],
    ['/a/([0-9a-f])([0-9a-f])', Array.from('0123456789abcdef', (digit) => `/a/${digit}…`)],
  ])('%s has %j', (pattern, expected) => {
    expect([...beginnings(pattern)].toSorted()).toEqual([...expected].toSorted())
  })

  it('covers all that a pattern matches', () => {
    const texts = textsOf('ab/', 5)
    fc.assert(
      fc.property(patterns, (pattern) => {
        const matcher = compilePattern(pattern)
        if (matcher.kind !== 'matcher') return
        const all = beginningsIn(pattern)
        for (const text of texts) {
          if (matcher.match(text) === undefined) continue
          expect(all.some((each) => covers(each, text))).toBe(true)
        }
      }),
    )
  })
})

function covers({ text, isWhole }: Beginning, path: string): boolean {
  return isWhole ? path === text : path.startsWith(text)
}

/** All texts over an alphabet, up to a length. */
function textsOf(alphabet: string, length: number): readonly string[] {
  if (length === 0) return ['']
  const shorter = textsOf(alphabet, length - 1)
  return ['', ...shorter.flatMap((text) => alphabet.split('').map((letter) => letter + text))]
}

const { pattern: patterns } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^a]', '^', '$', String.raw`\b`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}|${b}`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{0}', '{2}', '{1,2}', '*?'))
      .map(([a, sign]) => `(?:${a})${sign}`),
  ),
}))
