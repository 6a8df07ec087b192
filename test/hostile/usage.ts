import { readdirSync, readFileSync } from 'node:fs'

/** What a process takes of the machine, as Linux tells it. */
export interface Usage {
  readonly rssMiB: number
  readonly threads: number
  readonly descriptors: number
}

export function usageOf(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const number = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return {
    rssMiB: Math.round(number('VmRSS') / 1024),
    threads: number('Threads'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  }
}
