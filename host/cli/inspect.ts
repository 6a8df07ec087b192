import { readFileSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { textOf } from '../exchange/byte-string.ts'
import { createLog, escapeText } from '../exchange/log.ts'
import { openHost } from '../host.ts'
import { describeSystemError } from '../plugin-files.ts'
import { readManifest, type Manifest } from '../plugin/manifest.ts'
import type { ExitCode } from './failure.ts'
import { formatJson, formatText, type InspectReport } from './inspect-report.ts'
import { complain, type Terminal } from './terminal.ts'

/** The options of `inspect`. */
export interface InspectOptions {
  readonly json?: boolean
  readonly verbose?: boolean
}

/** Prints what a plugin is, and why the host would refuse it. */
export async function inspect(
  file: string,
  options: InspectOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const manifest = manifestOf(file)
  const plugin = await describe(file, options, terminal)
  const report = { ...manifest, file, plugin }
  terminal.out(`${options.json ? formatJson(report) : formatText(report).join('\n')}\n`)
  if (plugin.kind === 'described') return 0
  for (const reason of plugin.reasons)
    complain(terminal, `${escapeText(file)}: ${escapeText(reason)}`)
  return 1
}

function manifestOf(file: string): Manifest {
  try {
    return readManifest(Uint8Array.from(readFileSync(file)))
  } catch (error) {
    throw new Error(`${file}: ${describeSystemError(error)}`, { cause: error })
  }
}

/** What the plugin says when it is loaded as `serve` would. */
async function describe(
  file: string,
  { verbose = false }: InspectOptions,
  terminal: Terminal,
): Promise<InspectReport['plugin']> {
  const log = createLog({ format: 'text', verbose, write: (line) => terminal.err(`${line}\n`) })
  const host = await openHost(
    readConfig(undefined, { plugins: [file] }),
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
    }
  } finally {
    await host.close()
  }
}
