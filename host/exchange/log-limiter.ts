import type { Log } from './ports.ts'

/** Counts the log lines that a limit drops, so that a later line can report them. */
export class LogLimiter {
  readonly #isReached: () => boolean
  #dropped = 0

  /** `isReached` is asked before each line: true drops it. */
  constructor(isReached: () => boolean) {
    this.#isReached = isReached
  }

  /** At most `lines` per second. `now` returns milliseconds. */
  static perSecond(lines: number, now = (): number => performance.now()): LogLimiter {
    let windowStart = Number.NEGATIVE_INFINITY
    let passed = 0
    return new LogLimiter(() => {
      if (now() - windowStart >= 1000) {
        windowStart = now()
        passed = 0
      }
      return ++passed > lines
    })
  }

  /** Call before each line: `drop`, or the number of lines that were dropped since the last one that was written. */
  next(): 'drop' | number {
    if (this.#isReached()) {
      this.#dropped++
      return 'drop'
    }
    const dropped = this.#dropped
    this.#dropped = 0
    return dropped
  }
}

/** Events of one kind per second that clients can cause. */
const eventsPerSecond = 10

/** A log for events that clients can cause: at a bounded rate, and a line reports how many were dropped. */
export function limitLog(log: Log): Log {
  const limiter = LogLimiter.perSecond(eventsPerSecond)
  return dropLines(log, limiter, `of one kind at most ${eventsPerSecond} are written per second`)
}

/** A log without the events that a limit drops; a line reports how many, and why. */
export function dropLines(log: Log, limiter: LogLimiter, why: string): Log {
  return (event) => {
    const dropped = limiter.next()
    if (dropped === 'drop') return
    if (dropped > 0) log({ level: 'warning', message: `${dropped} log lines were dropped: ${why}` })
    log(event)
  }
}
