import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** CPU time of a process since its start, in microseconds. */
export interface CpuTime {
  readonly mainThread: number
  readonly allThreads: number
}

/** Whether there is Linux's /proc, where all of this is read. */
export const hasProc = existsSync('/proc/self/task')

// Linux counts in 1/100 s for programs, whatever its own clock (time(7), USER_HZ).
const microsecondsPerTick = 10_000

/** `undefined` without /proc. */
export function readCpuTime(pid: number): CpuTime | undefined {
  if (!hasProc) return undefined
  return {
    mainThread: readTicks(`/proc/${pid}/task/${pid}/stat`) * microsecondsPerTick,
    allThreads: readTicks(`/proc/${pid}/stat`) * microsecondsPerTick,
  }
}

/** CPU time of each thread that there is, by its number, in microseconds; none without /proc. */
export function readThreadTimes(pid: number): ReadonlyMap<number, number> {
  if (!hasProc) return new Map()
  const threads = readdirSync(`/proc/${pid}/task`).map(Number)
  return new Map(
    threads.map((thread) => {
      const ticks = readTicks(`/proc/${pid}/task/${thread}/stat`)
      return [thread, ticks * microsecondsPerTick]
    }),
  )
}

/** User and system time: fields 14 and 15 (proc_pid_stat(5)), counted behind the name, which may hold spaces. */
function readTicks(file: string): number {
  const stat = readFileSync(file, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** What a process occupies. */
export interface Memory {
  readonly rssMiB: number
  /** The most that it was. */
  readonly peakMiB: number
  readonly threads: number
}

export function readMemory(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return {
    rssMiB: field('VmRSS') / 1024,
    peakMiB: field('VmHWM') / 1024,
    threads: field('Threads'),
  }
}
