// Builds and serves the samples of all languages, measures them and writes docs/languages.md: npm run languages
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { renderTable } from '../../test/conformance/differences-table.ts'
import { availableVariants, buildVariant } from '../../test/conformance/guest-plugin.ts'
import { runRecordedCases } from '../../test/conformance/run-cases.ts'
import { measureLoop, projectSources } from './languages-loop.ts'
import { measurePeer, type PeerFigures } from './languages-measure.ts'
import { allPeers, type Peer } from './languages-peers.ts'

const header = [
  'language',
  'toolchain',
  'form',
  'size, kB',
  'build, s',
  'start, ms',
  'calls/s',
  'recorded cases',
]

const loopHeader = ['language', 'new, s', 'first answer, s', 'edit to answer, s']

const folder = mkdtempSync(join(tmpdir(), 'languages-'))
try {
  writeFileSync(join(findPackageRoot(), 'docs/languages.md'), await writePage())
} finally {
  rmSync(folder, { recursive: true })
}

async function writePage(): Promise<string> {
  const cases = await countCases()
  const rows: string[][] = []
  const skipped: string[] = []
  for (const [i, peer] of (await allPeers()).entries()) {
    const name = `${peer.language}, ${peer.toolchain}, as a ${peer.form}`
    if (peer.missing === undefined) {
      const figures = await measurePeer(peer, join(folder, `${i}.wasm`))
      const row = rowOf(peer, figures, cases)
      console.log(row.join('  '))
      rows.push(row)
    } else {
      console.log(`skipped: ${name} needs ${peer.missing}`)
      skipped.push(`- ${name}: needs ${peer.missing}\n`)
    }
  }
  return page(rows, skipped, await measureLoops(skipped))
}

/** One row for each language whose compiler is installed. */
async function measureLoops(skipped: string[]): Promise<readonly string[][]> {
  const rows: string[][] = []
  for (const [language, file] of Object.entries(projectSources)) {
    try {
      const { newMs, firstAnswerMs, editMs } = await measureLoop(language, folder)
      const row = [`${language}, \`${file}\``, ...[newMs, firstAnswerMs, editMs].map(seconds)]
      console.log(row.join('  '))
      rows.push(row)
    } catch (error) {
      console.log(error)
      skipped.push(`- the project of \`new --language ${language}\`\n`)
    }
  }
  return rows
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

/** Results of the script plugins of all variants: how many recorded cases pass, or differ intentionally. */
async function countCases(): Promise<ReadonlyMap<string, string>> {
  const counts = new Map<string, string>()
  for (const variant of availableVariants()) {
    const outcomes = await runRecordedCases(await buildVariant(variant, folder), folder)
    const good = outcomes.filter(({ kind }) => kind !== 'failed').length
    console.log(`${variant.name}: ${good} of ${outcomes.length} recorded cases`)
    counts.set(variant.name, `${good} of ${outcomes.length}`)
  }
  return counts
}

function rowOf(
  { language, toolchain, form, sample, variant }: Peer,
  { bytes, buildMs, startMs, perSecond }: PeerFigures,
  cases: ReadonlyMap<string, string>,
): string[] {
  return [
    `[${language}](../${sample})`,
    toolchain,
    form,
    (bytes / 1000).toFixed(1),
    (buildMs / 1000).toFixed(1),
    startMs.toFixed(0),
    (Math.round(perSecond / 100) * 100).toFixed(0),
    cases.get(variant ?? '') ?? '—',
  ]
}

function page(
  rows: readonly string[][],
  skipped: readonly string[],
  loops: readonly string[][],
): string {
  const [cpu] = cpus()
  return `# Languages

What a plugin costs in each language, by its sample. \`npm run languages\` wrote this page, on ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'} with
Node ${process.version}; figures of one run compare with each other, and the samples are not the same program.

- _build_: the command, from its start to the module, in a process of its own.
- _start_: from the start of the server until it listens. A component is taken apart at each start.
- _calls/s_: requests over HTTP for a short text, on 16 connections, with the load on the same machine.
- _recorded cases_: answers of the real server that come back, or differ intentionally ([conformance.md](conformance.md)), where
  the plugin that these need exists in the language.

${renderTable(header, rows)}${skipped.length === 0 ? '' : `\nNot measured:\n\n${skipped.join('')}`}
What an author waits for, in a project of \`orthanc-wasm new\`: \`dev\` from its start to the first answer, and from a changed line to the answer that
shows it.

${renderTable(loopHeader, loops)}
A plugin in C++ cannot be a component, and one in JavaScript always is one. How to write a plugin in each:
[AssemblyScript](../README.md), [C](c-plugins.md), [C++](cpp.md), [Rust](rust.md), [JavaScript](javascript.md).
`
}
