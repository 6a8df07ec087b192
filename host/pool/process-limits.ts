import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProcessSettings } from '../config/settings.ts'
import type { GuestArguments } from '../frames/guest-descriptors.ts'

// All differences between operating systems are in this file. Linux is tested. macOS has no /proc, so memory is not watched
// and inherited descriptors stay open. Windows has no `sh` either: only deadlines and the limit of linear memory hold, and
// guests outlive a host that is killed.

const shell = '/bin/sh'

/** Whether `sh` can set limits before a process starts, and end guests with their host. */
export const hasShell = existsSync(shell)

/** A lower priority than the host's, whose work is short. */
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
  /** Whether to open Node's debugger in the process, which then runs without the permission model. */
  readonly inspects: boolean
  /** Its memory limit. */
  readonly processMiB: number
  readonly rights?: ProcessRights
}

/** What Node's permission model allows besides reading the process's own file. */
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
  const dataKiB = dataLimitKiB(processMiB, rights?.addonsAndWorkers === true ? jcoThreads : 1)
  return [shell, '-c', limitScript, 'sh', String(dataKiB), ...whole]
}

const leastCodeRangeMiB = 64
/** Threads of the transpiler that run JavaScript. */
const jcoThreads = 2

/** The limit for the data of a process, in KiB. `codeKiB` is what V8 reserves for code, for each thread with JavaScript. */
export function dataLimitKiB(processMiB: number, threads = 1, codeKiB = ownCodeKiB): number {
  return processMiB * 1024 + threads * codeKiB
}

/**
 * What a process with these memory mappings has reserved for code. Since Node 24 the reserve is writable as a whole, so that
 * the kernel counts it as data before any of it is used.
 */
export function codeRangeKiB(mappings: string): number {
  const sizes = [...mappings.matchAll(/^([\da-f]+)-([\da-f]+) rwx/gm)]
    .map(([, from = '', to = '']) => (Number.parseInt(to, 16) - Number.parseInt(from, 16)) / 1024)
    .filter((size) => size >= leastCodeRangeMiB * 1024)
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The memory mappings of this process, one line each; empty on systems without /proc. */
function ownMappings(): string {
  try {
    return readFileSync('/proc/self/maps', 'latin1')
  } catch {
    return ''
  }
}

/** What this process has reserved, and so each guest, which runs the same Node. */
const ownCodeKiB = codeRangeKiB(ownMappings())

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

/** The variables without which a process cannot start: on Windows, the system folder. */
export function guestEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env
  return process.platform === 'win32' && SystemRoot !== undefined ? { SystemRoot } : {}
}

/** Lowers the priority of a process, on systems where no shell has done so. */
export function lowerPriority(pid: number): void {
  if (hasShell) return
  try {
    setPriority(pid, guestPriority)
  } catch {
    // The process has ended, or its sandbox does not allow it.
  }
}

const closeOnExec = 0o2000000
const pageBytes = 4096

/**
 * Descriptors above `last` that this process inherited and that Node would pass on: those that are not closed on exec. Empty
 * on systems without /proc.
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
    // The descriptor that listed the folder is closed again.
    return false
  }
}

/** The resident memory of a process in bytes; 0 on systems without /proc. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}
