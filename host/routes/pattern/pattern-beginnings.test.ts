import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../path-pattern.ts'
import { beginningsOf, type Beginning } from './pattern-beginnings.ts'
import { parsePattern } from './pattern-parser.ts'

/** As a message would show them: `…` for what may follow. */
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
    ['/a/(?=x).x', ['/a/…']],
    ['(?i)/a', ['/A', '/a']],
    ['.*', ['', '…']],
    ['(/a)*', ['', '/a…']],
    ['/a{0}b', ['/b']],
    ['/a/([0-9a-f]){40}/x', Array.from('0123456789abcdef', (digit) => `/a/${digit}…`)],
    // More are not told apart
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
    fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^a]', '^', '$', '(?=a)', '(?!b)', String.raw`\b`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}|${b}`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{0}', '{2}', '{1,2}', '*?'))
      .map(([a, sign]) => `(?:${a})${sign}`),
  ),
}))
