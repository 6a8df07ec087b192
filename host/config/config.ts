import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { emptyObject, type ConfigText, type UnsetVariable } from './file/config-file.ts'
import { jsonOf } from './file/config-json.ts'
import { quote, type ConfigSection } from './file/config-section.ts'
import { isSecret } from './config-secrets.ts'
import type { ListenAddress } from './listen-address.ts'
import { ConfigError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { escapeText } from '../exchange/log.ts'
import { defaultSdkVersion, isSdkVersion, sdkProfile } from '../exchange/profile.ts'
import type { PluginEntry, Settings } from './settings.ts'
import type { Environment } from './file/environment.ts'
import { readHttpSettings } from './http-settings.ts'
import { knownOptions, restrictsAccess } from './orthanc-options.ts'
import { parseConfig, type ParsedConfig } from './file/parsed-config.ts'
import { describeSystemError, findPluginFiles } from './plugin-files.ts'
import { readPluginSettings } from './plugin-settings.ts'
import { readRestrictions } from './restrictions.ts'
import { findSimilar } from './file/spelling.ts'
import { readAuthorities } from './tls-settings.ts'

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
  readonly admin?: ListenAddress | undefined
  readonly skipRefused?: boolean | undefined
  /** Folders and wheels that come before those of the configuration. */
  readonly pythonPath?: readonly string[] | undefined
}

/** A configuration that has not been parsed. */
interface ConfigSource {
  readonly texts: readonly ConfigText[]
  /** Where relative paths start. */
  readonly folder: string
  /** `undefined`: variables are not replaced. */
  readonly environment: Environment | undefined
}

const noConfig: ConfigText = { text: emptyObject, name: undefined }

/**
 * The settings of a configuration file, of all `*.json` of a folder, or Orthanc's defaults without one. Variables of the environment
 * are replaced. Throws `ConfigError` with a line for each thing that is wrong: file, line and key.
 */
export function readConfig(
  path: string | undefined,
  overrides: Overrides = {},
  environment: Environment = process.env,
): Settings {
  const source = path === undefined ? { texts: [noConfig], folder: '.' } : readSource(path)
  return settingsOf({ ...source, environment }, overrides)
}

/** What Orthanc says of itself through its native plugin. */
export interface OrthancHost {
  /** Its configuration as JSON. */
  readonly configuration: string
  /** The file of that, empty without one. */
  readonly path: string
  readonly version: string
}

/**
 * The settings of plugins inside Orthanc: the section `WebAssembly` of Orthanc's configuration, or of the configuration at `own`. Rules of
 * HTTP are Orthanc's. Throws `ConfigError` as `readConfig` does.
 */
export function readBridgeConfig(
  { configuration, path, version }: OrthancHost,
  own?: string,
  overrides: Overrides = {},
): Settings {
  const problems: string[] = []
  const warnings: string[] = []
  const orthanc = parseConfig([{ text: configuration, name: undefined }], undefined, problems)
  const source = own === undefined ? undefined : readSource(own)
  const { root } = source === undefined ? orthanc : parseConfig(source.texts, process.env, problems)
  const folder = source?.folder ?? dirname(path)
  const nothing = parseConfig([noConfig], undefined, problems).root
  const authorities = readAuthorities(root, folder, warnings)
  const section = root.section('WebAssembly')
  const { modules, ...read } = readPluginSettings(section, folder)
  for (const key of keysOfServe)
    if (section?.keys().includes(key) === true)
      warnings.push(`${section.placeOf(key)}: it has no effect inside Orthanc`)
  const files = findPluginFiles(modules, folder, warnings)
  if (problems.length > 0) throw new ConfigError(firstOf(problems))
  return {
    ...overridden(read, overrides),
    http: readHttpSettings(nothing, { folder, overrides: {}, warnings: [] }),
    closed: [],
    authorities,
    profile: sdkProfile(isSdkVersion(version) ? version : defaultSdkVersion),
    plugins: listOnce([...(overrides.plugins ?? []), ...files]),
    configuration: configurationOf(orthanc),
    warnings,
  }
}

/** Keys that only a host with a server of its own uses. */
const keysOfServe = [
  'Orthanc',
  'Changes',
  'Admin',
  'AccessLog',
  'TrustedProxies',
  'ClientShare',
  'LeastRateKiBps',
  'BodyFolder',
]

/** The texts of a file, or of a folder's files, and where relative paths start. */
function readSource(path: string): Pick<ConfigSource, 'texts' | 'folder'> {
  const files = filesOf(path)
  const texts = files.map((file) => ({ text: readText(file), name: file }))
  return { texts, folder: files[0] === path ? dirname(path) : path }
}

