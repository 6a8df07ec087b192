import { existsSync, readFileSync } from 'node:fs'

/** Begins with the time that the thread which reads it has had a processor, in ns. */
const statistics = '/proc/thread-self/schedstat'

/** The time in ms that a processor worked on `act`, where the system tells: a busy machine gives no thread all of its time. */
export function workOf(act: () => void): number {
  const before = worked()
  act()
  return worked() - before
}

function worked(): number {
  if (!existsSync(statistics)) return performance.now()
  return Number(readFileSync(statistics, 'latin1').split(' ')[0]) / 1e6
}
