import { statSync } from 'node:fs'
import { join } from 'node:path'
import { availableVariants, buildVariant } from '../../test/conformance/guest-plugin.ts'
import { runRecordedCases, type Outcome } from '../../test/conformance/run-cases.ts'
import type { Findings, Row, Skipped } from '../findings.ts'
import { hostRecipe } from '../load/recipes.ts'
import { withServers } from '../load/server-process.ts'
import { measureStart } from '../load/start-time.ts'
import { spread } from '../measure.ts'
import { cellText } from '../plots/number-text.ts'
import { attempt, type PageContext, type PagePart } from './page-part.ts'
import { allSampleBuilds, type SampleBuild } from './sample-builds.ts'

/** What a plugin costs in each language, by its sample. */
export const samplesPart: PagePart = {
  name: 'samples',
  title: 'What a plugin costs',
  about: `By the samples, which are not the same program in each language.

- _build_: the command, from its start to the module, in a process of its own.
- _start_: from the start of the server to the first answer. A component is taken apart at each start.
- _requests/s_: requests for a short text, on 16 connections, with the load on the same machine.
- _recorded cases_: answers of the real server that come back, or differ intentionally ([conformance.md](conformance.md)), where
  the plugin that these need exists in the language.

A plugin in C++ cannot be a component, and one in JavaScript always is one.`,
  run: benchSamples,
}

const builds = 3
const starts = 5
const connections = 16
const warmUpSeconds = 2
const seconds = 4

async function benchSamples(context: PageContext): Promise<Findings> {
  const cases = await countCases(context)
  const rows: Row[] = []
  const skipped: Skipped[] = []
  for (const build of await allSampleBuilds()) {
    const name = `${build.language}, ${build.toolchain}, as a ${build.form}`
    const row =
      build.missing === undefined
        ? await attempt(name, () => measureSample(build, context))
        : { peer: name, why: `it needs ${build.missing}` }
    if ('why' in row) skipped.push(row)
    else rows.push({ ...row, cells: [...row.cells, cases.get(build.variant ?? '') ?? '—'] })
    console.log(name, 'why' in row ? row.why : row.cells.map(cellText))
  }
  const columns = [
    'toolchain',
    'form',
    'size, kB',
    'build, s',
    'start, ms',
    'requests/s',
    'recorded cases',
  ]
  return { tables: [{ title: 'Samples', columns, rows }], skipped }
}

/** For each variant of the script plugin: how many recorded cases pass, or differ intentionally. */
async function countCases({ folder }: PageContext): Promise<ReadonlyMap<string, string>> {
  const counts = new Map<string, string>()
  for (const variant of availableVariants()) {
    const outcomes = await attempt(`recorded cases of ${variant.name}`, async () =>
      runRecordedCases(await buildVariant(variant, folder), folder),
    )
    counts.set(variant.name, 'why' in outcomes ? 'failed' : countOf(outcomes))
    console.log(`${variant.name}: ${counts.get(variant.name)} recorded cases`)
  }
  return counts
}

function countOf(outcomes: readonly Outcome[]): string {
  return `${outcomes.filter(({ kind }) => kind !== 'failed').length} of ${outcomes.length}`
}

/** Builds a sample, starts it and sends it requests. */
async function measureSample(
  { language, toolchain, form, sample, path, build }: SampleBuild,
  { folder, load }: PageContext,
): Promise<Row> {
  const plugin = join(folder, `${language}-${toolchain.replace('/', '-')}-${form}.wasm`)
  const recipe = hostRecipe({ plugins: [plugin], readyPath: path })
  const buildTimes: number[] = []
  for (let i = 0; i < builds; i++) {
    const before = performance.now()
    await build(plugin)
    buildTimes.push((performance.now() - before) / 1000)
  }
  const startTimes: number[] = []
  for (let i = 0; i < starts; i++) startTimes.push((await measureStart(recipe)).ms)
  const perSecond = await withServers([recipe], async ([{ url }]) => {
    const requests = { url, connections, requests: [{ method: 'GET', path } as const] }
    await load.run({ ...requests, seconds: warmUpSeconds })
    return (await load.run({ ...requests, seconds })).perSecond
  })
  const figures = [statSync(plugin).size / 1000, spread(buildTimes), spread(startTimes), perSecond]
  return { name: `[${language}](../${sample})`, cells: [toolchain, form, ...figures] }
}
