import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** Whether the system shows its processes as files. */
export const hasProc = existsSync('/proc/self/fd')

/** True if a process runs, also one that is stopped; one that has ended and is not collected yet does not. */
export function isRunning(pid: number): boolean {
  const [state] = statOf(pid)
  return state !== undefined && state !== 'Z'
}

/** What `/proc/PID/stat` has after the name: state, parent, and so on. Nothing for a process that has been collected. */
export function statOf(pid: number): readonly string[] {
  const stat = readProc(`/proc/${pid}/stat`)
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** A file of a process or thread; empty if that has ended meanwhile. */
export function readProc(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

/** The processes that a process has started and that have not ended. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readProc(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((child) => child !== '')
      .map(Number),
  )
}

/** What the descriptors of a process lead to, by their numbers. */
export function descriptorsOf(pid: number): ReadonlyMap<number, string> {
  const folder = `/proc/${pid}/fd`
  const targets = new Map<number, string>()
  for (const name of readdirSync(folder)) {
    const target = targetOf(`${folder}/${name}`)
    if (target !== undefined) targets.set(Number(name), target)
  }
  return targets
}

/** The network namespace of a process; `undefined` for one that has ended. */
export function networkOf(pid: number): string | undefined {
  return targetOf(`/proc/${pid}/ns/net`)
}

/** `undefined` for what is gone meanwhile, as the descriptor that listed the folder. */
function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch {
    return undefined
  }
}

/** The soft and the hard limit of a process for the resource with that name in `/proc/PID/limits`. */
export function limitsOf(pid: number, name: string): readonly string[] {
  const text = readFileSync(`/proc/${pid}/limits`, 'latin1')
  const line = text.split('\n').find((each) => each.startsWith(name)) ?? ''
  return line.slice(name.length).trim().split(/ +/).slice(0, 2)
}

/** The names in the environment that a process was started with. */
export function environmentOf(pid: number): readonly string[] {
  const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
  return variables.flatMap((variable) => /^([^=]+)=/.exec(variable)?.[1] ?? [])
}
