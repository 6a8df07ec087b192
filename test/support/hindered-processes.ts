import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultLimits, processMiBOf } from '../../host/exchange/limits.ts'
import { ProcessSupply } from '../../host/pool/process-supply.ts'
import { guestEntry } from './guest-entry.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Guest processes that do not start while there is an obstacle: their command exits with 3. */
export interface HinderedProcesses {
  readonly processes: ProcessSupply
  /** How many were started so far, with the obstacle or without. */
  readonly countStarts: () => number
  readonly hinder: () => void
  readonly unhinder: () => void
}

/** `sh` notes each start before it looks for the obstacle. */
export function hinderedProcesses(): HinderedProcesses {
  const folder = temporaryFolder('hindered')
  const obstacle = join(folder, 'obstacle')
  const starts = join(folder, 'starts')
  const script = `echo >> '${starts}'; test -e '${obstacle}' && exit 3; exec "$@"`
  const processes = new ProcessSupply(guestEntry)
  processes.configure(
    {
      nodePath: process.execPath,
      guestCommand: ['/bin/sh', '-c', script, 'sh'],
      bodyFolder: tmpdir(),
      onNoBodyFile: () => undefined,
    },
    { processMiB: processMiBOf(defaultLimits), isTraced: false },
  )
  return {
    processes,
    countStarts: () => (existsSync(starts) ? readFileSync(starts, 'latin1').length : 0),
    hinder: () => writeFileSync(obstacle, ''),
    unhinder: () => rmSync(obstacle),
  }
}
