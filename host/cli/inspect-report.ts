import { escapeText } from '../exchange/log.ts'
import { formatPages } from './size.ts'

/** What `inspect` knows about a plugin. */
export interface InspectReport {
  readonly file: string
  readonly kind: 'core' | 'component' | 'other'
  /** What it was written in, where a compiler wrote that down. */
  readonly language?: string | undefined
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
  readonly plugin: DescribedPlugin | RefusedPlugin
}

/** What the plugin says of itself once it is initialised; texts, not byte strings. */
interface DescribedPlugin {
  readonly kind: 'described'
  readonly name: string
  readonly version: string
  /** Patterns in the order in which they were registered. */
  readonly routes: readonly string[]
}

/** The host would not serve it. */
interface RefusedPlugin {
  readonly kind: 'refused'
  readonly reasons: readonly string[]
}

/** The report as one JSON object; a refused plugin has no name, no version and no routes. */
export function formatJson(report: InspectReport): string {
  const { kind, language, imports, exports, memory, sha256, plugin } = report
  const { name, version, routes } =
    plugin.kind === 'described' ? plugin : { name: null, version: null, routes: [] }
  const told = {
    name,
    version,
    kind,
    ...(language !== undefined && { language }),
    imports,
    exports,
  }
  return JSON.stringify({ ...told, memory: memory ?? null, routes, sha256 }, undefined, 2)
}

/** The report for a person, line by line; what the plugin's author wrote is escaped. */
export function formatText(report: InspectReport): readonly string[] {
  const { plugin, imports, exports } = report
  const described = plugin.kind === 'described' ? plugin : undefined
  const lines = [
    report.file,
    row('name', described?.name ?? 'unknown'),
    row('version', described?.version ?? 'unknown'),
    row('kind', kinds[report.kind]),
    ...(report.language === undefined ? [] : [row('language', report.language)]),
    row('memory', formatMemory(report.memory)),
    row('sha256', report.sha256),
    ...list('imports', imports.map(formatImport)),
    ...list(
      'exports',
      exports.map(({ name, kind }) => `${name} (${kind})`),
    ),
    ...list('routes', described?.routes ?? []),
  ]
  return lines.map(escapeText)
}

const kinds: Readonly<Record<InspectReport['kind'], string>> = {
  core: 'core module',
  component: 'component',
  other: 'no WebAssembly',
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(8)} ${value}`
}

function list(label: string, items: readonly string[]): readonly string[] {
  return [row(label, items.length === 0 ? 'none' : String(items.length)), ...items.map(indent)]
}

function indent(item: string): string {
  return `    ${item}`
}

function formatImport({ module, name, kind, known }: InspectReport['imports'][number]): string {
  const type = kind === 'function' ? '' : ` (${kind})`
  const place = name === '' ? module : `${module}.${name}`
  return `${place}${type}${known ? '' : ' unknown'}`
}

function formatMemory(memory: InspectReport['memory']): string {
  if (memory === undefined) return 'none'
  const { initialPages, maximumPages } = memory
  const limit = maximumPages === undefined ? 'no maximum' : `at most ${formatPages(maximumPages)}`
  return `${formatPages(initialPages)}, ${limit}`
}
