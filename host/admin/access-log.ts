import { textOf } from '../exchange/byte-string.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { EndedRequest, Observer } from '../exchange/ports.ts'
import type { Log } from '../exchange/log.ts'

/** Writes one line for each request that ended. */
export function createAccessLog(log: Log): Observer {
  return {
    onRequest(ended) {
      const { id, method, path, status = null, bytes, plugin } = ended
      const ms = Number(ended.ms.toFixed(1))
      log({
        level: 'info',
        message: describeRequest(ended),
        request: id,
        ...(plugin !== undefined && { plugin }),
        values: { method, path: textOf(path), status, bytes, ms },
      })
    },
  }
}

function describeRequest({ method, path, status, bytes, ms, isComplete }: EndedRequest): string {
  const sent = status === undefined ? 'no answer' : `${status}, ${bytes} bytes`
  const shownPath = textOf(path.slice(0, fixedLimits.logCharacters / 2))
  const cut = status === undefined || isComplete ? '' : ', cut'
  return `${method} ${shownPath} ${sent}${cut}, ${ms.toFixed(1)} ms`
}
