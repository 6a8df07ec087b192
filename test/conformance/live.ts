import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { shrink } from './shrink.ts'
import { compareReplies, type Comparison } from './compare-reply.ts'
import { conversation, formatRequest, type Conversation } from './conversation.ts'
import { converse, type Reply } from './converse.ts'
import { readDifferences, type Differences } from './differences.ts'
import { startOrthanc } from './orthanc-server.ts'
import { startOurs, type ConformanceServer } from './our-server.ts'
import { inParallel } from './run-cases.ts'
import { show } from './show.ts'

/** Both servers, with the same configuration and the same plugin. */
interface Pair {
  readonly real: ConformanceServer
  readonly ours: ConformanceServer
  stop(): Promise<void>
}

/** The version that Debian's server has. */
const sdkVersion = '1.12.7'

export async function startPair(
  plugins: { readonly native: string; readonly guest: string },
  options: object,
  folder: string,
): Promise<Pair> {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'ours.json')
  writeFileSync(config, JSON.stringify(options))
  const real = await startOrthanc(plugins.native, options, folder)
  const ours = await startOurs(plugins.guest, config, ['--sdk', sdkVersion])
  return { real, ours, stop: async () => void (await Promise.all([real.stop(), ours.stop()])) }
}

/** What a run of generated conversations gave. */
export interface LiveResult {
  readonly requests: number
  /** Conversations that came out alike. */
  readonly same: number
  /** Those that came out differently on purpose. */
  readonly different: number
  /** Those that differ. */
  readonly failing: number
  /** The first of them, shrunk, for a person. */
  readonly failures: readonly string[]
}

/** Connections of one batch. */
const batchSize = 24
/** Differences that are shrunk; more of them are counted. */
const mostShrunk = 3

/** Sends generated conversations to both servers until there were so many requests. */
export async function runLive(pair: Pair, requests: number, seed: number): Promise<LiveResult> {
  const table = readDifferences()
  const counts = { requests: 0, same: 0, different: 0, failing: 0 }
  const failures: string[] = []
  const batch = fc.array(conversation, { minLength: batchSize, maxLength: batchSize })
  const generated = fc.sample(batch, { seed, numRuns: Math.ceil(requests / batchSize) })
  for (const conversations of generated) {
    if (counts.requests >= requests) break
    const comparisons = await inParallel(conversations, batchSize, async (one) => {
      const comparison = await compareLive(pair, one, table)
      return { one, comparison }
    })
    for (const { one, comparison } of comparisons) {
      counts.requests += one.flat().length
      counts[counterOf[comparison.kind]] += 1
      if (comparison.kind === 'differs' && failures.length < mostShrunk) {
        failures.push(await explain(pair, one, table, comparison.differences))
      }
    }
  }
  return { ...counts, failures }
}

const counterOf = { same: 'same', 'differs-on-purpose': 'different', differs: 'failing' } as const

export async function compareLive(pair: Pair, one: Conversation, table: Differences): Promise<Comparison> {
  return compareReplies(one, await askBoth(pair, one), table)
}

async function askBoth(pair: Pair, one: Conversation): Promise<{ real: Reply; ours: Reply }> {
  const [real, ours] = await Promise.all([
    converse(one, pair.real.port),
    converse(one, pair.ours.port),
  ])
  return { real, ours }
}

/** The difference as a case for the file of recorded ones, and what both servers said. */
export async function explain(
  pair: Pair,
  one: Conversation,
  table: Differences,
  found: readonly string[],
): Promise<string> {
  const differs = async (candidate: Conversation): Promise<boolean> =>
    (await compareLive(pair, candidate, table)).kind === 'differs'
  const smallest = (await differs(one)) ? await shrink(one, differs) : one
  const replies = await askBoth(pair, smallest)
  const comparison = await compareReplies(smallest, replies, table)
  const steps = smallest.map((group) => ({ send: group.map(formatRequest).join('') }))
  const differences =
    comparison.kind === 'differs' ? comparison.differences : ['it did not come again:', ...found]
  return [
    JSON.stringify({ id: 'live', category: 'live', steps }, undefined, 1),
    ...differences,
    `real: ${showReply(replies.real)}`,
    `ours: ${showReply(replies.ours)}`,
  ].join('\n')
}

function showReply({ answers, after }: Reply): string {
  return `${answers.map(({ raw }) => show(raw, 800)).join('\n      ')}\n      ${after}`
}
