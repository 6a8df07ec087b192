import { basename } from 'node:path'
import { settingsFrom } from '../../config/config.ts'
import { textOf } from '../../exchange/byte-string.ts'
import { PluginLoadError, ReportError } from '../../exchange/errors.ts'
import { defaultLimits } from '../../exchange/limits.ts'
import { boundedLine } from '../../exchange/log.ts'
import { defaultSdkVersion } from '../../exchange/profile.ts'
import { readModuleFile, unreadable } from '../../config/plugin-files.ts'
import { readSubject, RequestRunner } from '../request-runner.ts'
import { readCodecs } from '../../pool/codecs.ts'
import { compileRoutes, reasonsOf } from '../../routes/compile-routes.ts'
import { RouteTable } from '../../routes/route-table.ts'
import { instanceSettings } from '../../exchange/instance.ts'
import type { RecordedPlugin } from '../../record/bundle-file.ts'
import type { FuzzPluginOptions } from '../fuzz-outcome.ts'

/** The plugin that is attacked. */
export interface Subject {
  readonly plugin: RecordedPlugin
  readonly runner: RequestRunner
  readonly table: RouteTable
  /** The patterns of its routes, in the order of registration. */
  readonly patterns: readonly string[]
}

/**
 * Loads a plugin as `serve` does without a configuration. Rejects with an error that names the file and the reason. The caller
 * closes the runner.
 */
export async function openSubject(options: FuzzPluginOptions): Promise<Subject> {
  const { file, timeoutMs, memoryMiB, seed } = options
  const bytes = await readModule(file)
  const limits = { ...defaultLimits, timeoutMs, memoryMiB }
  const settings = instanceSettings({
    limits,
    sdkVersion: defaultSdkVersion,
    configuration: settingsFrom({}).configuration.shown,
  })
  const codecs = await readCodecs()
  const { initializeTimeoutMs } = limits
  const load = { settings, codecs, module: await readSubject(bytes, limits) }
  const runner = new RequestRunner({ load, timeoutMs, initializeTimeoutMs })
  try {
    const description = await runner.begin({ kind: 'invented', seed })
    const table = new RouteTable()
    const { routes, invalid } = await compileRoutes(description.routes)
    if (invalid.length > 0) throw new PluginLoadError(reasonsOf(invalid))
    table.add(0, routes)
    const patterns = description.routes.map(({ pattern }) => pattern)
    const name = textOf(description.name) || basename(file, '.wasm')
    return { plugin: { file, name, bytes, settings, limits }, runner, table, patterns }
  } catch (error) {
    await runner.close()
    throw withFile(file, error)
  }
}

/** Adds the name of the file to a `PluginLoadError`; returns other errors as they are. */
export function withFile(file: string, error: unknown): unknown {
  return error instanceof PluginLoadError ? reportFor(file, error.reasons, error) : error
}

async function readModule(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readModuleFile(file, defaultLimits.maxModuleMiB)
  } catch (error) {
    throw reportFor(file, unreadable(error), error)
  }
}

function reportFor(file: string, reasons: readonly string[], cause: unknown): Error {
  const lines = reasons.map((reason) => `${file}: ${boundedLine(reason)}`)
  return new ReportError(lines, { cause })
}
