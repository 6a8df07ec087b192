import { insideRows } from '../inside.ts'
import { ownFunctions } from '../functions.ts'
import type { FunctionRow, Group, ServiceRow } from '../rows.ts'
import { groups } from '../groups.ts'
import { serviceOf } from './signature.ts'
import { readTests } from './tested-functions.ts'

/** How many of something there are, and how many of them the host can do. */
interface Count {
  readonly all: number
  readonly supported: number
}

/** The text of `docs/sdk-coverage.md` below its first line. */
export function emitCoverage(root: string): string {
  const tests = readTests(root)
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

The last column names the tests in \`test/bridge\` that call a function inside the real Orthanc, and compare what the plugin does there with what it does natively.

| function | service | \`serve\` | inside Orthanc | tests |
| --- | --- | --- | --- | --- |
${Object.values(groups)
  .map((group) => functionLines(group, tests))
  .join(
    '',
  )}${own.map((name) => `| \`${name}\` | | yes, in the plugin itself | yes, in the plugin itself | ${testsOf(name, tests)} |\n`).join('')}`
}

/** Why a function cannot be called inside Orthanc; `undefined` if it can. */
function reasonOf({ service }: FunctionRow): string | undefined {
  return insideRows[service]?.refused
}

function count(rows: readonly ServiceRow[]): Count {
  return { all: rows.length, supported: rows.filter(({ support }) => support !== 'none').length }
}

function groupLine([title, group]: [string, Group]): string {
  const { all, supported } = count(Object.values(group.functions).map(serviceOf))
  const carried = Object.values<FunctionRow>(group.functions).filter(
    (row) => reasonOf(row) === undefined,
  )
  return `| ${title} | ${all} | ${supported} | ${carried.length} |\n`
}

/** The tests of a function, by its name. */
type Tests = ReadonlyMap<string, readonly string[]>

function functionLines(group: Group, tests: Tests): string {
  return Object.entries(group.functions)
    .map(([name, row]) => functionLine(name, row, tests))
    .join('')
}

function testsOf(name: string, tests: Tests): string {
  return (tests.get(name) ?? []).map((test) => test.replace('.test.ts', '')).join(', ')
}

function functionLine(name: string, row: FunctionRow, tests: Tests): string {
  const { number, support, key } = serviceOf(row)
  const reason = reasonOf(row)
  const inside = reason === undefined ? 'yes' : `no: ${reason}`
  const served = key === undefined ? 'yes' : `with [\`${key}\`](configuration.md)`
  return `| \`${name}\` | ${number ?? ''} | ${support === 'none' ? 'no' : served} | ${inside} | ${testsOf(name, tests)} |\n`
}
