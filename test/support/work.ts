import { existsSync, readFileSync } from 'node:fs'

/** Begins with the time that the thread which reads it has had a processor, in ns. */
const statistics = '/proc/thread-self/schedstat'

/** The processor time of `act` in ms, if the system reports it: on a busy machine no thread has all of the time. */
export function workOf(act: () => void): number {
  const before = readProcessorTime()
  act()
  return readProcessorTime() - before
}

function readProcessorTime(): number {
  if (!existsSync(statistics)) return performance.now()
  return Number(readFileSync(statistics, 'latin1').split(' ')[0]) / 1e6
}
