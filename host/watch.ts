import { watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** How long a file must be unchanged: a build writes it in several steps. */
const quietMs = 150
/** Interval at which a folder that is missing is looked for. */
const lookAgainMs = 500

/**
 * Calls `changed` whenever one of the files was written or replaced, until `signal` is aborted. Watches their folders, since a
 * build replaces the file itself.
 */
export function watchFiles(
  files: readonly string[],
  changed: (file: string) => void,
  signal: AbortSignal,
): void {
  const timers = new Map<string, NodeJS.Timeout>()
  const settle = (file: string): void => {
    clearTimeout(timers.get(file))
    timers.set(
      file,
      setTimeout(() => changed(file), quietMs),
    )
  }
  const paths = files.map((file) => ({ file, path: resolve(file) }))
  for (const folder of new Set(paths.map(({ path }) => dirname(path)))) {
    const inside = paths.filter(({ path }) => dirname(path) === folder)
    const seen = (name?: string): void => {
      for (const { file, path } of inside)
        if (name === undefined || name === basename(path)) settle(file)
    }
    watchFolder(folder, seen, signal)
  }
  signal.addEventListener('abort', () => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
}

/**
 * Calls `seen` with the name of an entry that changes in a folder, and without a name when the folder reappears: it may not
 * exist yet, and a build may remove or replace it.
 */
export function watchFolder(
  folder: string,
  seen: (name?: string) => void,
  signal: AbortSignal,
): void {
  const lookAgain = (): void => {
    if (signal.aborted) return
    setTimeout(() => {
      if (watchOnce(folder, seen, lookAgain, signal)) seen()
      else lookAgain()
    }, lookAgainMs).unref()
  }
  if (!watchOnce(folder, seen, lookAgain, signal)) lookAgain()
}

/** Returns whether the folder is watched; calls `lost` when that ends. */
function watchOnce(
  folder: string,
  seen: (name: string) => void,
  lost: () => void,
  signal: AbortSignal,
): boolean {
  try {
    const watcher = watch(folder, { signal, persistent: false })
    const end = (): void => {
      watcher.close()
      lost()
    }
    watcher.once('error', end).on('change', (_, name) => {
      // The system reports the folder's own name if it is removed or moved.
      if (String(name) === basename(folder)) end()
      else if (name !== null) seen(String(name))
    })
    return true
  } catch {
    return false
  }
}
