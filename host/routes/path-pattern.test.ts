import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workOf } from '../../test/support/work.ts'
import { compilePattern } from './path-pattern.ts'

const match = (pattern: string, path: string): readonly string[] | undefined => {
  const compiled = compilePattern(pattern)
  if (compiled.kind !== 'matcher') throw new Error(`${pattern}: ${compiled.why}`)
  return compiled.match(path)
}

/** The same pattern for a whole path; `undefined` for a pattern that JavaScript refuses, such as `a++`. */
const asJavaScript = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${pattern})$`, 's')
  } catch {
    return undefined
  }
}

describe('compilePattern', () => {
  // What Orthanc 1.12.7 (Boost 1.83) answers
  it.each([
    ['/script', '/script', []],
    ['/script', '/scriptx', undefined],
    ['/script', '/SCRIPT', undefined],
    ['/script/(.*)', '/script/a\nb', ['a\nb']],
    ['/groups/([a-z]+)/([0-9]+)', '/groups/abc/12\n', undefined],
    ['/echo(/.*)?', '/echo', ['']],
    ['/echo(/.*)?', '/echo/x/y', ['/x/y']],
    ['/opt/(a)?(b)?(c)?', '/opt/ac', ['a', '', 'c']],
    ['/alt/(foo|bar)/(?:x|y)/([^/]+)', '/alt/bar/y/tail', ['bar', 'tail']],
    ['/nested/((a+)(b*))', '/nested/a', ['a', 'a', '']],
    ['/lazy/(.*?)/(.*)', '/lazy/a/b/c', ['a', 'b/c']],
    ['^/anchored/(x)$', '/anchored/x', ['x']],
    ['/utf8/(\xc3\xa9+)/(.)', '/utf8/\xc3\xa9\xa9/z', ['\xc3\xa9\xa9', 'z']],
    ['/utf8/(.)', '/utf8/\xc3\xa9', undefined],
    ['/ci/(?i:hello)/(x)', '/ci/HeLLo/x', ['x']],
    ['/ci/(?i:hello)/(x)', '/ci/hello/X', undefined],
    ['(?i)/ciall/([a-c]+)', '/CiAll/aBC', ['aBC']],
    ['(?i)/(\xe9)', '/\xc9', undefined],
    ['/posix/([[:alpha:]]+)([[:digit:]_]*)', '/posix/abc12_', ['abc', '12_']],
    ['/posix/([[:alpha:]]+)([[:digit:]_]*)', '/posix/\xc3\xa9', undefined],
    ['/posixneg/([^[:space:]]+)', '/posixneg/a b', undefined],
    ['/quoted/\\Qa.b\\E(c{2,3})', '/quoted/a.bccc', ['ccc']],
    ['/quoted/\\Qa.b\\E(c{2,3})', '/quoted/axbcc', undefined],
    ['\\A/anchors/(x)\\z', '/anchors/x', ['x']],
    ['/comment/(?#nothing)(a)', '/comment/a', ['a']],
    ['/horiz/(\\h+)', '/horiz/ \t', [' \t']],
    ['/xdigit/([[:xdigit:]]{2,4})', '/xdigit/12345', undefined],
    ['/named/(?<id>[a-f0-9-]+)', '/named/ab-12', ['ab-12']],
    ['/brace/(a{2})(b{1,})(c{0,1}?)(.*)', '/brace/aabbbc', ['aa', 'bbb', '', 'c']],
    ['/brace/a{,3}', '/brace/a{,3}', []],
    ['/\\x41\\0101\\t', '/AA\t', []],
    ['/x/(?x: a b # c\n)', '/x/ab', []],
    ['/(?-s:.)', '/\n', undefined],
    ['/a|/b/(c)', '/b/c', ['c']],
    ['/(a|ab)(c|bcd)(d*)', '/abcd', ['a', 'bcd', '']],
    ['/[]a]+[^]b]', '/]ac', []],
    ['/[a-]+[\\d-]', '/a-a5', []],
    ['/s(.)', '/s\0', ['\0']],
  ])('matches %j with %j', (pattern, path, groups) => {
    expect(match(pattern, path)).toEqual(groups)
  })

  it.each([
    ['a**', '*a', '+', '(*a)', '(|*)', 'a{2}{3}', 'a???', '^*', '\\b+', 'a|*'],
    ['(', 'a)', '(?:', '(?<n>', '(?<n', '(?', '(?)', '(?z)', '(?P<n>a)', '(*FOO)'],
    ['[', '[]', '[a', '[^]', '[a-c-e]', '[z-a]', '[\\w-z]', '[[:foo:]]', '[[:alpha:]', '[\\1]'],
    ['a{2,1}', '\\', '\\x', '\\x{100}', '\\x{}', '\\0377', '\\c', '\\N'],
    ['\\p{foo}', '\\p', '\\g', '\\k'],
  ])('refuses what Boost refuses: %j …', (...patterns) => {
    expect(patterns.filter((pattern) => compilePattern(pattern).kind !== 'invalid')).toEqual([])
  })

  it.each([
    ['/back/([a-z])\\1', 'back-reference'],
    ['/named/(?<id>a)/\\k<id>', 'back-reference'],
    ['/look/(?=a)([a-z]+)(?!x)', 'look-ahead'],
    ['/(a(?!b))', 'look-ahead'],
    ['/back/a(?<=a)(b)(?<!a)', 'look-behind'],
    ['/(?<!a)b', 'look-behind'],
    ['/atomic/(?>a+)(a?)b', 'atomic'],
    ['/poss/(a++)(b*+)c', 'possessive'],
    ['/branch/(?|(a)x|(b)y)', 'branch reset'],
    ['/word/\\<(\\w+)\\>', 'start or end of a word'],
    ['/[[:<:]]a', 'start or end of a word'],
    ['/cond/(a)?(?(1)b|c)', 'condition'],
    // Boost refuses these two: what follows the construct is not read.
    ['/(?<=a+)b', 'look-behind'],
    ['/\\1[', 'back-reference'],
    ['/(a)(?1)', 'recursion'],
    ['/a(*COMMIT)b', 'backtracking'],
    ['/a$.b', 'end of a line'],
    ['/a{1000}', 'parts'],
    ['/(a{1,100}){1,100}', 'parts'],
    [`/${'('.repeat(101)}(a|a)*${')'.repeat(101)}`, 'nested'],
    [`/${'a'.repeat(5000)}.`, 'bytes'],
  ])(
    'leaves out a pattern that needs more than linear time or is too large: %.30j',
    (pattern, why) => {
      const compiled = compilePattern(pattern)
      expect(compiled).toMatchObject({ kind: 'unsupported' })
      expect(JSON.stringify(compiled)).toContain(why)
    },
  )

  it('compares a pattern of any length without special characters as a text', () => {
    const text = `/${'a'.repeat(60_000)}`
    expect(match(text, text)).toEqual([])
  })

  it('returns the text with which every matching path begins', () => {
    expect(compilePattern('/seg/x(.*)')).toMatchObject({ prefix: '/seg/x', isLiteral: false })
    expect(compilePattern('/seg/x*')).toMatchObject({ prefix: '/seg/', isLiteral: false })
    expect(compilePattern('/a\\.b')).toMatchObject({ prefix: '/a.b', isLiteral: true })
  })

  it('never throws, and matches as JavaScript does if both have the same syntax', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '(',
      ')',
      '|',
      '*',
      '+',
      '?',
      '[ab]',
      '(?:',
      '.',
      '[^a]',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 10 }),
        fc.string({ unit: piece }),
        (pieces, path) => {
          const pattern = pieces.join('')
          const compiled = compilePattern(pattern)
          const expected = asJavaScript(pattern)
          if (compiled.kind !== 'matcher' || expected === undefined) return
          expect(compiled.match(path) !== undefined).toBe(expected.test(path))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('compiles any bytes in little time', () => {
    const hostile = ['(', '[', '{', '\\', '(?', 'a*', '(a*)*', '.{9}', '[a-z]+', '|', '\\Q']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostile), { maxLength: 300 }), (pieces) => {
        // The limit of the contract is 50 ms; code that V8 has not compiled yet takes longer
        expect(workOf(() => compilePattern(pieces.join('')))).toBeLessThan(250)
      }),
      { numRuns: 100 },
    )
  })

  it.each(['/([^/]*)/[a-z]{2}(x?)', '/(.*)', '/(studies|images)/([^/]+)(/.*)?', '/[a-f]+[^a-f]'])(
    'matches %s in the engine of JavaScript',
    (pattern) => {
      expect(compilePattern(pattern)).toMatchObject({ cost: 5 })
    },
  )

  // In each of them some byte leaves a choice, or a group is repeated
  it.each(['/(.*)/x', '/a?a', '/(a|ab)', '/(a)*', '/(|)', '/(a{0}b|b)c', '/(|)(|)[^\\x00-\\xff]'])(
    'matches %s in linear time with re2js',
    (pattern) => {
      expect(compilePattern(pattern)).toMatchObject({ kind: 'matcher' })
      expect(compilePattern(pattern)).not.toMatchObject({ cost: 5 })
    },
  )

  it.each(['/(a*)*b', '/(a|a)*b', '/(.*a){10}b', '/(?:a?){30}a{30}b', '/([a-z]+)*[0-9]'])(
    'matches %s in linear time',
    (pattern) => {
      const path = `/${'a'.repeat(2000)}!`
      const ms = workOf(() => expect(match(pattern, path)).toBeUndefined())
      expect(ms).toBeLessThan(1000)
    },
  )
})
