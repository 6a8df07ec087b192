import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** CPU time of a server since its start, in microseconds. */
export interface CpuTime {
  /** Of the first thread of its first process. */
  readonly mainThread: number
  /** Of all threads, those of the processes that it started included, also where these have ended. */
  readonly all: number
}

/** Whether there is Linux's /proc, where all of this is read. */
export const hasProc = existsSync('/proc/self/task')

// Linux counts in 1/100 s for programs, whatever its own clock (time(7), USER_HZ).
const microsecondsPerTick = 10_000

/** `undefined` without /proc. */
export function readCpuTime(pid: number): CpuTime | undefined {
  if (!hasProc) return undefined
  const ticks = processesOf(pid).map((each) => {
    const { own, ended } = readTicks(`/proc/${each}/stat`)
    return own + ended
  })
  return {
    mainThread: readTicks(`/proc/${pid}/task/${pid}/stat`).own * microsecondsPerTick,
    all: sum(ticks) * microsecondsPerTick,
  }
}

/**
 * CPU time of each thread of a process and of those that it started, by its number, in microseconds; none without /proc. The
 * first thread of a process has the process's number.
 */
export function readThreadTimes(pid: number): ReadonlyMap<number, number> {
  if (!hasProc) return new Map()
  return new Map(
    processesOf(pid).flatMap((each) =>
      readdirSync(`/proc/${each}/task`).map((thread) => {
        const { own } = readTicks(`/proc/${each}/task/${thread}/stat`)
        return [Number(thread), own * microsecondsPerTick] as const
      }),
    ),
  )
}

/** The memory of a server and of the processes that it started. */
export interface Memory {
  /** Pages that several processes share count once. */
  readonly pssMiB: number
  /** The mean of the processes that the first one started. */
  readonly childPssMiB: number
  /** Of the first process alone. */
  readonly rssMiB: number
  /** The most that it was. */
  readonly peakMiB: number
  readonly processes: number
}

export function readMemory(pid: number): Memory {
  const processes = processesOf(pid)
  const status = `/proc/${pid}/status`
  const [own = NaN, ...others] = processes.map((each) =>
    readMiB(`/proc/${each}/smaps_rollup`, 'Pss'),
  )
  return {
    pssMiB: own + sum(others),
    childPssMiB: sum(others) / others.length,
    rssMiB: readMiB(status, 'VmRSS'),
    peakMiB: readMiB(status, 'VmHWM'),
    processes: processes.length,
  }
}

/** A field that the system reports in kB. */
function readMiB(file: string, name: string): number {
  const text = readFileSync(file, 'latin1')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1024
}

/** A process, and all that come from it. */
function processesOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`)
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean),
  )
  return [pid, ...children.flatMap((child) => processesOf(Number(child)))]
}

interface Ticks {
  readonly own: number
  /** Of its child processes that have ended; the same for each of its threads. */
  readonly ended: number
}

/** User and system time: fields 14 to 17 (proc_pid_stat(5)), counted after the name, which may hold spaces. */
function readTicks(file: string): Ticks {
  const stat = readFileSync(file, 'latin1')
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { own: sum(fields.slice(11, 13)), ended: sum(fields.slice(13, 15)) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
