import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCases, type RecordedCase } from './case-file.ts'
import { compareCase } from './compare-case.ts'
import { applyDifferences, readDifferences, type Differences } from './differences.ts'
import type { Guests, PluginName } from './guest-plugin.ts'
import { startOurs } from './our-server.ts'
import { runCase } from './run-case.ts'

/** How a case went. */
export interface Outcome {
  readonly id: string
  readonly category: string
  readonly kind: 'passed' | 'differs-on-purpose' | 'failed'
  /** What differs, where it failed. */
  readonly differences: readonly string[]
}

/** Connections at a time. */
const concurrency = 32

/** Runs all recorded cases with the plugins of one language, one server for each configuration. */
export async function runRecordedCases(
  guests: Guests,
  folder: string,
): Promise<readonly Outcome[]> {
  const { configs, plugins, cases } = readCases()
  const outcomes: Outcome[] = []
  for (const [name, options] of Object.entries(configs)) {
    const config = join(folder, `${name}.json`)
    writeFileSync(config, JSON.stringify({ AuthenticationEnabled: false, ...options }))
    const plugin: PluginName = plugins[name] === 'regex-plugin' ? 'regex-plugin' : 'script-plugin'
    const server = await startOurs(guests[plugin], config)
    try {
      const own = cases.filter((candidate) => (candidate.config ?? 'default') === name)
      outcomes.push(...(await runAll(own, server.port)))
    } finally {
      await server.stop()
    }
  }
  return outcomes
}

async function runAll(cases: readonly RecordedCase[], port: number): Promise<readonly Outcome[]> {
  const table = readDifferences()
  const run = async (one: RecordedCase): Promise<Outcome> => runTwice(one, port, table)
  const together = await inParallel(
    cases.filter(({ solo }) => solo !== true),
    concurrency,
    run,
  )
  const alone = await inParallel(
    cases.filter(({ solo }) => solo === true),
    1,
    run,
  )
  return [...together, ...alone]
}

/** A second time where the first one failed: a busy machine may miss a moment that a case asks for. */
async function runTwice(one: RecordedCase, port: number, table: Differences): Promise<Outcome> {
  const first = await runOnce(one, port, table)
  return first.kind === 'failed' ? runOnce(one, port, table) : first
}

async function runOnce(one: RecordedCase, port: number, table: Differences): Promise<Outcome> {
  const { id, category, rules: names = [] } = one
  const rules = applyDifferences(table, names)
  const received = await runCase(one, port, rules)
  const differences = await compareCase(one, received, rules)
  if (differences.length > 0) return { id, category, kind: 'failed', differences }
  const strictly = rules.length === 0 ? [] : await compareCase(one, received, [])
  return {
    id,
    category,
    kind: strictly.length === 0 ? 'passed' : 'differs-on-purpose',
    differences,
  }
}

/** Runs an action for each item, at most `limit` concurrently; returns the results in their order. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  action: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const work = async (): Promise<void> => {
    for (const [i, item] of waiting) {
      results[i] = await action(item)
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
