import { readConfig } from '../../config/config.ts'
import { textOf } from '../../exchange/byte-string.ts'
import { boundedLine, createLog } from '../../exchange/log.ts'
import { needsOf } from '../needs.ts'
import { openHost } from '../../host.ts'
import { readModuleFile, unreadable } from '../../config/plugin-files.ts'
import { readManifest, type Manifest } from '../../plugin/manifest.ts'
import type { ExitCode } from '../command.ts'
import { formatJson, formatText, type InspectReport } from './inspect-report.ts'
import { buildScripts, isScript } from '../scripts.ts'
import { usedServices } from './inspect-services.ts'
import { complain, type Terminal } from '../terminal.ts'

/** The options of `inspect`. */
export interface InspectOptions {
  readonly json?: boolean
  /** The version of Orthanc to follow. */
  readonly sdk?: string
  readonly verbose?: boolean
}

/** Prints what a plugin is, and why the host would refuse it. A script in Python is built first. */
export async function inspect(
  plugin: string,
  options: InspectOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!isScript(plugin)) return inspectModule(plugin, options, terminal)
  const built = buildScripts([plugin])
  try {
    for (const message of [...built.warnings, ...built.failures]) complain(terminal, message)
    if (built.failures.length > 0) return 1
    // Only the log says why a script fails.
    const shown = built.nameScripts(terminal)
    return await inspectModule(built.files[0] ?? plugin, { ...options, verbose: true }, shown)
  } finally {
    built.remove()
  }
}

async function inspectModule(
  file: string,
  options: InspectOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const manifest = await manifestOf(file)
  const plugin = withProblems(await describe(file, options, terminal), manifest)
  const services = usedServices(manifest.imports)
  const needs = needsOf(services.flatMap(({ functions }) => functions))
  const report = { ...manifest, file, services, needs, plugin }
  terminal.out(`${options.json ? formatJson(report) : formatText(report).join('\n')}\n`)
  if (plugin.kind === 'described') return 0
  complain(terminal, `${file}: ${boundedLine(plugin.reasons.join('; '))}`)
  return 1
}

/** Adds the other problems of a refused plugin: the host stops at the first kind of problem. */
function withProblems(
  plugin: InspectReport['plugin'],
  { problems }: Manifest,
): InspectReport['plugin'] {
  if (plugin.kind === 'described') return plugin
  return { kind: 'refused', reasons: [...new Set([...plugin.reasons, ...problems])] }
}

async function manifestOf(file: string): Promise<Manifest> {
  try {
    return readManifest(await readModuleFile(file, Infinity))
  } catch (error) {
    throw new Error(`${file}: ${unreadable(error).join('; ')}`, { cause: error })
  }
}

/** The plugin's description after it is loaded as by `serve`. */
async function describe(
  file: string,
  { verbose = false, sdk }: InspectOptions,
  terminal: Terminal,
): Promise<InspectReport['plugin']> {
  const log = createLog({ format: 'text', verbose, write: (line) => terminal.err(`${line}\n`) })
  const host = await openHost(
    readConfig(undefined, { plugins: [file], sdk }),
    verbose ? log : () => undefined,
  )
  try {
    const [plugin] = host.plugins
    if (plugin === undefined)
      return { kind: 'refused', reasons: host.refused.flatMap(({ reasons }) => reasons) }
    return {
      kind: 'described',
      name: textOf(plugin.name),
      version: textOf(plugin.version),
      routes: plugin.routes.map(({ pattern }) => textOf(pattern)),
      isLockFree: plugin.routes.length > 0 && plugin.routes.every(({ locked }) => !locked),
    }
  } finally {
    await host.close()
  }
}
