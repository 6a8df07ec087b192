import type { SampleOutcome } from './try-samples.ts'

/** docs/sample-plugins.md. */
export function formatPage(outcomes: readonly SampleOutcome[]): string {
  const rows = outcomes.map(({ sample, isBuilt, isLoaded, seen, problem }) => [
    `\`${sample.name}\``,
    sample.about,
    isBuilt ? 'yes' : 'no',
    isLoaded ? 'yes' : 'no',
    describeJob({ sample, isBuilt, isLoaded, ...(seen === undefined ? {} : { seen }) }),
    [sample.missing, problem && `the compiler: \`${problem}\``].filter(Boolean).join('; '),
  ])
  const header = ['sample', 'what it shows', 'builds', 'loads', 'does its job', 'what is missing']
  return `<!-- Generated from test/sample-plugins. Do not edit; run "npm run samples". -->

# Orthanc's sample plugins

The folder \`OrthancServer/Plugins/Samples\` of Orthanc's sources (1.12.7) has these plugins. Each is built unchanged with [\`orthanc-wasm build\`](cpp.md), loaded [inside Orthanc](orthanc.md),
and made to do its job, in the sandbox and as a native plugin: _yes_ means that the requests returned the same. Where it does not
compile, the last column has the first error.

${formatTable(header, rows)}

Samples with the [C++ wrapper](cpp-wrapper.md) are built as its page says.
`
}

function describeJob({ sample, seen }: SampleOutcome): string {
  if (seen === undefined || !isSame(seen)) return 'no'
  return sample.missing === undefined ? 'yes' : 'in part'
}

function isSame({ native, sandbox }: NonNullable<SampleOutcome['seen']>): boolean {
  return native.length > 0 && JSON.stringify(native) === JSON.stringify(sandbox)
}

/** A Markdown table whose columns are aligned as the formatter aligns them. */
function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  return [line(header), rule, ...rows.map(line)].join('\n')
}
