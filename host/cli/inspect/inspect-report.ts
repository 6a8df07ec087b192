import type { ImportedModule } from '../../../guest/build/python/script-files.ts'
import { pluginNameOf } from '../../config/plugin-entry.ts'
import { boundedLine, escapeJson } from '../../exchange/log.ts'
import type { Need } from '../needs.ts'
import type { UsedService } from './inspect-services.ts'

/** Limit of the listed imports, exports and routes: above the number of SDK functions. */
const mostListed = 1000

/** What `inspect` knows about a plugin. */
export interface InspectReport {
  readonly file: string
  readonly kind: 'core' | 'component' | 'other'
  readonly imports: readonly {
    readonly module: string
    readonly name: string
    readonly kind: string
    /** Whether the host has it. */
    readonly known: boolean
  }[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  /** In pages of 64 KiB. */
  readonly memory:
    | { readonly initialPages: number; readonly maximumPages?: number | undefined }
    | undefined
  readonly sha256: string
  readonly services: readonly UsedService[]
  /** True if the plugin can call services by number, which are not known before the calls. */
  readonly callsByNumber: boolean
  /** What its configuration has to allow. */
  readonly needs: readonly Need[]
  readonly plugin: DescribedPlugin | RefusedPlugin
  /** Of a script, the version of Python. */
  readonly python?: string | undefined
  /** Of a script, what it imports. */
  readonly modules?: readonly ImportedModule[] | undefined
}

/** The plugin's own description once it is initialized; texts, not byte strings. */
interface DescribedPlugin {
  readonly kind: 'described'
  readonly name: string
  readonly version: string
  /** Patterns in the order in which they were registered. */
  readonly routes: readonly string[]
  /** True if no callback excludes another one. */
  readonly isLockFree: boolean
}

/** Why the host would not serve it. */
interface RefusedPlugin {
  readonly kind: 'refused'
  readonly reasons: readonly string[]
}

/** The report as one JSON object; a refused plugin has no name, no version and no routes. */
export function formatJson(report: InspectReport): string {
  const { kind, imports, exports, memory, sha256, plugin, services, callsByNumber, needs } = report
  const { python, modules } = report
  const { name, version, routes } =
    plugin.kind === 'described' ? plugin : { name: null, version: null, routes: [] }
  const all = {
    name,
    version,
    kind,
    imports,
    exports,
    memory: memory ?? null,
    routes,
    sha256,
    services,
    callsByNumber,
    needs,
    python,
    modules,
    hints: hintsOf(report),
    problems: problemsOf(report),
  }
  return escapeJson(JSON.stringify(all, undefined, 2))
}

/** The report as lines for a person; texts of the plugin are escaped and cut. */
export function formatText(report: InspectReport): readonly string[] {
  const { plugin, imports, exports } = report
  const described = plugin.kind === 'described' ? plugin : undefined
  const hints = hintsOf(report)
  const lines = [
    report.file,
    row('name', described?.name ?? 'unknown'),
    row('version', described?.version ?? 'unknown'),
    row('kind', kinds[report.kind]),
    ...(report.python === undefined ? [] : [row('python', report.python)]),
    ...list('modules', report.modules, formatModule),
    row('memory', formatMemory(report.memory)),
    row('sha256', report.sha256),
    ...list('imports', imports, (entry) => formatImport(entry, report.services)),
    ...(report.callsByNumber
      ? [row('services', 'by number: not known before they are called')]
      : []),
    ...list('exports', exports, ({ name, kind }) => `${name} (${kind})`),
    ...list('routes', described?.routes ?? [], String),
    ...(hints.length === 0 ? [] : list('hints', hints, String)),
  ]
  return lines.map(boundedLine)
}

/** Advice for serving the plugin. */
function hintsOf({ file, plugin, needs, services }: InspectReport): readonly string[] {
  const name = pluginNameOf(file)
  const missing = services.filter(({ support }) => support !== 'supported').length
  const isLockFree = plugin.kind === 'described' && plugin.isLockFree
  return [
    ...needs.map(
      ({ key, functions }) =>
        `to call ${functions.join(', ')} it needs "WebAssembly": {"Plugins": {${JSON.stringify(name)}: {"Allow": {"${key}": […]}}}}`,
    ),
    ...(isLockFree
      ? ['registers callbacks without lock only: may run with "Workers" above 1']
      : []),
    ...(missing > 0
      ? [`imports services that are not supported yet (${missing}): their calls fail`]
      : []),
  ]
}

/** The reasons why the host would not serve it. */
function problemsOf({ plugin }: InspectReport): readonly string[] {
  return plugin.kind === 'refused' ? plugin.reasons : []
}

const kinds: Readonly<Record<InspectReport['kind'], string>> = {
  core: 'core module',
  component: 'component',
  other: 'not WebAssembly',
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(8)} ${value}`
}

/** The number of items, and the first of them. */
function list<T>(
  label: string,
  items: readonly T[] | undefined,
  format: (item: T) => string,
): readonly string[] {
  if (items === undefined) return []
  const count = items.length === 0 ? 'none' : String(items.length)
  const first = items.slice(0, mostListed).map((item) => indent(format(item)))
  const more = items.length - first.length
  return [row(label, count), ...first, ...(more > 0 ? [indent(`and ${more} more`)] : [])]
}

function indent(item: string): string {
  return `    ${item}`
}

function formatModule({ name, from }: ImportedModule): string {
  return `${name} (${origins[from]})`
}

const origins: Readonly<Record<ImportedModule['from'], string>> = {
  library: 'Python',
  script: 'the folder of the script',
  package: 'a package',
  nothing: 'missing',
}

function formatImport(
  { module, name, kind, known }: InspectReport['imports'][number],
  services: readonly UsedService[],
): string {
  const type = kind === 'function' ? '' : ` (${kind})`
  const place = name === '' ? module : `${module}.${name}`
  const service = services.find(({ functions }) => module === 'orthanc' && functions.includes(name))
  const support = service?.support === 'unsupported' ? ' not supported yet' : ''
  return `${place}${type}${known ? support : ' unknown'}`
}

function formatMemory(memory: InspectReport['memory']): string {
  if (memory === undefined) return 'none'
  const { initialPages, maximumPages } = memory
  const limit = maximumPages === undefined ? 'no maximum' : `at most ${formatPages(maximumPages)}`
  return `${formatPages(initialPages)}, ${limit}`
}

const pageKiB = 64

/** Pages of a linear memory: `1 page (64 KiB)`, `4096 pages (256 MiB)`. */
export function formatPages(pages: number): string {
  const size =
    pages < 16 ? `${pages * pageKiB} KiB` : `${Math.round((pages * pageKiB) / 102.4) / 10} MiB`
  return `${pages} ${pages === 1 ? 'page' : 'pages'} (${size})`
}
