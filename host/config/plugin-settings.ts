import { tmpdir } from 'node:os'
import { basename, resolve } from 'node:path'
import { quote, type ConfigSection, type ConfigString } from './file/config-section.ts'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import { wrongHttpEntry, wrongRestEntry } from './allow.ts'
import {
  clientLimits,
  defaultClientLimits,
  defaultLimits,
  pluginLimits,
  pluginRights,
  type ClientLimits,
} from '../exchange/limits.ts'
import type { AccessPolicy, FileEntry, PluginEntry, ProcessSettings, Settings } from './settings.ts'
import { allowKeys, bridgeKeys, changesKeys, entryKeys, hostKeys } from './configuration-keys.ts'
import { defaultFileOf } from './plugin-entry.ts'
import { expectedListenAddress, readListenAddress, type ListenAddress } from './listen-address.ts'
import { expectedOrthancUrl, readOrthancUrl } from './orthanc-url.ts'
import { isProxy } from '../exchange/client-shares.ts'
import { functions } from '../../abi/functions.ts'
import { findSimilar } from './file/spelling.ts'

/** Keys that are valid for all plugins or for one. */
const commonKeys = [...Object.keys(pluginLimits), ...Object.keys(pluginRights)]

const nothing: AccessPolicy = { restApi: [], http: [], services: [] }

const defaultEntry: PluginEntry = {
  name: '',
  limits: defaultLimits,
  allow: nothing,
  routes: undefined,
  rights: { passAuthorization: false, passConfiguration: false },
}

/** Reads the section `WebAssembly` of a configuration in `folder`; unknown keys in it are refused. */
export function readPluginSettings(
  section: ConfigSection | undefined,
  folder: string,
): Pick<
  Settings,
  | 'orthanc'
  | 'admin'
  | 'accessLog'
  | 'skipRefused'
  | 'clients'
  | 'general'
  | 'entries'
  | 'processes'
  | 'pythonPath'
  | 'changesState'
> & { readonly modules: readonly ConfigString[] } {
  section?.allowOnly([...Object.keys(hostKeys), ...Object.keys(clientLimits), ...commonKeys])
  const general = { ...defaultEntry, ...readCommon(section, defaultEntry) }
  const plugins = section?.section('Plugins')
  section?.section('Bridge')?.allowOnly(Object.keys(bridgeKeys))
  return {
    modules: section?.strings('Modules') ?? [],
    changesState: readChangesState(section?.section('Changes'), folder),
    orthanc: readOrthanc(section?.string('Orthanc')),
    admin: readAdmin(section?.string('Admin')),
    accessLog: section?.boolean('AccessLog') ?? false,
    skipRefused: section?.boolean('SkipRefused') ?? false,
    clients: readClients(section),
    general,
    processes: readProcesses(section, folder),
    pythonPath: section?.strings('PythonPath')?.map(({ value }) => resolve(folder, value)) ?? [],
    entries: (plugins?.keys() ?? []).flatMap((name) => {
      const entry = plugins?.section(name)
      return entry === undefined ? [] : [readEntry(name, entry, general, folder)]
    }),
  }
}

function readChangesState(section: ConfigSection | undefined, folder: string): string | undefined {
  if (section === undefined) return undefined
  section.allowOnly(Object.keys(changesKeys))
  const file = section.string('State')
  if (file === undefined && !section.keys().includes('State'))
    section.refuse(
      'State',
      'expected a file for the positions of plugins in the changes of Orthanc',
    )
  return file === undefined ? undefined : resolve(folder, file.value)
}

function readAdmin(text: ConfigString | undefined): ListenAddress | undefined {
  const address = text && readListenAddress(text.value)
  if (text !== undefined && address === undefined)
    text.refuse(`expected ${expectedListenAddress}, found ${quote(text.value)}`)
  return address
}

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
  section.allowOnly([...Object.keys(entryKeys), ...commonKeys])
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

/** An absolute path, or the base name as it is. */
function pathOf(file: string, folder: string): string {
  return basename(file) === file ? file : resolve(folder, file)
}

function readSha256(text: ConfigString | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/^[0-9a-f]{64}$/i.test(text.value)) text.refuse('expected 64 hexadecimal digits')
  return text.value.toLowerCase()
}

/** What is valid for all plugins or for one; `base` has the values of absent keys. */
function readCommon(
  section: ConfigSection | undefined,
  { limits, rights }: Pick<PluginEntry, 'limits' | 'rights'>,
): Pick<PluginEntry, 'limits' | 'rights'> {
  return {
    limits: section?.limits(pluginLimits, limits) ?? limits,
    rights: section?.limits(pluginRights, rights) ?? rights,
  }
}

function readClients(section: ConfigSection | undefined): ClientLimits {
  if (section === undefined) return defaultClientLimits
  return {
    ...section.limits(clientLimits, defaultClientLimits),
    trustedProxies: readProxies(section),
  }
}

function readProxies(section: ConfigSection): readonly string[] {
  const texts = section.strings('TrustedProxies') ?? []
  for (const { value, refuse } of texts)
    if (!isProxy(value))
      refuse(`expected an IP address, or a network like 10.0.0.0/8, found ${quote(value)}`)
  return texts.map(({ value }) => value)
}

function readPrefix(text: ConfigString): ByteString {
  if (!/^\/[^*?#\s]*$/.test(text.value))
    text.refuse(
      `expected the beginning of paths, such as "/my-plugin", which covers what is below as well; found ${quote(text.value)}`,
    )
  return byteStringOf(text.value.replace(/\/$/, ''))
}

function readOrthanc(text: ConfigString | undefined): string | undefined {
  if (text === undefined) return undefined
  if (readOrthancUrl(text.value) !== undefined) return text.value
  text.refuse(`expected ${expectedOrthancUrl}`)
  return undefined
}

function readAccessPolicy(section: ConfigSection | undefined): AccessPolicy {
  if (section === undefined) return nothing
  section.allowOnly(Object.keys(allowKeys))
  const restApi = section.strings('RestApi') ?? []
  const http = section.strings('Http') ?? []
  const services = section.strings('Services') ?? []
  refuseWrong(restApi, wrongRestEntry)
  refuseWrong(http, wrongHttpEntry)
  refuseWrong(services, wrongFunction)
  return {
    restApi: restApi.map(({ value }) => value),
    http: http.map(({ value }) => value),
    services: services.map(({ value }) => value),
  }
}

/** How much of a function's name may differ from the one that was probably meant. */
const nameTolerance = 0.2

/** What is wrong with an entry of `Allow.Services`; `undefined` for a function of the SDK. */
function wrongFunction(name: string): string | undefined {
  if (Object.hasOwn(functions, name)) return undefined
  const similar = findSimilar(name, Object.keys(functions), nameTolerance)
  const hint = similar === undefined ? '' : `, did you mean ${quote(similar)}?`
  return `expected a function of the SDK, like "OrthancPluginReadFile"${hint}`
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
