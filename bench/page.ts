import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../guest/build/package-root.ts'
import { formatFile } from './format-file.ts'
import { drawPlot } from './plots/draw-plot.ts'
import { findingsLines, noiseLines, targetLines } from './markdown.ts'
import { parts } from './parts/parts.ts'
import type { Report } from './report.ts'

const root = findPackageRoot()

/** Writes docs/performance.md and its plots. */
export function writePage(report: Report): void {
  const folder = join(root, 'docs/performance')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const plot of report.parts.flatMap(({ findings }) => findings.plots ?? []))
    writeFileSync(join(folder, `${plot.name}.svg`), drawPlot(plot))
  writeFileSync(join(root, 'docs/performance.md'), pageOf(report))
  formatFile('docs/performance.md')
}

/** Writes a report as JSON, under a name in a folder. */
export function writeResults(report: Report, folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`)
  formatFile(file)
  return file
}

function pageOf(report: Report): string {
  const all = report.parts.map(({ findings }) => findings)
  const minutes = (report.seconds / 60).toFixed(0)
  return [
    '# Performance\n',
    `All of this page is from one run of \`npm run bench -- --write\`, which took ${minutes} minutes.`,
    `The machine: ${report.machine}. Compared with: ${report.peers.join(', ')}.\n`,
    'A number is the median of repeated rounds; half of all rounds lie within the range in brackets. In each round every',
    'contender runs once, in random order, and ratios are taken round by round. CPU time is that of the server alone, with',
    'the processes of its plugins: where load and server share few cores, it says more than requests/s.\n',
    '## Targets\n',
    ...targetLines(all.flatMap(({ targets = [] }) => targets)),
    '\n## Noise\n',
    'The same things measured twice, as if they were two:\n',
    ...noiseLines(all.flatMap(({ noise = [] }) => noise)),
    '',
    ...report.parts.flatMap(({ name, findings }) => {
      const part = parts.find((other) => other.name === name)
      const heading = [`## ${part?.title ?? name}\n`, `${part?.about ?? ''}\n`]
      return [...heading, ...findingsLines(findings, 'performance')]
    }),
  ].join('\n')
}
