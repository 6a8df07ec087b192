import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Creates a folder among the system's temporary ones, which the caller removes. Those that killed processes of this user have left are
 * removed first.
 */
export function createTemporaryFolder(): string {
  // Containers may share the folder, but not the numbers of their processes.
  const prefix = `orthanc-wasm-${hostname()}-`
  for (const name of readdirSync(tmpdir())) {
    const [, pid] =
      /^(\d+)-\w{6}$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '') ?? []
    if (pid !== undefined && !isRunning(Number(pid))) removeOwn(join(tmpdir(), name))
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process exists, but does not take a signal.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** Another user could exchange what is in a folder while it is removed. */
function removeOwn(folder: string): void {
  const { uid } = lstatSync(folder, { throwIfNoEntry: false }) ?? {}
  if (uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true })
}
