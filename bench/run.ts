import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../guest/build/package-root.ts'
import { LoadGenerator } from './load/load-generator.ts'
import { findingsLines, noiseLines, targetLines } from './markdown.ts'
import { writePage, writeResults } from './page.ts'
import type { BenchContext, Part } from './parts/part.ts'
import { parts } from './parts/parts.ts'
import { PluginBuilder } from './plugin-builder.ts'
import { describeMachine, describePeers, type PartReport, type Report } from './report.ts'

const usage = `npm run bench [-- [PART…] [OPTION…]]

${parts.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join('\n')}

  --rounds N   rounds of each comparison, instead of its default
  --quick      each part once on small inputs, to see that it runs; its figures mean nothing
  --write      docs/performance.md and its plots, too; only with all parts
  --before DIR the folder dist of another checkout: its server is measured in the same rounds
  --out DIR    where the results go as JSON: bench/results

All parts without a name. Peers that are not installed are skipped by name; bench/install-peers.sh installs those of npm.
Images are looked for in the folder of ORTHANC_WASM_DICOM.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    before: { type: 'string' },
    out: { type: 'string', default: join(findPackageRoot(), 'bench/results') },
    help: { type: 'boolean', default: false },
  },
})

const wrong = whatIsWrong()
if (wrong !== undefined || values.help) {
  console.log(wrong === undefined ? usage : `${wrong}\n\n${usage}`)
  process.exitCode = wrong === undefined ? 0 : 2
} else {
  await run()
}

function whatIsWrong(): string | undefined {
  const unknown = positionals.find((name) => parts.every((part) => part.name !== name))
  if (unknown !== undefined) return `${unknown}: not a part`
  const { rounds } = values
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds))
    return `--rounds ${rounds}: a number from 1 to 9999 is needed`
  if (values.before !== undefined && !existsSync(join(values.before, 'host/cli/main.js')))
    return `--before ${values.before}: the folder lacks host/cli/main.js`
  if (values.write && (positionals.length > 0 || values.quick))
    return '--write takes all parts, and no --quick: the page is from one run'
  return undefined
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orthanc-wasm-bench-'))
  const load = new LoadGenerator(folder)
  const { rounds: wanted, quick: isQuick } = values
  const rounds = (usual: number): number => (isQuick ? 1 : Number(wanted ?? usual))
  const before = values.before === undefined ? undefined : resolve(values.before)
  const context = {
    isQuick,
    rounds,
    load,
    before,
    plugins: new PluginBuilder(folder, 'plugin.c'),
    folder,
  }
  try {
    finish(await runParts(context))
  } finally {
    await load.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runParts(context: BenchContext): Promise<Report> {
  const machine = describeMachine()
  console.log(`${machine}, load from ${context.load.name}\n`)
  const start = performance.now()
  const reports: PartReport[] = []
  const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  for (const [i, part] of chosen.entries()) {
    console.log(`## ${part.title} (${i + 1} of ${chosen.length})\n`)
    reports.push(await runPart(part, context))
  }
  const seconds = secondsSince(start)
  const peers = describePeers(context.load.name)
  return { machine, peers, isQuick: context.isQuick, seconds, parts: reports }
}

/** Prints the figures of a part. A part that fails is reported, and the others run. */
async function runPart({ name, run: measure }: Part, context: BenchContext): Promise<PartReport> {
  const start = performance.now()
  try {
    const findings = await measure(context)
    const seconds = secondsSince(start)
    console.log(`${findingsLines(findings).join('\n')}\n(${seconds} s)\n`)
    return { name, seconds, findings }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    console.log(`FAILED: ${failure}\n`)
    return { name, seconds: secondsSince(start), findings: { tables: [] }, failure }
  }
}

function finish(report: Report): void {
  const all = report.parts.map(({ findings }) => findings)
  const [targets, noise] = [
    all.flatMap((one) => one.targets ?? []),
    all.flatMap((one) => one.noise ?? []),
  ]
  if (noise.length > 0) console.log([...noiseLines(noise), ''].join('\n'))
  if (targets.length > 0) console.log([...targetLines(targets), ''].join('\n'))
  console.log(`${report.seconds} s; results in ${writeResults(report, values.out, nameOf(report))}`)
  const failed = report.parts.filter(({ failure }) => failure !== undefined)
  if (failed.length > 0) process.exitCode = 1
  else if (values.write) writePage(report)
  for (const { name, failure } of failed) console.log(`failed: ${name}: ${failure}`)
}

/** A run of some parts does not replace the results of a whole one. */
function nameOf({ isQuick }: Report): string {
  if (isQuick) return 'quick'
  return positionals.length === 0 ? 'all' : positionals.toSorted().join('-')
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10
}
