import { readdirSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import type { ConfigString } from './config-section.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { escapeText } from '../exchange/log.ts'

/** Plugins of Orthanc itself, which only Orthanc can run. */
const nativeExtensions = new Set(['.so', '.dll', '.dylib'])

/**
 * The files of the `Plugins` of a configuration in `folder`: of a folder its `*.wasm` by name. A file that does not exist
 * is listed, so that loading it says so. Native libraries are left out, with one warning for all.
 */
export function findPluginFiles(
  entries: readonly ConfigString[],
  folder: string,
  warnings: string[],
): readonly string[] {
  const files = entries.flatMap((entry) => filesOf(entry, folder))
  const native = files.filter(isNative)
  if (native.length > 0) warnings.push(nativeWarning(native))
  return files.filter((file) => !isNative(file))
}

/** An error of the file system for the person who named the file. */
export function describeSystemError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return explanations.get(code) ?? (error instanceof Error ? error.message : String(error))
}

const explanations: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EEXIST', 'there is something of that name already'],
  ['EISDIR', 'this is a folder, a file is needed'],
  ['ENOTDIR', 'a part of this path is a file, not a folder'],
  ['EACCES', 'reading or writing it is not permitted'],
  ['EPERM', 'reading or writing it is not permitted'],
  ['EROFS', 'it is on a file system that cannot be written'],
  ['ENOSPC', 'no space is left on the device'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'too many symbolic links lead to it'],
  ['ERR_INVALID_ARG_VALUE', 'the name has a NUL character'],
  ['ERR_STRING_TOO_LONG', 'the file is too large'],
  ['ERR_FS_FILE_TOO_LARGE', 'the file is too large'],
])

function filesOf(entry: ConfigString, folder: string): readonly string[] {
  const path = resolve(folder, entry.value)
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
    const names = readdirSync(path).filter((name) => isWasm(name) || isNative(name))
    return names.toSorted().map((name) => join(path, name))
  } catch (error) {
    entry.refuse(`${escapeText(path)}: ${describeSystemError(error)}`)
    return []
  }
}

function isWasm(file: string): boolean {
  return extname(file).toLowerCase() === '.wasm'
}

function isNative(file: string): boolean {
  return nativeExtensions.has(extname(file).toLowerCase())
}

function nativeWarning(files: readonly string[]): string {
  const shown = files.slice(0, fixedLimits.namesListed).map(escapeText).join(', ')
  const more = files.length - fixedLimits.namesListed
  return `native plugins are left out, only Orthanc itself runs them: ${shown}${more > 0 ? ` and ${more} more` : ''}`
}
