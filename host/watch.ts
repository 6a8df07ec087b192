import { watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** A build writes a file in several steps: how long it must be quiet. */
const quietMs = 150
/** How long after a folder was gone it is looked for again. */
const lookAgainMs = 500

/**
 * Calls `changed` whenever one of the files was written or replaced. Their folders are watched, since a build replaces
 * the file itself. Ends with `signal`.
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
 * Calls `seen` with the name of what changes in a folder, and without one when the folder is back: a build may remove it, or
 * put another one in its place, and it need not be there yet.
 */
function watchFolder(folder: string, seen: (name?: string) => void, signal: AbortSignal): void {
  const lookAgain = (): void => {
    if (signal.aborted) return
    setTimeout(() => {
      if (watchOnce(folder, seen, lookAgain, signal)) seen()
      else lookAgain()
    }, lookAgainMs).unref()
  }
  if (!watchOnce(folder, seen, lookAgain, signal)) lookAgain()
}

/** Whether it is watched; `lost` is called when that ends. */
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
      // The system tells of the folder itself by its own name: it is removed, or moved away.
      if (String(name) === basename(folder)) end()
      else if (name !== null) seen(String(name))
    })
    return true
  } catch {
    return false
  }
}
