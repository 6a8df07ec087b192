import * as fc from 'fast-check'
import { answering, ending, multipart, preparing, type Command } from './generate-command.ts'
import { imageCommand } from './generate-image.ts'

function commands(
  ...kinds: readonly fc.WeightedArbitrary<readonly string[]>[]
): fc.Arbitrary<Command> {
  return fc.record({
    viaService: fc.boolean(),
    words: fc.oneof(...kinds, { weight: 1, arbitrary: repeat(fc.oneof(...kinds)) }),
  })
}

function repeat(words: fc.Arbitrary<readonly string[]>): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(fc.integer({ min: 0, max: 3 }), words)
    .map(([times, rest]) => ['repeat', String(times), ...rest])
}

const one = (words: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Command> =>
  commands({ weight: 100, arbitrary: words })

const prepared = fc.array(one(preparing), { maxLength: 5 })
const codes: Command = { viaService: false, words: ['result'] }

/** All commands in any order. */
const mixed = fc.array(
  commands(
    { weight: 4, arbitrary: answering },
    { weight: 4, arbitrary: preparing },
    { weight: 3, arbitrary: multipart },
    { weight: 2, arbitrary: imageCommand },
    { weight: 1, arbitrary: ending },
  ),
  { minLength: 1, maxLength: 8 },
)

/** What plugins do: headers, then an answer, or an error. */
const usual = fc
  .tuple(
    prepared,
    fc.oneof(one(answering), one(imageCommand), one(ending)),
    fc.array(one(ending), { maxLength: 1 }),
  )
  .map(([before, answer, after]) => [...before, answer, ...after])

const parts = fc
  .tuple(
    fc.array(one(preparing), { maxLength: 2 }),
    fc.array(one(multipart), { minLength: 2, maxLength: 6 }),
    fc.array(one(ending), { maxLength: 1 }),
  )
  .map(([before, items, after]) => [
    ...before,
    { viaService: false, words: ['multipart', 'mixed', 'text/plain'] },
    ...items,
    ...after,
  ])

/** A script for the plugin; the codes that it noted are often its answer, if it has none. */
export const script: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: mixed },
      { weight: 3, arbitrary: usual },
      { weight: 2, arbitrary: parts },
    ),
    fc.boolean(),
  )
  .map(([list, showsCodes]) => (showsCodes ? [...list, codes] : list))
  .filter((list) => formatScript(list).length < 8000)

export function formatScript(list: readonly Command[]): string {
  return list.map(({ viaService, words }) => (viaService ? '!' : '') + words.join(',')).join(';')
}
