import { renderTable } from './differences-table.ts'
import { readDifferences } from './differences.ts'
import { countByFunction } from './functions-table.ts'
import type { LiveResult } from './live-configs.ts'
import type { Outcome } from './run-cases.ts'

/** The results of a comparison for the plugins of one variant. */
export interface VariantReport {
  readonly name: string
  readonly recorded: readonly Outcome[]
  /** `undefined` where the real server is not installed. */
  readonly live: LiveResult | undefined
}

/** The numbers, for a terminal. */
export function summarise(reports: readonly VariantReport[]): string {
  return renderTable(summaryHeader, reports.flatMap(summaryRows))
}

const summaryHeader = ['plugins in', 'cases', 'passed', 'intentionally different', 'failing']

function summaryRows({ name, recorded, live }: VariantReport): readonly string[][] {
  const rows: string[][] = []
  if (recorded.length > 0) rows.push([name, `${recorded.length} recorded`, ...kinds(recorded)])
  if (live !== undefined) rows.push([name, `${live.requests} live requests`, ...liveKinds(live)])
  return rows
}

function kinds(outcomes: readonly Outcome[]): readonly string[] {
  const count = (wanted: Outcome['kind']): string =>
    String(outcomes.filter(({ kind }) => kind === wanted).length)
  return [count('passed'), count('differs-on-purpose'), count('failed')]
}

/** Of the conversations that the requests were sent in. */
function liveKinds({ same, different, failing }: LiveResult): readonly string[] {
  return [same, different, failing].map(String)
}

/** The page `docs/conformance.md`. */
export function renderReport(reports: readonly VariantReport[]): string {
  const differences = [...readDifferences()].map(([id, { reason, safe }]) => [id, reason, safe])
  return `# Conformance

What clients get is compared with Debian's Orthanc 1.12.7, byte by byte: with answers that were recorded from it, and
with a real one that runs next to ours and is sent the same generated requests. The plugin executes scripts; it exists in
AssemblyScript and in C, and the one in C also runs in the real server. Each is compared as a module and as a component,
and the one in C also as Emscripten compiles it. \`npm run conformance -- --report\` wrote this page.

Live requests go over kept connections; _passed_, _differing_ and _failing_ count these conversations.

${summarise(reports)}
## The functions

How many recorded cases call each function, and how they went with each plugin: passed / intentionally different / failing.

${renderTable(functionsHeader(reports), countByFunction(reports))}
## Intentional differences

${renderTable(['rule', 'reason', 'what a client gets here'], differences)}`
}

function functionsHeader(reports: readonly VariantReport[]): readonly string[] {
  return ['function', 'cases', ...reports.map(({ name }) => name)]
}
