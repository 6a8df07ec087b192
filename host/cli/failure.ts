import { ConfigError, ReportError } from '../exchange/errors.ts'

/** What a command ends with: done, failed, wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2

/** Runs a command; an error becomes lines for `report` and an exit code. With `verbose` its stack follows. */
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

/** The lines of a stack behind the message, which may look like one. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const frames = stack.replace(message, '').split('\n')
  return frames.filter((line) => /^\s+at /.test(line))
}
