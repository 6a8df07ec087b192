import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readsOrRefuses } from '../../test/support/frames.ts'
import { Fields, textOf } from './fields.ts'
import { FrameError } from './frame.ts'

const fields = new Fields({ text: 'abc', count: 3, flag: false, list: [1, 2], nothing: null })

const readers: readonly ((from: Fields, key: string) => unknown)[] = [
  (from, key) => from.text(key, 3),
  (from, key) => from.integer(key, 0, 10),
  (from, key) => from.boolean(key),
  (from, key) => from.choice(key, ['abc', 'd']),
  (from, key) => from.list(key, 2, Number),
]

describe('Fields', () => {
  it('returns members that are what they should be', () => {
    expect(
      readers.map((read, i) => read(fields, ['text', 'count', 'flag', 'text', 'list'][i] ?? '')),
    ).toEqual(['abc', 3, false, 'abc', [1, 2]])
  })

  it('returns or throws FrameError, whatever the JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.constantFrom(...readers), (value, key, read) => {
        expect(readsOrRefuses(() => read(new Fields(value), key))).toBe(true)
      }),
    )
  })

  it.each([undefined, null, 'text', 3, true])('refuses %j as an object', (value) => {
    expect(() => new Fields(value)).toThrow(new FrameError('not an object'))
  })

  it.each([
    ['text', () => fields.text('text', 2)],
    ['count', () => fields.integer('count', 4, 10)],
    ['count', () => fields.integer('count', -10, 2)],
    ['list', () => fields.list('list', 1, Number)],
    ['text', () => fields.choice('text', ['ab', 'abcd'])],
    ['flag', () => fields.text('flag', 9)],
    ['text', () => fields.boolean('text')],
    ['nothing', () => fields.text('nothing', 9)],
  ])('names the member %s that it refuses (%#)', (key, read) => {
    expect(read).toThrow(FrameError)
    expect(read).toThrow(key)
  })

  it.each([1.5, -1, 11, 2 ** 53, '3', [3], {}])('refuses %j as a number up to 10', (count) => {
    expect(() => new Fields({ count }).integer('count', 0, 10)).toThrow(FrameError)
  })

  it('has no members but those of the JSON', () => {
    const empty = new Fields({})
    expect(['constructor', '__proto__', 'toString'].map((key) => empty.has(key))).toEqual([
      false,
      false,
      false,
    ])
    expect(() => new Fields([]).list('length', 3, Number)).toThrow(FrameError)
  })

  it('reads an optional member only where it is', () => {
    expect(fields.optional('absent', (key) => fields.text(key, 1))).toBeUndefined()
    expect(fields.optional('text', (key) => fields.text(key, 3))).toBe('abc')
    expect(() => fields.optional('nothing', (key) => fields.text(key, 3))).toThrow(FrameError)
  })
})

describe('textOf', () => {
  it('returns a text of at most that many characters', () => {
    expect(textOf('abc', 'a name', 3)).toBe('abc')
    expect(() => textOf('abcd', 'a name', 3)).toThrow(
      new FrameError('a name is not a text of at most 3 characters'),
    )
  })
})
