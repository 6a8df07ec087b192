import { errorCodes } from '../../abi/enums.ts'
import { fixedLimits } from './limits.ts'

/**
 * The plugin asked for something that Orthanc refuses with a code. The call returns `code`; where the SDK's function is
 * void the code is dropped, as in Orthanc.
 */
export class CallError extends Error {
  override readonly name: string = 'CallError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * The plugin handed over something that no plugin may: a pointer outside its memory, a NULL that is not allowed, a line
 * break in a header. A call that returns a code returns `code`; a void one that answers refuses its request (500).
 */
export class BadArgumentError extends CallError {
  override readonly name: string = 'BadArgumentError'
}

/** The error; that of a bad argument gets the argument's name before its message. */
export function withArgument(name: string, error: unknown): unknown {
  if (error instanceof BadArgumentError) error.message = `${name}: ${error.message}`
  return error
}

/** `[at, at + length)` is not inside the guest's memory of `size` bytes. Code 3, or 35 for NULL. */
export class GuestMemoryError extends BadArgumentError {
  override readonly name: string = 'GuestMemoryError'
  readonly at: number
  readonly length: number

  constructor(at: number, length: number, size: number) {
    super(
      at === 0 ? errorCodes.NullPointer : errorCodes.ParameterOutOfRange,
      at === 0
        ? `NULL pointer, ${length} bytes needed`
        : `[${at}, ${at + length}) is outside the plugin's memory of ${size} bytes`,
    )
    this.at = at
    this.length = length
  }
}

/**
 * The instance is gone: a trap, an abort, an exit. The request gets 500, the next one a fresh instance. The message, which
 * has names that the plugin chose, has a bounded length.
 */
export class PluginError extends Error {
  override readonly name: string = 'PluginError'

  constructor(message: string, options?: ErrorOptions) {
    super(message.slice(0, fixedLimits.reasonCharacters), options)
  }
}

/** A plugin cannot be loaded; `reasons` are lines for its author, of a bounded length. `serve` leaves it out or stops. */
export class PluginLoadError extends Error {
  override readonly name: string = 'PluginLoadError'
  readonly reasons: readonly string[]

  constructor(reasons: readonly string[]) {
    const bounded = reasons.map((reason) => reason.slice(0, fixedLimits.reasonCharacters))
    super(bounded.join('; '))
    this.reasons = bounded
  }
}

/** The reasons in what loading a plugin threw. `thrower` is named if that is not an error. */
export function loadReasonsOf(thrown: unknown, thrower = 'the plugin'): readonly string[] {
  if (thrown instanceof PluginLoadError) return thrown.reasons
  const message = thrown instanceof Error ? thrown.message : `${thrower} threw a value`
  return new PluginLoadError([message]).reasons
}

/** An error that a person can act on, a line for each problem. Names in a line may contain any character, line breaks too. */
export class ReportError extends Error {
  override readonly name: string = 'ReportError'
  readonly lines: readonly string[]

  constructor(lines: string | readonly string[], options?: ErrorOptions) {
    const all = typeof lines === 'string' ? [lines] : lines
    super(all.join('\n'), options)
    this.lines = all
  }
}

/** Settings are wrong: each line names a key, and its line where there is a file. Exit code 2. */
export class ConfigError extends ReportError {
  override readonly name: string = 'ConfigError'
}
