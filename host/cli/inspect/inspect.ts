import { readConfig } from '../../config/config.ts'
import { textOf } from '../../exchange/byte-string.ts'
import { boundedLine, createLog } from '../../exchange/log.ts'
import { needsOf } from '../needs.ts'
import { openHost } from '../../host.ts'
import { buildScript, type BuiltScript } from '../../../guest/build/python/python.ts'
import { readModuleFile, unreadable } from '../../config/plugin-files.ts'
import { readManifest, type Manifest } from '../../plugin/manifest.ts'
import type { ExitCode } from '../command.ts'
import { formatJson, formatText, type InspectReport } from './inspect-report.ts'
import { isScript } from '../../plugin-file.ts'
import { usedServices } from './inspect-services.ts'
import { complain, type Terminal } from '../terminal.ts'

/** The options of `inspect`. */
export interface InspectOptions {
  readonly json?: boolean
  /** The version of Orthanc to follow. */
  readonly sdk?: string
  /** Folders and wheels with the packages of a script. */
  readonly pythonPath?: readonly string[]
  readonly verbose?: boolean
}

/** Prints what a plugin is, and why the host would refuse it. */
export async function inspect(
  file: string,
  options: InspectOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const script = isScript(file) ? await readScript(file, options) : undefined
  const manifest = script === undefined ? await manifestOf(file) : readManifest(script.wasm)
  const plugin = withProblems(await describe(file, options, terminal), manifest)
  const services = usedServices(manifest.imports)
  const needs = needsOf(services.flatMap(({ functions }) => functions))
  const { python, modules } = script ?? {}
  const report = { ...manifest, file, services, needs, plugin, python, modules }
  terminal.out(`${options.json ? formatJson(report) : formatText(report).join('\n')}\n`)
  if (plugin.kind === 'described') return 0
  complain(terminal, `${file}: ${boundedLine(plugin.reasons.join('; '))}`)
  return 1
}

async function readScript(file: string, { pythonPath }: InspectOptions): Promise<BuiltScript> {
  const script = await buildScript({ sources: [file], pythonPath })
  if (script.kind === 'built') return script
  throw new Error(`${file}: ${script.reasons.join('; ')}`)
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
  options: InspectOptions,
  terminal: Terminal,
): Promise<InspectReport['plugin']> {
  const { sdk, pythonPath } = options
  // Only the log says why a script fails.
  const verbose = options.verbose === true || isScript(file)
  const log = createLog({ format: 'text', verbose, write: (line) => terminal.err(`${line}\n`) })
  const host = await openHost(
    readConfig(undefined, { plugins: [file], sdk, pythonPath }),
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
