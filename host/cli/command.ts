import { ConfigError, ReportError } from '../exchange/errors.ts'

/** Done, failed, wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2

/** Runs a command. An error becomes lines for `report`, with `verbose` its stack too, and an exit code. */
export async function settle(
  work: () => Promise<ExitCode>,
  report: (line: string) => void,
  options: { readonly verbose?: boolean },
): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    for (const line of describeFailure(error, options.verbose ?? false)) report(line)
    return error instanceof ConfigError ? 2 : 1
  }
}

function describeFailure(error: unknown, verbose: boolean): readonly string[] {
  if (!(error instanceof Error)) return [String(error)]
  const lines = error instanceof ReportError ? error.lines : [error.message]
  if (!verbose) return lines
  const [first = '', ...others] = lines
  const [cause, ...causes] = error.cause === undefined ? [] : describeFailure(error.cause, true)
  const caused = cause === undefined ? [] : [`caused by ${cause}`, ...causes]
  return [`${error.name}: ${first}`, ...others, ...framesOf(error), ...caused]
}

/** The frames of a stack without its message, which may look like a frame. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const frames = stack.replace(message, '').split('\n')
  return frames.filter((line) => /^\s+at /.test(line))
}

/** Resolves at the next of these signals. Further signals change nothing, since a stop ends in bounded time. */
export function stopRequest(
  signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'],
): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve(undefined))
  })
}
