import type { Differences } from './differences.ts'

/** The page of all differences, from the table that the tests use. */
export function renderDifferences(table: Differences): string {
  const rows = [...table].map(([id, { reason, safe, test }]) => [id, reason, safe, test])
  const header = ['rule', 'reason', 'what a client gets here', 'test']
  return `# Intentional differences from the real server

Each row is an entry of \`test/golden/conformance/differences.json\`, which the recorded cases name in their \`rules\` and
the live comparison applies by what a request asks for. Where the real server is unsafe, ours is the safe answer.

${renderTable(header, rows)}`
}

/** A table of Markdown, its columns as wide as their longest cell. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = header.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`
  const [first = [], ...others] = cells
  const dashes = widths.map((width) => '-'.repeat(width))
  return [first, dashes, ...others].map(line).join('')
}
