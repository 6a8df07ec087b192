// Compares ours with the real server, more than the tests do: npm run conformance -- --runs 20000 --seed 7
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { availableVariants, buildVariant, type Variant } from './guest-plugin.ts'
import { runLiveConfigs, type LiveResult } from './live-configs.ts'
import { lacksOrthanc } from './orthanc-server.ts'
import { renderReport, summarise, type VariantReport } from './report.ts'
import { runRecordedCases } from './run-cases.ts'

const usage = `Usage: npm run conformance -- [--runs N] [--seed N] [--report]

  --runs N    how many generated requests go to both servers, for each variant of the plugin (2000)
  --seed N    what they are generated from (a fresh one)
  --report    runs the recorded cases, too, and writes docs/conformance.md
`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

if (values.help || !Number.isInteger(runs) || !Number.isInteger(seed)) {
  process.stdout.write(usage)
  process.exitCode = values.help ? 0 : 2
} else {
  process.exitCode = (await compare()) ? 0 : 1
}

async function compare(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const reports: VariantReport[] = []
    for (const variant of availableVariants()) reports.push(await compareVariant(variant, folder))
    process.stdout.write(summarise(reports))
    if (values.report) {
      writeFileSync(join(findPackageRoot(), 'docs/conformance.md'), renderReport(reports))
    }
    return reports.every(({ live, recorded }) => isGood(live, recorded))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function compareVariant(variant: Variant, folder: string): Promise<VariantReport> {
  const { name } = variant
  const guests = await buildVariant(variant, folder)
  const recorded = values.report ? await runRecordedCases(guests, folder) : []
  for (const { kind, id, differences } of recorded) {
    if (kind === 'failed') process.stdout.write(`${name} ${[id, ...differences].join('\n')}\n`)
  }
  if (lacksOrthanc()) return { name, recorded, live: undefined }
  process.stdout.write(`${name}: ${runs} requests from seed ${seed}\n`)
  const live = await runLiveConfigs(guests['script-plugin'], { requests: runs, seed, folder })
  for (const failure of live.failures) process.stdout.write(`${failure}\n`)
  return { name, recorded, live }
}

function isGood(live: LiveResult | undefined, recorded: VariantReport['recorded']): boolean {
  return (live?.failing ?? 0) === 0 && recorded.every(({ kind }) => kind !== 'failed')
}
