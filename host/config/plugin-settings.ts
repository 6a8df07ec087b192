import { tmpdir } from 'node:os'
import { basename, resolve } from 'node:path'
import { clientKeys } from './client-settings.ts'
import { quote, type ConfigSection, type ConfigString } from './config-section.ts'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import { wrongHttpEntry, wrongRestEntry } from '../exchange/allow.ts'
import { defaultLimits, type PluginLimits } from '../exchange/limits.ts'
import type {
  AccessPolicy,
  FileEntry,
  PluginEntry,
  ProcessSettings,
  Settings,
} from '../exchange/settings.ts'
import { defaultFileOf } from './plugin-entry.ts'
import { expectedOrthancUrl, readOrthancUrl } from './orthanc-url.ts'

/** Keys that hold for all plugins or for one. */
const commonKeys = [
  'Workers',
  'TimeoutMs',
  'InitializeTimeoutMs',
  'MaxModuleMiB',
  'MemoryMiB',
  'ProcessMiB',
  'MaxTableEntries',
  'MaxRequestBodyMiB',
  'MaxBodiesMiB',
  'MaxAnswerMiB',
  'MaxUnsentMiB',
  'StreamWindowKiB',
  'MaxHeaderLines',
  'MaxHeaderKiB',
  'MaxRoutes',
  'MaxHostCalls',
  'MaxLogLines',
  'MaxQueue',
  'DrainMs',
  'PngEffort',
  'OnFailure',
  'PassAuthorization',
  'PassConfiguration',
] as const

const dayMs = 24 * 60 * 60 * 1000
/** Node itself takes about as much. */
const leastProcessMiB = 128
/** What wasm32 can address. */
const memoryMiB = 4096
const mostMiB = 1024 * 1024
/** What V8 compiles. */
const largestModuleMiB = 1024
/** What V8 lets a table have. */
const mostTableEntries = 10_000_000
const nothing: AccessPolicy = { restApi: [], http: [] }

const byDefault: PluginEntry = {
  name: '',
  limits: defaultLimits,
  allow: nothing,
  routes: undefined,
  passAuthorization: false,
  passConfiguration: false,
}

/** What the section `WebAssembly` of a configuration in `folder` says; unknown keys in it are refused. */
export function readPluginSettings(
  section: ConfigSection | undefined,
  folder: string,
): Pick<Settings, 'orthanc' | 'general' | 'entries' | 'processes'> {
  section?.allowOnly(['Orthanc', ...clientKeys, ...commonKeys, ...processKeys, 'Plugins'])
  const general = { ...byDefault, ...readCommon(section, byDefault) }
  const plugins = section?.section('Plugins')
  return {
    orthanc: readOrthanc(section?.string('Orthanc')),
    general,
    processes: readProcesses(section, folder),
    entries: (plugins?.keys() ?? []).flatMap((name) => {
      const entry = plugins?.section(name)
      return entry === undefined ? [] : [readEntry(name, entry, general, folder)]
    }),
  }
}

/** How the processes of plugins are started: see `ProcessSettings`. */
const processKeys = ['NodePath', 'GuestCommand', 'BodyFolder'] as const

function readProcesses(section: ConfigSection | undefined, folder: string): ProcessSettings {
  const node = section?.string('NodePath')?.value
  const bodies = section?.string('BodyFolder')?.value
  return {
    nodePath: node === undefined ? process.execPath : pathOf(node, folder),
    guestCommand: section?.strings('GuestCommand')?.map(({ value }) => value) ?? [],
    bodyFolder: bodies === undefined ? tmpdir() : resolve(folder, bodies),
  }
}

function readEntry(
  name: string,
  section: ConfigSection,
  general: PluginEntry,
  folder: string,
): FileEntry {
  section.allowOnly([...commonKeys, 'File', 'Sha256', 'Allow', 'Routes'])
  const file = section.string('File')?.value
  return {
    name,
    file: file === undefined ? defaultFileOf(name) : pathOf(file, folder),
    isFileGiven: file !== undefined,
    sha256: readSha256(section.string('Sha256')),
    ...readCommon(section, general),
    allow: readAccessPolicy(section.section('Allow')),
    routes: section.strings('Routes')?.map(readPrefix),
  }
}

/** A base name stays one. */
function pathOf(file: string, folder: string): string {
  return basename(file) === file ? file : resolve(folder, file)
}

function readSha256(text: ConfigString | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/^[0-9a-f]{64}$/i.test(text.value)) text.refuse('expected 64 hexadecimal digits')
  return text.value.toLowerCase()
}

