import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Words that have a plainer one, and that one. A space stands for any white space, also between two lines of a comment. */
const phrases: readonly (readonly [pattern: string, better: string])[] = [
  ['anew|once more', 'again, or re- (reload, restart)'],
  ['tells|told', 'logs, reports, notifies; says; receives'],
  ['(?:gives|giving)(?! up)', 'returns, passes, hands over, writes'],
  ['nobody|whoever', 'the client, the caller, plugins that'],
  ['so (?:many|much|often|few|long)(?! (?:as|that))', 'at most N; a number with its unit'],
  [
    '(?<!look-)behind(?! (?:(?:a|the|our|any|another|its) )?(?:reverse )?(?:proxy|proxies|nginx))',
    'after, upstream',
  ],
  ['beside', 'next to, alongside, compared with'],
  ['of which', 'whose, of them, and'],
  ['in one go', 'per batch, per turn'],
  ['mends?|mended|mending', 'patch, fix'],
  ['owed', 'pending'],
  ['held up', 'delayed, blocked'],
  ['lets? go|letting go', 'detach, release'],
  ['(?:comes?|came|coming) too late', 'times out'],
  ['time is over', 'timed out'],
  ['on purpose', 'intentionally'],
  ['(?:goes?|going|went) (?:over|on(?! (?:the|a|an|its|top)\\b))', 'continues, is sent to'],
  ['dear', 'expensive'],
  ['cheap to say', 'cheap'],
  [
    `(?<!there )(?:is|are|was|were) no(?! (?:longer|more|less|fewer|better|worse|larger|smaller|other|different)\\b)`,
    'is not a, lacks',
  ],
  ['(?<!there )(?:is|are) none', 'is absent, is not one'],
  [
    '(?:has|have|having) (?:it|them|(?:the|a|an|its|this) [\\w-]+) (?:do|run|call|make|send|read|write|end|answer|compress|load|start|keep|wait|say)',
    'makes it do, calls',
  ],
]

/** Names that say too little to a reader who does not know them. */
const names: readonly (readonly [pattern: string, better: string])[] = [
  ['Flights?|underWay', 'InFlightRequests'],
  ['doubt(?:s|ed|ing)?|isDoubted|onDoubt', 'halfClosed, onHalfClose'],
  ['isUnheard', 'isPaused'],
  ['excuse', 'deferTimeout'],
  ['inTurn', 'enqueue'],
  ['letGo', 'detach'],
  ['came(?=\\()', 'onActivity'],
  ['[Dd]oorbell', 'WakeSignal'],
  ['script-mends', 'transpiler-patches'],
  ['(?:Outside|askOutside)', 'Outbound, request…'],
  ['Allowance', 'AccessPolicy'],
  ['(?<=class )Traffic', 'MemoryBudgets'],
  ['standIn', 'wrapper'],
  ['giveOut', 'lend'],
  ['GivenAnswer', 'AnswerSource'],
  [
    '(?<=(?:type|interface|class) )(?:Come|Wish|Course|World|Road|Life|Verdict)',
    'the noun of the field',
  ],
  [
    '(?<=function )(?:(?!need|feed|seed|embed|exceed|proceed|succeed)[a-z]+ed|told|made|sent|left|kept|given|written|shown|known|those)(?=[(<])',
    'an imperative verb with its object',
  ],
]

/** Texts that are fixed elsewhere: a part of a path, a part of the line, and why. */
const fixed: readonly (readonly [path: string, text: string, reason: string])[] = [
  ['docs/security.md', 'nobody', 'the user of that name'],
  ['test/conformance/assembly/regex.ts', '/behind/', 'a recorded path'],
  ['test/conformance/c/regex-plugin.c', 'behind', 'a recorded path'],
]

const root = join(import.meta.dirname, '..')
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
const folders = ['abi', 'host', 'guest', 'test', 'bench', 'docs', 'typings', '.ci', '.githooks']
const kinds = /\.(?:ts|md|js|mjs|c|cpp|h|rs|wat|wit|html|toml|sh)$|^\.(?:ci|githooks)\//
/** The pages are written by bench/ and test/conformance, which are checked. */
const outputs =
  /(?:^|\/)(?:node_modules|target|dist)\/|^docs\/(?:conformance|languages|performance)\.md$|^test\/words\.test\.ts$/
const files = [
  ...pages,
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  ),
].filter((file) => kinds.test(file) && !outputs.test(file))

/** What stands between two words: spaces, and the end of a line within a comment. */
const gap = String.raw`(?:[ \t]|\n[ \t]*(?:\*|/{2,3}!?|#|;;|>)?[ \t]*)+`

const sentences = phrases.map(([pattern, better]) => ({
  better,
  expression: new RegExp(`(?<![A-Za-z])(?:${pattern.replaceAll(' ', gap)})(?![A-Za-z])`, 'gi'),
}))
const identifiers = names.map(([pattern, better]) => ({
  better,
  expression: new RegExp(`(?<![A-Za-z])(?:${pattern})(?![A-Za-z])`, 'g'),
}))

/** The words of names are separated, so that they are found as those of a sentence are. Lines stay where they are. */
const separateWords = (text: string): string => text.replaceAll(/([a-z0-9])(?=[A-Z])/g, '$1 ')

function findIn(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  if (/^\W*Generated from /.test(source)) return []
  const lines = source.split('\n')
  return [
    { text: separateWords(source), words: sentences },
    { text: source, words: identifiers },
  ].flatMap(({ text, words }) =>
    words.flatMap(({ expression, better }) =>
      [...text.matchAll(expression)].flatMap(({ 0: found, index }) => {
        const line = text.slice(0, index).split('\n').length
        const isFixed = fixed.some(
          ([path, part]) => file.startsWith(path) && lines[line - 1]?.includes(part),
        )
        return isFixed ? [] : [`${file}:${line}: "${found.replaceAll(/\s+/g, ' ')}": say ${better}`]
      }),
    ),
  )
}

it('uses the words of the field', () => {
  expect(files.flatMap(findIn)).toEqual([])
})
