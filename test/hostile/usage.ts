import { readdirSync, readFileSync } from 'node:fs'
import { processesOf } from './server-processes.ts'

/** The resources of a process, as Linux reports them. */
export interface Usage {
  readonly rssMiB: number
  readonly threads: number
  readonly descriptors: number
}

/** The same of a server and all its processes together, and how many these are. */
export interface TotalUsage extends Usage {
  readonly processes: number
}

export function usageOf(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  return {
    rssMiB: Math.round(numberOf(status, 'VmRSS') / 1024),
    threads: numberOf(status, 'Threads'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  }
}

export function totalUsageOf(server: number): TotalUsage {
  const all = [server, ...processesOf(server).map(({ pid }) => pid)].flatMap(usageIfRunning)
  const sum = (key: keyof Usage): number => all.reduce((total, each) => total + each[key], 0)
  return {
    rssMiB: sum('rssMiB'),
    threads: sum('threads'),
    descriptors: sum('descriptors'),
    processes: all.length,
  }
}

/** The resident memory of a process, with a share of what it has in common with others. */
export function proportionalMiB(pid: number): number {
  return numberOf(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'), 'Pss') / 1024
}

/** Nothing for one that has ended meanwhile. */
function usageIfRunning(pid: number): readonly Usage[] {
  try {
    return [usageOf(pid)]
  } catch {
    return []
  }
}

function numberOf(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
}
