import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CompleteAnswer } from '../exchange/answer.ts'
import { AnswerPage } from './answer-page.ts'

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .uint8Array({ maxLength })
    .map((bytes) => Buffer.from(bytes.map((byte) => byte || 1)).toString('latin1'))
const body = fc
  .uint8Array({ maxLength: 5000 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'))

const answer: fc.Arbitrary<CompleteAnswer> = fc
  .record({
    status: fc.integer({ min: 200, max: 599 }),
    headers: fc.array(fc.tuple(text(20), text(20)), { maxLength: 5 }),
    nosniff: fc.boolean(),
    body,
    compressAs: fc.option(text(20), { nil: undefined }),
  })
  .map(({ compressAs, ...fields }) => ({
    kind: 'complete',
    ...fields,
    ...(compressAs === undefined ? {} : { compressAs }),
  }))

it('gives back what was written, batch after batch', () => {
  const main = new AnswerPage()
  const guest = new AnswerPage(main.memory)
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 40 }), (answers) => {
      main.clear()
      guest.rewind()
      const fits = answers.map((one, i) => guest.write(i, one))
      expect(answers.map((_, i) => main.read(i))).toEqual(
        answers.map((one, i) => (fits[i] === true ? one : undefined)),
      )
    }),
  )
})

it('is read while it is written', () => {
  const main = new AnswerPage()
  const guest = new AnswerPage(main.memory)
  const one = { kind: 'complete', status: 200, headers: [], nosniff: true, body: 'x' } as const
  for (const ordinal of [1, 2, 3]) {
    expect(main.read(ordinal)).toBeUndefined()
    guest.write(ordinal, one)
    expect(main.read(ordinal + 1)).toBeUndefined()
    expect(main.read(ordinal)).toEqual(one)
  }
})

it.each([
  ['a body that is not text', { body: new Uint8Array(3) }],
  ['what does not fit any more', { body: 'x'.repeat(70_000) }],
])('does not take %s', (_, different) => {
  const page = new AnswerPage()
  const fields = { kind: 'complete', status: 200, headers: [], nosniff: true } as const
  expect(page.write(1, { ...fields, ...different })).toBe(false)
  expect(page.write(1, { kind: 'nothing' })).toBe(false)
  expect(page.read(1)).toBeUndefined()
})
