import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { PluginLoadError } from '../exchange/errors.ts'
import { describeSystemError } from './plugin-files.ts'
import { MiB } from '../exchange/limits.ts'

/** What has no writer is opened at once: else a pipe that somebody left there would keep its reader for ever. */
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK

/**
 * The bytes of a plugin's file, in a buffer of their own. Rejects with `PluginLoadError` for what is no file or has more than
 * `maxMiB`, and with the system's error; nothing is read then.
 */
export async function readModuleFile(
  file: string,
  maxMiB: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file, openFlags)
  try {
    const stats = await handle.stat()
    if (stats.isDirectory()) return await readNothing(handle)
    if (!stats.isFile()) throw new PluginLoadError(['it is no file'])
    requireSize(stats.size, maxMiB)
    return await readWhole(handle, stats.size)
  } finally {
    await handle.close()
  }
}

/** Throws `PluginLoadError` for a file of more than so many MiB. */
export function requireSize(bytes: number, maxMiB: number): void {
  if (bytes <= maxMiB * MiB) return
  const found = (bytes / MiB).toFixed(1)
  throw new PluginLoadError([
    `the file has ${found} MiB, at most ${maxMiB} MiB are read (MaxModuleMiB)`,
  ])
}

/** A folder: rejects with the system's own error for it. */
async function readNothing(handle: FileHandle): Promise<never> {
  await handle.readFile()
  throw new PluginLoadError(['it is no file'])
}

/** The file may shrink meanwhile: then what is left of it. */
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

/** Why a plugin's file could not be read, for whoever named it. */
export function unreadable(error: unknown): readonly string[] {
  return error instanceof PluginLoadError ? error.reasons : [describeSystemError(error)]
}