/** What holds for all plugins or for one. */
function readCommon(
  section: ConfigSection | undefined,
  base: PluginEntry,
): Pick<PluginEntry, 'limits' | 'passAuthorization' | 'passConfiguration'> {
  return {
    limits: readLimits(section, base.limits),
    passAuthorization: section?.boolean('PassAuthorization') ?? base.passAuthorization,
    passConfiguration: section?.boolean('PassConfiguration') ?? base.passConfiguration,
  }
}

function readPrefix(text: ConfigString): ByteString {
  if (!/^\/[^*?#\s]*$/.test(text.value))
    text.refuse(
      `expected the beginning of paths, such as "/my-plugin", which covers what is below as well; found ${quote(text.value)}`,
    )
  return byteStringOf(text.value.replace(/\/$/, ''))
}

function readLimits(section: ConfigSection | undefined, base: PluginLimits): PluginLimits {
  if (section === undefined) return base
  return {
    workers: section.integer('Workers', 1, 64) ?? base.workers,
    timeoutMs: section.integer('TimeoutMs', 1, dayMs) ?? base.timeoutMs,
    initializeTimeoutMs:
      section.integer('InitializeTimeoutMs', 1, dayMs) ?? base.initializeTimeoutMs,
    maxModuleMiB: section.integer('MaxModuleMiB', 1, largestModuleMiB) ?? base.maxModuleMiB,
    memoryMiB: section.integer('MemoryMiB', 1, memoryMiB) ?? base.memoryMiB,
    processMiB: section.integer('ProcessMiB', leastProcessMiB, mostMiB) ?? base.processMiB,
    maxTableEntries:
      section.integer('MaxTableEntries', 1, mostTableEntries) ?? base.maxTableEntries,
    maxRequestBodyMiB: section.integer('MaxRequestBodyMiB', 1, memoryMiB) ?? base.maxRequestBodyMiB,
    maxAnswerMiB: section.integer('MaxAnswerMiB', 1, memoryMiB) ?? base.maxAnswerMiB,
    ...readBounds(section, base),
    maxQueue: section.integer('MaxQueue', 0, 1_000_000) ?? base.maxQueue,
    drainMs: section.integer('DrainMs', 0, dayMs) ?? base.drainMs,
    pngEffort: section.choice('PngEffort', ['fast', 'balanced', 'small']) ?? base.pngEffort,
    onFailure: section.choice('OnFailure', ['closed', 'open']) ?? base.onFailure,
  }
}

type Bounds =
  | 'maxBodiesMiB'
  | 'maxUnsentMiB'
  | 'streamWindowKiB'
  | 'maxHeaderLines'
  | 'maxHeaderKiB'
  | 'maxRoutes'
  | 'maxHostCalls'
  | 'maxLogLines'

function readBounds(section: ConfigSection, base: PluginLimits): Pick<PluginLimits, Bounds> {
  return {
    maxBodiesMiB: section.integer('MaxBodiesMiB', 1, mostMiB) ?? base.maxBodiesMiB,
    maxUnsentMiB: section.integer('MaxUnsentMiB', 1, mostMiB) ?? base.maxUnsentMiB,
    streamWindowKiB: section.integer('StreamWindowKiB', 1, 1024 * 1024) ?? base.streamWindowKiB,
    maxHeaderLines: section.integer('MaxHeaderLines', 1, 10_000) ?? base.maxHeaderLines,
    maxHeaderKiB: section.integer('MaxHeaderKiB', 1, 16 * 1024) ?? base.maxHeaderKiB,
    maxRoutes: section.integer('MaxRoutes', 1, 100_000) ?? base.maxRoutes,
    maxHostCalls: section.integer('MaxHostCalls', 1, 2 ** 31) ?? base.maxHostCalls,
    maxLogLines: section.integer('MaxLogLines', 0, 1_000_000) ?? base.maxLogLines,
  }
}

function readOrthanc(text: ConfigString | undefined): string | undefined {
  if (text === undefined) return undefined
  if (readOrthancUrl(text.value) !== undefined) return text.value
  text.refuse(`expected ${expectedOrthancUrl}`)
  return undefined
}

function readAccessPolicy(section: ConfigSection | undefined): AccessPolicy {
  if (section === undefined) return nothing
  section.allowOnly(['RestApi', 'Http'])
  const restApi = section.strings('RestApi') ?? []
  const http = section.strings('Http') ?? []
  refuseWrong(restApi, wrongRestEntry)
  refuseWrong(http, wrongHttpEntry)
  return { restApi: restApi.map(({ value }) => value), http: http.map(({ value }) => value) }
}

function refuseWrong(
  texts: readonly ConfigString[],
  wrong: (entry: string) => string | undefined,
): void {
  for (const text of texts) {
    const message = wrong(text.value)
    if (message !== undefined) text.refuse(`${message}; found ${quote(text.value)}`)
  }
}
