import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { compareReplies, type Comparison } from './compare-reply.ts'
import { conversation, formatRequest, type Conversation } from './conversation.ts'
import { converse, type Reply } from './converse.ts'
import { readDifferences, type Differences } from './differences.ts'
import { inParallel } from './run-cases.ts'
import type { ServerPair } from './server-pair.ts'
import { show } from './show.ts'
import { shrink } from './shrink.ts'

/** What a run of generated conversations gave. */
export interface LiveResult {
  readonly requests: number
  /** Conversations that came out alike. */
  readonly same: number
  /** The conversations with intentional differences. */
  readonly different: number
  /** Those that differ. */
  readonly failing: number
  /** The first of them, shrunk, for a person. */
  readonly failures: readonly string[]
}

/** Connections of one batch. */
const batchSize = 24
/** Differences that are shrunk; more of them are counted. */
const mostShrunk = 5
/** Until a process that is about to end has ended. */
const endingMs = 30

/** Sends generated conversations to both servers until this number of requests is reached. */
export async function runLive(
  pair: ServerPair,
  requests: number,
  seed: number,
): Promise<LiveResult> {
  const table = readDifferences()
  const counts = { requests: 0, same: 0, different: 0, failing: 0 }
  const failures = new Map<string, string>()
  const batch = fc.array(conversation, { minLength: batchSize, maxLength: batchSize })
  const generated = fc.sample(batch, { seed, numRuns: Math.ceil(requests / batchSize) })
  for (const conversations of generated) {
    if (counts.requests >= requests) break
    for (const { one, comparison } of await compareBatch(pair, conversations, table)) {
      counts.requests += one.flat().length
      counts[counterOf[comparison.kind]] += 1
      if (comparison.kind !== 'differs' || counts.failing > mostShrunk) continue
      const { steps, text } = await explain(pair, one, table, comparison.differences)
      failures.set(steps, text)
    }
  }
  return { ...counts, failures: [...failures.values()] }
}

const counterOf = { same: 'same', 'differs-on-purpose': 'different', differs: 'failing' } as const

interface Compared {
  readonly one: Conversation
  readonly comparison: Comparison
}

/** All at once; one after the other if a server ends, so as to see which one it is that ends it. */
async function compareBatch(
  pair: ServerPair,
  conversations: readonly Conversation[],
  table: Differences,
): Promise<readonly Compared[]> {
  const compare = async (one: Conversation): Promise<Compared> => ({
    one,
    comparison: await compareReplies(one, await askBoth(pair, one), table),
  })
  const compared = await inParallel(conversations, batchSize, compare)
  if (pair.ended === undefined) return compared
  return inParallel(conversations, 1, async (one) => ({
    one,
    comparison: await compareAlone(pair, one, table),
  }))
}

async function compareAlone(
  pair: ServerPair,
  one: Conversation,
  table: Differences,
): Promise<Comparison> {
  await pair.revive()
  const replies = await askBoth(pair, one)
  if (replies.ours.after !== 'kept' || replies.real.after !== 'kept') await sleep(endingMs)
  const { ended } = pair
  if (ended !== undefined) return { kind: 'differs', differences: [ended] }
  return compareReplies(one, replies, table)
}

async function askBoth(pair: ServerPair, one: Conversation): Promise<{ real: Reply; ours: Reply }> {
  const [real, ours] = await Promise.all([
    converse(one, pair.real.port),
    converse(one, pair.ours.port),
  ])
  return { real, ours }
}

/** The difference as a case for the file of recorded ones, and what both servers said. */
async function explain(
  pair: ServerPair,
  one: Conversation,
  table: Differences,
  found: readonly string[],
): Promise<{ readonly steps: string; readonly text: string }> {
  const differs = async (candidate: Conversation): Promise<boolean> =>
    (await compareAlone(pair, candidate, table)).kind === 'differs'
  const smallest = (await differs(one)) ? await shrink(one, differs) : one
  await pair.revive()
  const replies = await askBoth(pair, smallest)
  const comparison = await compareReplies(smallest, replies, table)
  const sent = smallest.map((group) => ({ send: group.map(formatRequest).join('') }))
  const steps = JSON.stringify({ id: 'live', category: 'live', steps: sent }, undefined, 1)
  const lines = [
    steps,
    ...(comparison.kind === 'differs' ? comparison.differences : found),
    ...(pair.ended === undefined ? [] : [pair.ended]),
    `real: ${showReply(replies.real)}`,
    `ours: ${showReply(replies.ours)}`,
  ]
  return { steps, text: lines.join('\n') }
}

function showReply({ answers, after }: Reply): string {
  return `${answers.map(({ raw }) => show(raw, 800)).join('\n      ')}\n      ${after}`
}
