import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProcessSettings } from '../exchange/settings.ts'
import type { GuestArguments } from '../frames/guest-descriptors.ts'

// What differs between operating systems stands in this file. Linux is tested. On macOS there is no /proc, so that memory is
// not watched and inherited descriptors stay open; on Windows there is no `sh` either, so that nothing but deadlines and the
// cap on linear memory holds, and guests outlive a host that is killed.

const shell = '/bin/sh'

/** Whether limits can be set before a process starts, and guests be ended with their host. */
export const hasShell = existsSync(shell)

/** Lower than the host's, whose short work comes first. */
const guestPriority = 5

/**
 * No core dumps, which would hold patients' data, and a limit for data: what a process allocates, compiled code and linear
 * memory included. Where the system has a lower limit already, that one stays.
 */
const limitScript = `ulimit -c 0
ulimit -d "$1" 2>/dev/null
shift
command -v nice >/dev/null && exec nice -n ${guestPriority} "$@"
exec "$@"`

interface CommandOptions extends Omit<ProcessSettings, 'bodyFolder'> {
  /** Opens Node's debugger in the process, which has no permission model then. */
  readonly inspects: boolean
  /** The cap on its memory. */
  readonly processMiB: number
  readonly rights?: ProcessRights
}

/** What Node's permission model allows a process besides reading its own file. */
export interface ProcessRights {
  /** Whether it may load native add-ons and start threads, as jco does. */
  readonly addonsAndWorkers: boolean
  /** Folders that it may read. */
  readonly folders: readonly string[]
}

/** The command of a guest process and its arguments. */
export function guestCommandLine(
  entry: URL,
  given: GuestArguments,
  { nodePath, guestCommand, inspects, processMiB, rights }: CommandOptions,
): readonly string[] {
  const file = realpathSync(fileURLToPath(entry))
  const whole = [
    ...guestCommand,
    nodePath,
    ...(inspects ? ['--inspect=127.0.0.1:0'] : permissionFlags(file, rights)),
    ...memoryFlags,
    file,
    JSON.stringify(given),
  ]
  if (!hasShell) return whole
  const dataKiB = dataLimitKiB(processMiB, rights?.addonsAndWorkers === true ? 2 : 1)
  return [shell, '-c', limitScript, 'sh', String(dataKiB), ...whole]
}

const leastCodeRangeMiB = 64

/**
 * The limit for the data of a process whose memory is capped, in KiB, given the mappings of a process of the same Node. What V8
 * reserves for code is writable as a whole since Node 24, so that the system counts it as data before any is used: it is added
 * for each thread that runs JavaScript, of which jco has two.
 */
export function dataLimitKiB(processMiB: number, threads = 1, mappings = ownMappings()): number {
  const codeRanges = [...mappings.matchAll(/^([\da-f]+)-([\da-f]+) rwx/gm)]
    .map(([, from = '', to = '']) => (Number.parseInt(to, 16) - Number.parseInt(from, 16)) / 1024)
    .filter((size) => size >= leastCodeRangeMiB * 1024)
  return processMiB * 1024 + threads * codeRanges.reduce((sum, size) => sum + size, 0)
}

/** The memory mappings of this process, a line each; empty where the system does not tell. */
function ownMappings(): string {
  try {
    return readFileSync('/proc/self/maps', 'latin1')
  } catch {
    return ''
  }
}

/** Node's permission model: no files but its own, no processes and workers. */
function permissionFlags(file: string, rights: ProcessRights | undefined): readonly string[] {
  const flags = process.allowedNodeEnvironmentFlags
  const permission = flags.has('--permission') ? '--permission' : '--experimental-permission'
  return [
    permission,
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    `--allow-fs-read=${file}`,
    ...(rights?.folders ?? []).map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    ...(rights?.addonsAndWorkers === true ? ['--allow-addons', '--allow-worker'] : []),
  ]
}

/** Most guests allocate little in JavaScript: a small young generation and few threads for V8 keep processes small. */
const memoryFlags = ['--max-semi-space-size=8', '--v8-pool-size=2']

/** Only what a process cannot start without: Windows wants its system folder. */
export function guestEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env
  return process.platform === 'win32' && SystemRoot !== undefined ? { SystemRoot } : {}
}

/** Where there is no shell that has done so. */
export function lowerPriority(pid: number): void {
  if (hasShell) return
  try {
    setPriority(pid, guestPriority)
  } catch {
    // It has ended already, or its sandbox does not allow it.
  }
}

const closeOnExec = 0o2000000
const pageBytes = 4096

/**
 * Descriptors above `last` that this process was given by its own parent, and that Node would pass on: those that are not
 * closed on exec. Empty where the system does not tell.
 */
export function inheritedDescriptors(last: number): readonly number[] {
  try {
    return readdirSync('/proc/self/fd')
      .map(Number)
      .filter((descriptor) => descriptor > last && isInherited(descriptor))
  } catch {
    return []
  }
}

function isInherited(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')
    const flags = /^flags:\t(\d+)$/m.exec(info)?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0
  } catch {
    // The one that listed the folder.
    return false
  }
}

/** The resident memory of a process in bytes; 0 where the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}
