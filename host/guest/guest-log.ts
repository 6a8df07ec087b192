import { fixedLimits } from '../exchange/limits.ts'
import type { LogLevel } from '../exchange/ports.ts'
import type { GuestLogLine } from '../frames/messages.ts'
import { LogLimiter } from '../exchange/log.ts'

/** Limits what a guest logs: lines of one callback, their length, and lines per second. */
export class GuestLog {
  readonly #mostLines: number
  readonly #emit: (line: GuestLogLine) => void
  readonly #rate: LogLimiter
  #lines = 0
  #request: string | undefined

  /** Passes at most `mostLines` of each callback to `emit`. */
  constructor(
    mostLines: number,
    emit: (line: GuestLogLine) => void,
    rate = LogLimiter.perSecond(fixedLimits.logLinesPerSecond),
  ) {
    this.#mostLines = mostLines
    this.#emit = emit
    this.#rate = rate
  }

  /** Begins a callback: of that request, or of none. */
  begin(request: string | undefined): void {
    this.#lines = 0
    this.#request = request
  }

  /** Ends the callback: later lines do not belong to its request. */
  end(): void {
    this.#request = undefined
  }

  write(level: LogLevel, message: string): void {
    const most = this.#mostLines
    this.#lines++
    if (this.#lines > most + 1) return
    const leftOut = this.#rate.next()
    if (leftOut === 'drop') return
    if (leftOut > 0)
      this.#emitLine('warning', `${leftOut} log lines of the last second are left out`)
    if (this.#lines <= most)
      return this.#emitLine(level, message.slice(0, fixedLimits.logCharacters + 1))
    this.#emitLine(
      level,
      `more than ${most} log lines of one call (MaxLogLines): the rest is left out`,
    )
  }

  #emitLine(level: LogLevel, message: string): void {
    this.#emit({ level, message, request: this.#request })
  }
}
