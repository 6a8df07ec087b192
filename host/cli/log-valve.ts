import type { Log } from '../exchange/ports.ts'

/** So much may wait for who reads the log. */
const mostWaitingBytes = 1024 * 1024

/**
 * A log that leaves events out while its reader is slower than they come, and then says how many: neither memory nor the
 * server's work depends on who reads. `waitingBytes` tells what is written and not read.
 */
export function valved(log: Log, waitingBytes: () => number): Log {
  let leftOut = 0
  return (event) => {
    if (waitingBytes() > mostWaitingBytes) {
      leftOut++
      return
    }
    if (leftOut > 0) {
      const message = `${leftOut} log lines are left out: what reads standard error is too slow`
      leftOut = 0
      log({ level: 'warning', message })
    }
    log(event)
  }
}
