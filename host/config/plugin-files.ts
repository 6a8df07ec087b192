import { readdirSync, statSync, constants } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { open, type FileHandle } from 'node:fs/promises'
import type { ConfigString } from './file/config-section.ts'
import { fixedLimits, MiB } from '../exchange/limits.ts'
import { escapeText } from '../exchange/log.ts'
import { PluginLoadError } from '../exchange/errors.ts'

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
  ['ENOENT', 'file not found'],
  ['EEXIST', 'something with that name exists already'],
  ['EISDIR', 'it is a folder: a file is needed'],
  ['ENOTDIR', 'a part of this path is a file, not a folder'],
  ['EACCES', 'no permission to read or write it'],
  ['EPERM', 'no permission to read or write it'],
  ['EROFS', 'the file system is read-only'],
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
  return `native plugins are left out, since only Orthanc runs them: ${shown}${more > 0 ? ` and ${more} more` : ''}`
}

/** `O_NONBLOCK` opens a pipe without a writer at once; else opening it would block for ever. */
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK

/**
 * The bytes of a plugin's file, in a buffer of their own. Rejects, before it reads, with `PluginLoadError` for something that is not
 * a file or has more than `maxMiB`, and with the system's error.
 */
export async function readModuleFile(
  file: string,
  maxMiB: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file, openFlags)
  try {
    const stats = await handle.stat()
    if (stats.isDirectory()) return await readNothing(handle)
    if (!stats.isFile()) throw new PluginLoadError(['not a file'])
    requireSize(stats.size, maxMiB)
    return await readWhole(handle, stats.size)
  } finally {
    await handle.close()
  }
}

/** Throws `PluginLoadError` for a file of more than `maxMiB`. */
export function requireSize(bytes: number, maxMiB: number): void {
  if (bytes <= maxMiB * MiB) return
  const found = (bytes / MiB).toFixed(1)
  throw new PluginLoadError([
    `the file has ${found} MiB, at most ${maxMiB} MiB are read (MaxModuleMiB)`,
  ])
}

/** Rejects with the system's error for a folder. */
async function readNothing(handle: FileHandle): Promise<never> {
  await handle.readFile()
  throw new PluginLoadError(['not a file'])
}

/** Returns what is left of a file that shrinks meanwhile. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size)
  let at = 0
  while (at < size) {
    const { bytesRead } = await handle.read(bytes, at, size - at, at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return at === size ? bytes : bytes.slice(0, at)
}

/** Why a plugin's file could not be read, for messages. */
export function unreadable(error: unknown): readonly string[] {
  return error instanceof PluginLoadError ? error.reasons : [describeSystemError(error)]
}
