import { renderTable } from '../conformance/differences-table.ts'

export type Outcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string }
  /** `serve` has REST callbacks only. */
  | { readonly kind: 'elsewhere' }

export interface Row {
  readonly name: string
  readonly repository: string
  readonly path: string
  readonly needs: string
  /** Why it does not start in the real server. */
  readonly refused: string | undefined
  readonly serve: Outcome
  readonly inside: Outcome
}

/** The page `docs/python-scripts.md`. */
export function renderPage(
  rows: readonly Row[],
  commits: Readonly<Record<string, string>>,
): string {
  const starting = rows.filter(({ refused }) => refused === undefined)
  const same = starting.filter(({ inside }) => inside.kind === 'same')
  const percent = Math.floor((100 * same.length) / Math.max(1, starting.length))
  return `# Public scripts

${rows.length} public scripts in Python for Orthanc, unmodified, each in Debian's Orthanc 1.12.7 with its plugin for Python (\`orthanc-python\` 5.0, \`python3-pydicom\`,
\`python3-pil\`, \`python3-requests\`, \`python3-xlwt\`, and no others) and in \`orthanc-wasm\`. Both get the same requests: uploads, the script's own routes, C-STORE, C-FIND, a worklist query,
C-MOVE, a deletion. Statuses, bodies, what the script prints and logs, and the database at the end are compared. \`npm run python-scripts -- --report\` wrote this page.

**${starting.length} start in the real server; ${same.length} of them (${percent} %) do the same inside Orthanc.** Under
\`serve\` — marks scripts with callbacks that only Orthanc calls.

${renderTable(['script', 'real server', 'inside Orthanc', '`serve`', 'needs'], starting.map(showRow))}
## Scripts that do not start in the real server

${renderTable(
  ['script', 'real server', 'inside Orthanc', '`serve`'],
  rows.filter(({ refused }) => refused !== undefined).map((row) => showRow(row).slice(0, 4)),
)}
## Sources

${Object.entries(commits)
  .map(
    ([repository, commit]) =>
      `- [${repository}](https://github.com/${repository}/tree/${commit})\n`,
  )
  .join('')}`
}

function showRow(row: Row): readonly string[] {
  const { name, refused, inside, serve, needs } = row
  return [
    name,
    refused === undefined ? 'starts' : showReason(refused),
    show(inside),
    show(serve),
    needs,
  ]
}

function show(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'same':
      return 'the same'
    case 'elsewhere':
      return '—'
    case 'refused':
      return showReason(outcome.reason)
    case 'differs':
      return `differs: ${outcome.differences.map((each) => each.split(':')[0]).join(', ')}`
    default:
      return outcome satisfies never
  }
}

/** The first words of a message, as code. */
function showReason(reason: string): string {
  const text = reason.replaceAll(/\s+/g, ' ').replace(/ \(Caused.*/, '')
  return `\`${text.length > 120 ? `${text.slice(0, 119)}…` : text}\``
}
