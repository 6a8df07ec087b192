import { readdirSync } from 'node:fs'
import { readProc, statOf } from '../support/system-process.ts'

/** A process that a server has started, or that one of those has started. */
export interface ServerProcess {
  readonly pid: number
  readonly kind: 'guest' | 'take-apart' | 'reaper' | 'other'
}

/** The processes below a server that have not ended; a spare is a guest as well. */
export function processesOf(server: number): readonly ServerProcess[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined
    if (parent !== undefined) parents.set(Number(name), parent)
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === server || isBelow(parents.get(pid)))
  return [...parents]
    .filter(([, parent]) => isBelow(parent))
    .map(([pid]) => ({ pid, kind: kindOf(pid) }))
}

/** Their numbers. */
export function pidsOf(server: number, kind: ServerProcess['kind']): readonly number[] {
  return processesOf(server).flatMap((each) => (each.kind === kind ? [each.pid] : []))
}

/** `undefined` for a process that has ended, collected by its parent or not. */
function parentOf(pid: number): number | undefined {
  const [state, parent] = statOf(pid)
  return state === undefined || state === 'Z' ? undefined : Number(parent)
}

function kindOf(pid: number): ServerProcess['kind'] {
  const command = readProc(`/proc/${pid}/cmdline`)
  if (/\/(?:request-)?guest\.js\0/.test(command)) return 'guest'
  if (command.includes('/take-apart.js\0')) return 'take-apart'
  return command.startsWith('/bin/sh\0-c\0trap') ? 'reaper' : 'other'
}
