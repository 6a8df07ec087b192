import { errorCodes } from '../enums.ts'
import {
  clientLimits,
  pluginLimits,
  pluginRights,
  type LimitRow,
  type LimitRows,
} from '../../host/exchange/limits.ts'
import { ignoredOptions, usedOptions, type OptionRow } from '../../host/config/orthanc-options.ts'
import { refusals, type RefusalRow } from '../../host/exchange/refusals.ts'

/** `docs/configuration.md` with its tables written again: each follows a line `<!-- Generated: NAME … -->`. */
export function emitConfiguration(page: string): string {
  let text = page
  for (const [name, table] of Object.entries(tables)) {
    const part = new RegExp(
      `(<!-- Generated: ${name}\\b[^>]*-->\n\n)[^]*?(\n\n<!-- End: ${name} -->)`,
    )
    if (!part.test(text))
      throw new Error(`docs/configuration.md has no place for the table ${name}`)
    text = text.replace(part, (_, begin: string, end: string) => begin + table + end)
  }
  return text
}

const tables: Readonly<Record<string, string>> = {
  'options of Orthanc': obeyedTable(),
  'options that are refused or close something': restrictingTable(),
  'ignored options': ignoredTable(),
  'limits of a plugin': limitTable(pluginLimits),
  'rights of a plugin': limitTable(pluginRights),
  'limits of a client': limitTable(clientLimits),
}

function obeyedTable(): string {
  const lines = optionRows().flatMap(([name, row]) =>
    row.use === 'obeyed' ? [[`\`${name}\``, row.default, row.meaning]] : [],
  )
  return formatTable(['key', 'default', 'meaning'], lines)
}

function restrictingTable(): string {
  const lines = optionRows().flatMap(([name, row]) => {
    if (row.use === 'obeyed') return []
    const value = row.use === 'refused' ? row.value : false
    return [[`\`${name}\``, String(value), ...effectsOf(row)]]
  })
  return formatTable(['key', 'value', 'with an upstream Orthanc', 'without one'], lines)
}

function effectsOf(row: Exclude<OptionRow, { readonly use: 'obeyed' }>): readonly string[] {
  if (row.use === 'refused') {
    const refused = `refused: ${row.why}`
    return [refused, 'refused']
  }
  const requests = row.requests.map((request) => `\`${request}\``).join(', ')
  return [`403 for ${requests}`, 'there are no such paths']
}

function ignoredTable(): string {
  const lines = ignoredOptions.map(({ area, names }) => [
    area,
    names.map((name) => `\`${name}\``).join(', '),
  ])
  return formatTable(['why they change nothing here', 'keys'], lines)
}

function optionRows(): readonly (readonly [string, OptionRow])[] {
  return Object.entries<OptionRow>(usedOptions)
}

function limitTable(rows: LimitRows): string {
  const lines = Object.entries(rows).map(([key, row]) => [
    `\`${key}\``,
    defaultOf(row),
    rangeOf(row),
    row.meaning,
  ])
  return formatTable(['key', 'default', 'values', 'meaning'], lines)
}

function defaultOf(row: LimitRow): string {
  if ('defaultText' in row && row.defaultText !== undefined) return row.defaultText
  return typeof row.default === 'string' ? `\`"${row.default}"\`` : String(row.default)
}

function rangeOf(row: LimitRow): string {
  if ('choices' in row) return row.choices.map((choice) => `\`"${choice}"\``).join(', ')
  return 'unit' in row
    ? `${row.minimum} to ${row.maximum} ${row.unit}`.trimEnd()
    : '`true`, `false`'
}

/** The text of `docs/refusals.md` below its first line. */
export function emitRefusals(): string {
  const rows = Object.entries<RefusalRow>(refusals)
    .toSorted(([, a], [, b]) => a.status - b.status)
    .map(([code, row]) => [
      `\`${code}\``,
      String(row.status),
      row.error === undefined ? 'no body' : `${row.error} (${errorCodes[row.error]})`,
      row.sentence.replace(/\{(\w+)\}/g, '_$1_'),
      effects(row),
      row.logged,
      row.remedy ?? '',
    ])
  const header = ['code', 'status', '`OrthancStatus`', '`Details`', 'also', 'log', 'what to do']
  return `
# Refusals

Requests that the host does not pass to a plugin or to Orthanc, or answers in their place. The answer has Orthanc's JSON with the text
below as \`Details\` (without a body if \`HttpDescribeErrors\` is false), or no body where Orthanc sends none. The code is stable: log lines
begin with it, and with \`--log-format json\` it is their \`code\`. Of each code at most 10 lines are written per second; the next line says how many
were left out.

${formatTable(header, rows)}

Words in italics stand for values. A _failure_ is logged once, as the error of its plugin. A trap, a callback that returns an error and an
answer that a plugin may not send are answers of plugins, not refusals: see [debugging](debugging.md). [Limits](configuration.md) can be configured.
`
}

function effects({ mayRetry, closes }: RefusalRow): string {
  return [
    ...(mayRetry ? ['`Retry-After: 1`'] : []),
    ...(closes ? ['the connection is closed'] : []),
  ].join(', ')
}

/** A Markdown table whose columns are aligned as the formatter aligns them. */
function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  )
}
