import { quote, type ConfigSection, type ConfigString } from './config-section.ts'
import { defaultLimits, type PluginLimits } from './exchange/limits.ts'
import type { Allowance, Settings } from './exchange/settings.ts'
import { expectedOrthancUrl, readOrthancUrl } from './upstream/orthanc-url.ts'

/** Keys that hold for all plugins or for one. */
const limitKeys = [
  'Workers',
  'TimeoutMs',
  'InitializeTimeoutMs',
  'MemoryMiB',
  'MaxRequestBodyMiB',
  'MaxAnswerMiB',
  'MaxQueue',
  'DrainMs',
  'PngEffort',
  'OnFailure',
] as const

const dayMs = 24 * 60 * 60 * 1000
/** What wasm32 can address. */
const memoryMiB = 4096
const nothing: Allowance = { restApi: [], http: [] }

/** What the section `WebAssembly` says; unknown keys in it are refused. */
export function readPluginSettings(
  section: ConfigSection | undefined,
): Pick<Settings, 'orthanc' | 'limitsOf' | 'allowanceOf'> {
  section?.allowOnly(['Orthanc', ...limitKeys, 'Plugins'])
  const general = readLimits(section, defaultLimits)
  const limits = new Map<string, PluginLimits>()
  const allowances = new Map<string, Allowance>()
  const plugins = section?.section('Plugins')
  for (const name of plugins?.keys() ?? []) {
    const plugin = plugins?.section(name)
    if (plugin === undefined) continue
    plugin.allowOnly([...limitKeys, 'Allow'])
    limits.set(name, readLimits(plugin, general))
    allowances.set(name, readAllowance(plugin.section('Allow')))
  }
  return {
    orthanc: readOrthanc(section?.string('Orthanc')),
    limitsOf: (plugin) => limits.get(plugin) ?? general,
    allowanceOf: (plugin) => allowances.get(plugin) ?? nothing,
  }
}

function readLimits(section: ConfigSection | undefined, base: PluginLimits): PluginLimits {
  if (section === undefined) return base
  return {
    workers: section.integer('Workers', 1, 64) ?? base.workers,
    timeoutMs: section.integer('TimeoutMs', 1, dayMs) ?? base.timeoutMs,
    initializeTimeoutMs:
      section.integer('InitializeTimeoutMs', 1, dayMs) ?? base.initializeTimeoutMs,
    memoryMiB: section.integer('MemoryMiB', 1, memoryMiB) ?? base.memoryMiB,
    maxRequestBodyMiB: section.integer('MaxRequestBodyMiB', 1, memoryMiB) ?? base.maxRequestBodyMiB,
    maxAnswerMiB: section.integer('MaxAnswerMiB', 1, memoryMiB) ?? base.maxAnswerMiB,
    maxQueue: section.integer('MaxQueue', 0, 1_000_000) ?? base.maxQueue,
    drainMs: section.integer('DrainMs', 0, dayMs) ?? base.drainMs,
    pngEffort: section.choice('PngEffort', ['fast', 'balanced', 'small']) ?? base.pngEffort,
    onFailure: section.choice('OnFailure', ['closed', 'open']) ?? base.onFailure,
  }
}

function readOrthanc(text: ConfigString | undefined): string | undefined {
  if (text === undefined) return undefined
  if (readOrthancUrl(text.value) !== undefined) return text.value
  text.refuse(`expected ${expectedOrthancUrl}`)
  return undefined
}

function readAllowance(section: ConfigSection | undefined): Allowance {
  if (section === undefined) return nothing
  section.allowOnly(['RestApi', 'Http'])
  const restApi = section.strings('RestApi') ?? []
  const http = section.strings('Http') ?? []
  refuseUnless(/^[A-Z]+ \/\S*$/, restApi, 'a method and a path, like "GET /instances/*"')
  refuseUnless(/^https?:\/\/[^\s/]\S*$/, http, 'a URL, like "https://host/*"')
  return { restApi: restApi.map(({ value }) => value), http: http.map(({ value }) => value) }
}

function refuseUnless(form: RegExp, texts: readonly ConfigString[], expected: string): void {
  for (const text of texts)
    if (!form.test(text.value)) text.refuse(`expected ${expected}, found ${quote(text.value)}`)
}
