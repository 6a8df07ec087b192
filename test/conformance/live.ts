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
export interface Pair {
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
  /** How many of them made use of a difference, by its name. */
  readonly onPurpose: ReadonlyMap<string, number>
  /** The first difference, shrunk, for a person; `undefined` if there is none. */
  readonly failure: string | undefined
}

/** Connections of one batch. */
const batchSize = 24

/** Sends generated conversations to both servers until there were so many requests, or until one differs. */
export async function runLive(pair: Pair, requests: number, seed: number): Promise<LiveResult> {
  const table = readDifferences()
  const counts = { requests: 0, same: 0, different: 0, onPurpose: new Map<string, number>() }
  const batch = fc.array(conversation, { minLength: batchSize, maxLength: batchSize })
  const generated = fc.sample(batch, { seed, numRuns: Math.ceil(requests / batchSize) })
  for (const conversations of generated) {
    if (counts.requests >= requests) break
    const comparisons = await inParallel(conversations, batchSize, async (one) =>
      compareLive(pair, one, table),
    )
    for (const [i, comparison] of comparisons.entries()) {
      const one = conversations[i] ?? []
      counts.requests += one.flat().length
      count(counts, comparison)
      if (comparison.kind !== 'differs') continue
      const failure = await explain(pair, one, table)
      if (failure !== undefined) return { ...counts, failure }
    }
  }
  return { ...counts, failure: undefined }
}

function count(
  counts: { same: number; different: number; readonly onPurpose: Map<string, number> },
  comparison: Comparison,
): void {
  if (comparison.kind === 'same') counts.same += 1
  if (comparison.kind !== 'differs-on-purpose') return
  counts.different += 1
  for (const id of comparison.ids) counts.onPurpose.set(id, (counts.onPurpose.get(id) ?? 0) + 1)
}

export async function compareLive(
  pair: Pair,
  one: Conversation,
  table: Differences,
): Promise<Comparison> {
  return compareReplies(one, await askBoth(pair, one), table)
}

async function askBoth(pair: Pair, one: Conversation): Promise<{ real: Reply; ours: Reply }> {
  const [real, ours] = await Promise.all([
    converse(one, pair.real.port),
    converse(one, pair.ours.port),
  ])
  return { real, ours }
}

/** The difference as a case for the file of recorded ones; `undefined` if it does not come again. */
export async function explain(
  pair: Pair,
  one: Conversation,
  table: Differences,
): Promise<string | undefined> {
  const differs = async (candidate: Conversation): Promise<boolean> =>
    (await compareLive(pair, candidate, table)).kind === 'differs'
  if (!(await differs(one))) return undefined
  const smallest = await shrink(one, differs)
  const { real, ours } = await askBoth(pair, smallest)
  const comparison = await compareReplies(smallest, { real, ours }, table)
  const steps = smallest.map((group) => ({ send: group.map(formatRequest).join('') }))
  return [
    JSON.stringify({ id: 'live', category: 'live', steps }, undefined, 1),
    ...(comparison.kind === 'differs' ? comparison.differences : []),
    `real: ${showReply(real)}`,
    `ours: ${showReply(ours)}`,
  ].join('\n')
}

function showReply({ answers, after }: Reply): string {
  return `${answers.map(({ raw }) => show(raw, 800)).join('\n      ')}\n      ${after}`
}
