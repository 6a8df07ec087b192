import { basename, isAbsolute, resolve } from 'node:path'
import { quote } from './config-section.ts'
import { PluginLoadError } from './exchange/errors.ts'
import type { FileEntry, PluginEntry, Settings } from './exchange/settings.ts'

type Entries = Pick<Settings, 'general' | 'entries'>

/** What an entry belongs to unless it says so itself. */
export function defaultFileOf(name: string): string {
  return `${name}.wasm`
}

/**
 * The entry that a plugin's file belongs to, or what holds for those without one. Throws `PluginLoadError` for two entries,
 * and for a file with another SHA-256 than that of its entry.
 */
export function findEntry(
  { general, entries }: Entries,
  file: string,
  sha256: string,
): PluginEntry {
  const [entry, other] = entries.filter((each) => belongsTo(each, file, sha256))
  if (entry === undefined) return { ...general, name: basename(file, '.wasm') }
  if (other !== undefined)
    throw new PluginLoadError([
      `two entries are for this file, ${keyOf(entry)} and ${keyOf(other)}: keep one, or set "File" in one of them`,
    ])
  if (entry.sha256 !== undefined && entry.sha256 !== sha256)
    throw new PluginLoadError([
      `its SHA-256 is ${sha256}, and ${keyOf(entry)} allows only ${entry.sha256}: update "Sha256" if the new file is the right one`,
    ])
  return entry
}

/** The entries that belong to none of the files, whose SHA-256 is absent where the file could not be read. */
export function unusedEntries(
  { entries }: Entries,
  files: readonly { readonly file: string; readonly sha256: string | undefined }[],
): readonly FileEntry[] {
  return entries.filter(
    (entry) => !files.some(({ file, sha256 }) => belongsTo(entry, file, sha256)),
  )
}

/**
 * Throws `PluginLoadError` for a plugin that calls itself as the entry of another file that has an `Allow`. It would have
 * nothing of that entry, but its log lines and its place in Orthanc's list of plugins would be taken for the other's.
 */
export function requireOwnName(
  { entries }: Entries,
  entry: PluginEntry,
  file: string,
  name: string,
): void {
  const other = entries.find((each) => each.name === name && each !== entry)
  if (other === undefined || !allowsAny(other)) return
  throw new PluginLoadError([
    `it calls itself ${quote(name)}, but ${keyOf(other)} with its "Allow" belongs to ${describeOwner(other)} and not to ${file}: rename the plugin, or change "File" or "Sha256" of that entry`,
  ])
}

/** What an entry belongs to, for people. */
export function describeOwner({ file, isFileGiven, sha256 }: FileEntry): string {
  return isFileGiven || sha256 === undefined ? file : `the file with the SHA-256 ${sha256}`
}

/** An entry's place in the configuration. */
export function keyOf({ name }: PluginEntry): string {
  return quote(`WebAssembly.Plugins.${name}`)
}

/** With a digest and no file, the digest finds the file; `<name>.wasm` is that entry's as well, so that a wrong digest shows. */
function belongsTo(entry: FileEntry, file: string, sha256: string | undefined): boolean {
  const isFile = entry.file === (isAbsolute(entry.file) ? resolve(file) : basename(file))
  return isFile || (!entry.isFileGiven && entry.sha256 !== undefined && entry.sha256 === sha256)
}

function allowsAny({ allow }: PluginEntry): boolean {
  return allow.restApi.length > 0 || allow.http.length > 0
}
