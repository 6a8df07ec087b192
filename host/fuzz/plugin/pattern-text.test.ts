import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../routes/path-pattern.ts'
import { parsePattern } from '../../routes/pattern/pattern-parser.ts'
import type { PatternNode } from '../../routes/pattern/pattern-node.ts'
import { placesIn, textFor } from './pattern-text.ts'
import { Random } from '../random.ts'

function nodeOf(pattern: string): PatternNode {
  const parsed = parsePattern(pattern)
  if (parsed.kind !== 'parsed') throw new Error(`no pattern: ${pattern}`)
  return parsed.node
}

const patterns = [
  '/hello/(.*)',
  '/(a|bc)/[0-9]{2,4}(/x)?',
  String.raw`/\d+/\w*`,
  '/(?:([^/]+)/)*end',
  '/[\x80-\xff]+',
  '/(.*)/(.*)',
  '/literal',
]

function textsOfSeed(seed: number): readonly string[] {
  const random = new Random(seed)
  return patterns.map((pattern) => textFor(nodeOf(pattern), { random, words: ['w'] }))
}

describe('textFor', () => {
  it.each(patterns)('makes texts that %s matches', (pattern) => {
    const compiled = compilePattern(pattern)
    if (compiled.kind !== 'matcher') throw new Error('not compiled')
    const node = nodeOf(pattern)
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.string({ maxLength: 20 })), (seed, words) => {
        const text = textFor(node, { random: new Random(seed), words })
        expect({ text, groups: compiled.match(text) }).toHaveProperty('groups', expect.any(Array))
      }),
    )
  })

  it('puts a word into the place that is asked for, if it fits there', () => {
    const random = new Random(1)
    const of = (place: number, word: string): string =>
      textFor(nodeOf('/(.*)-([0-9]+)'), { random, words: [], pinned: { place, word } })
    expect(of(0, 'word')).toMatch(/^\/word-\d+$/)
    expect(of(1, '77')).toMatch(/-77$/)
    expect(of(1, 'word')).not.toContain('word')
  })

  it('makes the same of the same seed', () => {
    expect(textsOfSeed(42)).toEqual(textsOfSeed(42))
  })

  it('ends with patterns that repeat repetitions', () => {
    const text = textFor(nodeOf('/(((a{100}){100}){100}){100}'), {
      random: new Random(1),
      words: [],
    })
    expect(text.length).toBeLessThan(10_000)
  })
})

describe('placesIn', () => {
  it('counts where any text may stand', () => {
    expect(placesIn(nodeOf('/(.*)/([a-z]+)/x'))).toBe(2)
    expect(placesIn(nodeOf('/literal'))).toBe(0)
    expect(placesIn(nodeOf('/(?:a(.*)b(.*)|c(.*))'))).toBe(2)
  })
})
