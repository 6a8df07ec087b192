import { isMet, type Findings, type Noise, type Table, type Target } from './findings.ts'
import { cellText } from './plots/number-text.ts'

/** What a part found, as the lines of a page; `plotsIn` is the folder that its plots are in. */
export function findingsLines(findings: Findings, plotsIn?: string): string[] {
  const { tables, plots = [], skipped = [] } = findings
  const images = plots.map(({ title, name }) => `![${title}](${plotsIn}/${name}.svg)`)
  return [
    ...skipped.map(({ peer, why }) => `Skipped: ${peer}, because ${why}.\n`),
    ...(plotsIn === undefined ? [] : images.map((image) => `${image}\n`)),
    ...tables.flatMap(tableLines),
  ]
}

function tableLines({ title, columns, rows, note }: Table): string[] {
  const cells = rows.map((row) => [row.name, ...row.cells.map(cellText)])
  return [
    `**${title}**\n`,
    ...gridLines(['', ...columns], cells),
    '',
    ...(note === undefined ? [] : [`${note}\n`]),
  ]
}

/** Each target with what was measured. */
export function targetLines(targets: readonly Target[]): string[] {
  const rows = targets.map((target) => {
    const { what, value, sense, wanted, unit } = target
    const sign = sense === 'at least' ? '≥' : '≤'
    const verdict = isMet(target) ? 'yes' : '**no**'
    return [what, `${cellText(value)} ${unit}`, `${sign} ${wanted} ${unit}`, verdict]
  })
  return gridLines(['', 'measured', 'wanted', 'met'], rows)
}

/** The same things measured twice. */
export function noiseLines(noise: readonly Noise[]): string[] {
  const rows = noise.map(({ what, ratio }) => [what, cellText(ratio)])
  return gridLines(['measured twice', 'second ÷ first'], rows)
}

/** A table in Markdown, its columns aligned. */
function gridLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => widthOf(row, i))))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

function widthOf(row: readonly string[], i: number): number {
  return row[i]?.length ?? 0
}
