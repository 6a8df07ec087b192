import { watch } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** A build writes a file in several steps: how long it must be quiet. */
const quietMs = 150

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
  for (const folder of new Set(files.map((file) => dirname(resolve(file)))))
    watch(folder, { signal, persistent: false }, (_, name) => {
      for (const file of files)
        if (name !== null && resolve(folder, name) === resolve(file)) settle(file)
    })
  signal.addEventListener('abort', () => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
}
