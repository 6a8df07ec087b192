import type { Log, LogEvent } from './ports.ts'
import { LogRate } from './log-rate.ts'

/** Events of one kind that are written in a second. */
const mostInSecond = 10

/** A log of events of one kind that clients can cause: writes some of a second, and says how many it left out. */
export function rateLog(log: Log): Log {
  const rate = new LogRate(mostInSecond)
  return (event: LogEvent) => {
    const leftOut = rate.count()
    if (leftOut === 'silent') return
    const others = leftOut === 0 ? '' : `; ${leftOut} such lines are left out`
    log({ ...event, message: event.message + others })
  }
}
