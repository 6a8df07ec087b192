// Compares ours with the real server, more than the tests do: npm run conformance -- --runs 20000 --seed 7
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { buildGuests, lacksCompilerForC, type Language } from './guest-plugin.ts'
import { runLiveConfigs, type LiveResult } from './live-configs.ts'
import { lacksOrthanc } from './orthanc-server.ts'
import { renderReport, summarise, type LanguageReport } from './report.ts'
import { runRecordedCases } from './run-cases.ts'

const usage = `Usage: npm run conformance -- [--runs N] [--seed N] [--report]

  --runs N    how many generated requests go to both servers, for each language (2000)
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
    const reports: LanguageReport[] = []
    for (const language of languages()) reports.push(await compareLanguage(language, folder))
    process.stdout.write(summarise(reports))
    if (values.report) {
      writeFileSync(join(findPackageRoot(), 'docs/conformance.md'), renderReport(reports))
    }
    return reports.every(({ live, recorded }) => isGood(live, recorded))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function languages(): readonly Language[] {
  return lacksCompilerForC() ? ['AssemblyScript'] : ['AssemblyScript', 'C']
}

async function compareLanguage(language: Language, folder: string): Promise<LanguageReport> {
  const guests = await buildGuests(language, folder)
  const recorded = values.report ? await runRecordedCases(guests, folder) : []
  for (const { kind, id, differences } of recorded) {
    if (kind === 'failed') process.stdout.write(`${language} ${[id, ...differences].join('\n')}\n`)
  }
  if (lacksOrthanc()) return { language, recorded, live: undefined }
  process.stdout.write(`${language}: ${runs} requests from seed ${seed}\n`)
  const live = await runLiveConfigs(guests['script-plugin'], { requests: runs, seed, folder })
  for (const failure of live.failures) process.stdout.write(`${failure}\n`)
  return { language, recorded, live }
}

function isGood(live: LiveResult | undefined, recorded: LanguageReport['recorded']): boolean {
  return (live?.failing ?? 0) === 0 && recorded.every(({ kind }) => kind !== 'failed')
}
