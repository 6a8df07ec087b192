import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { emptyObject, jsonOf, parseConfig, type ConfigText } from './config-file.ts'
import { isSecret } from './config-secrets.ts'
import { ConfigError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { escapeText } from '../exchange/log.ts'
import { defaultSdkVersion, sdkProfile } from '../exchange/profile.ts'
import type { PluginEntry, Settings } from './settings.ts'
import { readHttpSettings } from './http-settings.ts'
import { describeSystemError, findPluginFiles } from './plugin-files.ts'
import { readPluginSettings } from './plugin-settings.ts'

/** Options of the command line; they override the configuration. */
export interface Overrides {
  /** Files that are loaded before those of the configuration. */
  readonly plugins?: readonly string[] | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly timeoutMs?: number | undefined
  readonly memoryMiB?: number | undefined
  readonly workers?: number | undefined
  readonly sdk?: string | undefined
  /** A URL that `readOrthancUrl` takes. */
  readonly orthanc?: string | undefined
  /** A folder for what is needed to replay a request that fails. */
  readonly record?: string | undefined
  readonly accessLog?: boolean | undefined
}

/**
 * The settings of a configuration file, or Orthanc's defaults without one. Throws `ConfigError` with a line for each
 * thing that is wrong: file, line and key.
 */
export function readConfig(file: string | undefined, overrides: Overrides = {}): Settings {
  if (file === undefined) return settingsOf({ text: emptyObject, name: undefined }, '.', overrides)
  return settingsOf({ text: readText(file), name: file }, dirname(file), overrides)
}

/** The settings of a configuration that is an object already; relative paths count from the current folder. */
export function settingsFrom(config: object, overrides: Overrides = {}): Settings {
  return settingsOf({ text: textFrom(config), name: undefined }, '.', overrides)
}

function settingsOf(source: ConfigText, folder: string, overrides: Overrides): Settings {
  const problems: string[] = []
  const root = parseConfig(source, problems)
  const warnings: string[] = []
  root.string('Name')
  const http = readHttpSettings(root, { folder, overrides, warnings })
  const files = findPluginFiles(root.strings('Plugins') ?? [], folder, warnings)
  const read = readPluginSettings(root.section('WebAssembly'), folder)
  if (problems.length > 0) throw new ConfigError(firstOf(problems))
  return {
    ...read,
    http,
    profile: sdkProfile(overrides.sdk ?? defaultSdkVersion),
    plugins: [...(overrides.plugins ?? []), ...files],
    configuration: {
      shown: jsonOf(root.node, source.text, (path, value) => isHost(path) || isSecret(path, value)),
      whole: jsonOf(root.node, source.text, isHost),
    },
    orthanc: overrides.orthanc ?? read.orthanc,
    record: overrides.record,
    accessLog: overrides.accessLog ?? read.accessLog,
    general: overrideLimits(read.general, overrides),
    entries: read.entries.map((entry) => overrideLimits(entry, overrides)),
    warnings,
  }
}

/** True for the host's own section, which plugins do not see. */
function isHost(path: readonly string[]): boolean {
  return path[0] === 'WebAssembly'
}

function overrideLimits<Entry extends PluginEntry>(entry: Entry, overrides: Overrides): Entry {
  const { limits } = entry
  const { timeoutMs, memoryMiB, workers } = overrides
  return {
    ...entry,
    limits: {
      ...limits,
      timeoutMs: timeoutMs ?? limits.timeoutMs,
      memoryMiB: memoryMiB ?? limits.memoryMiB,
      workers: workers ?? limits.workers,
    },
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new ConfigError(`${escapeText(file)}: ${describeSystemError(error)}`, { cause: error })
  }
}

function textFrom(config: object): string {
  try {
    return JSON.stringify(config) ?? 'null'
  } catch (error) {
    // a cycle, a BigInt, nesting beyond the stack, or a toJSON that throws
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new ConfigError(`the configuration cannot be written as JSON: ${reason}`, {
      cause: error,
    })
  }
}

function firstOf(problems: readonly string[]): readonly string[] {
  const shown = problems.slice(0, fixedLimits.namesListed)
  const more = problems.length - shown.length
  return more > 0 ? [...shown, `… and ${more} more errors`] : shown
}
