import { fixedLimits } from '../exchange/limits.ts'
import type { LogLevel } from '../exchange/ports.ts'
import type { GuestLogLine } from '../frames/messages.ts'
import { LogRate } from '../exchange/log-rate.ts'

/** What a guest logs, bounded for each callback in lines and in their length, and in lines of a second. */
export class GuestLog {
  readonly #mostLines: number
  readonly #tell: (line: GuestLogLine) => void
  readonly #rate: LogRate
  #lines = 0
  #request: string | undefined

  /** So many lines of one callback are told. */
  constructor(
    mostLines: number,
    tell: (line: GuestLogLine) => void,
    rate = new LogRate(fixedLimits.logLinesPerSecond),
  ) {
    this.#mostLines = mostLines
    this.#tell = tell
    this.#rate = rate
  }

  /** A callback begins: of that request, or one that belongs to none. */
  begin(request: string | undefined): void {
    this.#lines = 0
    this.#request = request
  }

  /** What comes now is not about the request any more. */
  end(): void {
    this.#request = undefined
  }

  write(level: LogLevel, message: string): void {
    const most = this.#mostLines
    this.#lines++
    if (this.#lines > most + 1) return
    const leftOut = this.#rate.count()
    if (leftOut === 'silent') return
    if (leftOut > 0) this.#say('warning', `${leftOut} log lines of the last second are left out`)
    if (this.#lines <= most)
      return this.#say(level, message.slice(0, fixedLimits.logCharacters + 1))
    this.#say(level, `more than ${most} log lines of one call (MaxLogLines): the rest is left out`)
  }

  #say(level: LogLevel, message: string): void {
    this.#tell({ level, message, request: this.#request })
  }
}
