import { basename, extname, isAbsolute, resolve } from 'node:path'
import { quote } from './file/config-section.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { FileEntry, PluginEntry, Settings } from './settings.ts'

type Entries = Pick<Settings, 'general' | 'entries' | 'plugins'>

/** The file of an entry without `File`. */
export function defaultFileOf(name: string): string {
  return `${name}.wasm`
}

/**
 * The entry of a plugin's file, or the general one. Throws `PluginLoadError` if the entry or the file is ambiguous, or if the
 * SHA-256 of the file is not that of its entry.
 */
export function findEntry(
  { general, entries, plugins }: Entries,
  file: string,
  sha256: string,
): PluginEntry {
  const [entry, other] = entries.filter((each) => belongsTo(each, file, sha256))
  if (entry === undefined) return { ...general, name: pluginNameOf(file) }
  if (other !== undefined)
    throw new PluginLoadError([
      `two entries are for this file: ${keyOf(entry)} and ${keyOf(other)}: keep one, or set "File" in one of them`,
    ])
  const another = plugins.find((each) => isNamed(entry, each) && resolve(each) !== resolve(file))
  if (entry.sha256 === undefined && another !== undefined)
    throw new PluginLoadError([
      `${keyOf(entry)} is for this file or for ${another}: set "File" to the path of one of them, or "Sha256"`,
    ])
  if (entry.sha256 !== undefined && entry.sha256 !== sha256)
    throw new PluginLoadError([
      `its SHA-256 is ${sha256}, and ${keyOf(entry)} allows only ${entry.sha256}: update "Sha256" if the new file is the right one`,
    ])
  return entry
}

/** The entries that belong to none of the files. The SHA-256 of a file that could not be read is absent. */
export function unusedEntries(
  { entries }: Entries,
  files: readonly { readonly file: string; readonly sha256: string | undefined }[],
): readonly FileEntry[] {
  return entries.filter(
    (entry) => !files.some(({ file, sha256 }) => belongsTo(entry, file, sha256)),
  )
}

/**
 * Throws `PluginLoadError` for a plugin with the name of an entry with `Allow` that belongs to another file. It would have
 * none of those rights, but its log lines would be taken for those of the plugin that has them.
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
    `its name is ${quote(name)}, but ${keyOf(other)} with its "Allow" belongs to ${describeOwner(other)} and not to ${file}: rename the plugin, or change "File" or "Sha256" of that entry`,
  ])
}

/** The file that an entry belongs to, for messages. */
export function describeOwner({ file, isFileGiven, sha256 }: FileEntry): string {
  return isFileGiven || sha256 === undefined ? file : `the file with the SHA-256 ${sha256}`
}

/** An entry's place in the configuration. */
export function keyOf({ name }: PluginEntry): string {
  return quote(`WebAssembly.Plugins.${name}`)
}

/** With a digest and no file, the digest finds the file; the file of its name is that entry's as well, so that a wrong digest shows. */
function belongsTo(entry: FileEntry, file: string, sha256: string | undefined): boolean {
  const isFound = !entry.isFileGiven && entry.sha256 !== undefined && entry.sha256 === sha256
  return isFound || isNamed(entry, file)
}

function isNamed(entry: FileEntry, file: string): boolean {
  // A module, or a script.
  if (!entry.isFileGiven) return isPlugin(file) && pluginNameOf(file) === entry.name
  return entry.file === (isAbsolute(entry.file) ? resolve(file) : basename(file))
}

const extensions = ['.wasm', '.py']

function isPlugin(file: string): boolean {
  return extensions.includes(extname(file))
}

/** The name of a plugin by that of its file. */
export function pluginNameOf(file: string): string {
  return isPlugin(file) ? basename(file, extname(file)) : basename(file)
}

function allowsAny({ allow }: PluginEntry): boolean {
  return allow.restApi.length > 0 || allow.http.length > 0
}