/** What plugins see of a configuration. */
function configurationOf({ root, text }: ParsedConfig): Settings['configuration'] {
  return {
    shown: jsonOf(root.node, text, (path, value) => isHost(path) || isSecret(path, value)),
    whole: jsonOf(root.node, text, isHost),
  }
}

type PluginSettings = Omit<ReturnType<typeof readPluginSettings>, 'modules'>

/** The section `WebAssembly` with what the command line says. */
function overridden(
  read: PluginSettings,
  overrides: Overrides,
): PluginSettings & Pick<Settings, 'record'> {
  return {
    ...read,
    orthanc: overrides.orthanc ?? read.orthanc,
    record: overrides.record,
    admin: overrides.admin ?? read.admin,
    accessLog: overrides.accessLog ?? read.accessLog,
    skipRefused: overrides.skipRefused ?? read.skipRefused,
    pythonPath: [...(overrides.pythonPath ?? []), ...read.pythonPath],
    general: overrideLimits(read.general, overrides),
    entries: read.entries.map((entry) => overrideLimits(entry, overrides)),
  }
}

/** The settings of a configuration that is an object already; relative paths count from the current folder. */
export function settingsFrom(config: object, overrides: Overrides = {}): Settings {
  const texts = [{ text: textFrom(config), name: undefined }]
  return settingsOf({ texts, folder: '.', environment: undefined }, overrides)
}

function settingsOf({ texts, folder, environment }: ConfigSource, overrides: Overrides): Settings {
  const problems: string[] = []
  const warnings: string[] = []
  const parsed = parseConfig(texts, environment, problems)
  const { root, unset } = parsed
  for (const variable of unset) reportUnset(variable, problems, warnings)
  warnings.push(...misspelt(root))
  root.string('Name')
  const http = readHttpSettings(root, { folder, overrides, warnings })
  const closed = readRestrictions(root, folder)
  const authorities = readAuthorities(root, folder, warnings)
  const { modules, ...read } = readPluginSettings(root.section('WebAssembly'), folder)
  const files = findPluginFiles([...(root.strings('Plugins') ?? []), ...modules], folder, warnings)
  if (problems.length > 0) throw new ConfigError(firstOf(problems))
  return {
    ...overridden(read, overrides),
    http,
    closed,
    authorities,
    profile: sdkProfile(overrides.sdk ?? defaultSdkVersion),
    plugins: listOnce([...(overrides.plugins ?? []), ...files]),
    configuration: configurationOf(parsed),
    warnings,
  }
}

/** The files without those that are listed before, such as on the command line and in `Plugins`. */
function listOnce(files: readonly string[]): readonly string[] {
  const paths = files.map((file) => resolve(file))
  return files.filter((_, i) => paths.indexOf(paths[i] ?? '') === i)
}

/**
 * A variable without value and default is replaced by nothing, as in Orthanc. *Differs:* where that could open something it is a
 * problem, else a warning; Orthanc says nothing.
 */
function reportUnset(
  { name, path, value, place }: UnsetVariable,
  problems: string[],
  warnings: string[],
): void {
  const message = `${place}${quote(path.join('.'))}: the environment variable ${quote(name)} is not set`
  const [option = ''] = path
  const isEmptyRefused = isHost(path) || restrictsAccess(option) || isSecret(path, value)
  if (isEmptyRefused)
    problems.push(`${message}: set it, or write a default, \${${escapeText(name)}:-value}`)
  else warnings.push(`${message}, so it is replaced by nothing`)
}

/** How much of a name may differ from the one that was probably meant; sections of other plugins have names of their own. */
const nameTolerance = 0.2

/** A warning for each name at the top that resembles a known one. */
function misspelt(root: ConfigSection): readonly string[] {
  return root.keys().flatMap((name) => {
    if (knownOptions.includes(name)) return []
    const similar = findSimilar(name, knownOptions, nameTolerance)
    return similar === undefined
      ? []
      : [`${root.placeOf(name)}: unknown name; did you mean ${quote(similar)}?`]
  })
}

/** The file, or of a folder its files that Orthanc reads. Throws `ConfigError` if there is none. */
function filesOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const names = readdirSync(path).filter((name) => extname(name).toLowerCase() === '.json')
    const files = names.toSorted().map((name) => join(path, name))
    const found = files.filter((file) => statSync(file).isFile())
    if (found.length > 0) return found
  } catch (error) {
    throw new ConfigError(`${escapeText(path)}: ${describeSystemError(error)}`, { cause: error })
  }
  throw new ConfigError(`${escapeText(path)}: the folder has no file *.json`)
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
