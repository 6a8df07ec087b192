import { servicesNotCarried } from '../native.ts'
import { ownFunctions } from '../functions.ts'
import type { FunctionRow, Group, ServiceRow } from '../rows.ts'
import { groups } from '../groups.ts'
import { serviceOf } from './signature.ts'

/** How many of something there are, and how many of them the host can do. */
interface Count {
  readonly all: number
  readonly supported: number
}

/** The text of `docs/sdk-coverage.md` below its first line. */
export function emitCoverage(): string {
  const services = Object.values(groups).flatMap((group) => Object.values(group.services))
  const functions = Object.values(groups).flatMap((group) => Object.values(group.functions))
  const numbered = count(services.filter(({ number }) => number !== null))
  const called = count(functions.map(serviceOf))
  const own = Object.keys(ownFunctions)
  const inside = Object.values(groups)
    .flatMap((group) => Object.values<FunctionRow>(group.functions))
    .filter((row) => reasonOf(row) === undefined).length
  return `
# What the host does of the SDK

Orthanc's SDK 1.12.7 has ${called.all + own.length} functions, which reach ${numbered.all} services. The host carries out ${called.supported} functions
(${numbered.supported} services) when it serves plugins itself (\`serve\`), ${inside} when they run inside Orthanc, which then carries out what the host does not; ${own.length} more
need no host. All of them may be imported: a call of one that is not supported fails, and the first one is logged with its name. [sdk.md](sdk.md) describes each.

| group | functions | \`serve\` | inside Orthanc |
| --- | --- | --- | --- |
${Object.entries(groups).map(groupLine).join('')}| Without the host | ${own.length} | ${own.length} | ${own.length} |
| **all** | ${called.all + own.length} | ${called.supported + own.length} | ${inside + own.length} |

| function | service | \`serve\` | inside Orthanc |
| --- | --- | --- | --- |
${Object.values(groups).map(functionLines).join('')}${own.map((name) => `| \`${name}\` | | yes, in the plugin itself | yes, in the plugin itself |\n`).join('')}`
}

/** Why a function cannot be called inside Orthanc; `undefined` if it can. */
function reasonOf({ service }: FunctionRow): string | undefined {
  if (service === 'ChunkedHttpClient')
    return 'requests to other servers are sent by the host: `OrthancPluginHttpClient`'
  return servicesNotCarried[service]
}

function count(rows: readonly ServiceRow[]): Count {
  return { all: rows.length, supported: rows.filter(({ support }) => support !== 'none').length }
}

function groupLine([title, group]: [string, Group]): string {
  const { all, supported } = count(Object.values(group.functions).map(serviceOf))
  const inside = Object.values<FunctionRow>(group.functions).filter(
    (row) => reasonOf(row) === undefined,
  )
  return `| ${title} | ${all} | ${supported} | ${inside.length} |\n`
}

function functionLines(group: Group): string {
  return Object.entries(group.functions)
    .map(([name, row]) => functionLine(name, row))
    .join('')
}

function functionLine(name: string, row: FunctionRow): string {
  const { number, support } = serviceOf(row)
  const reason = reasonOf(row)
  const inside = reason === undefined ? 'yes' : `no: ${reason}`
  return `| \`${name}\` | ${number ?? ''} | ${support === 'none' ? 'no' : 'yes'} | ${inside} |\n`
}
