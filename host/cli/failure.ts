import { ConfigError } from '../exchange/errors.ts'

/** What a command ends with: done, failed, wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2

/** Runs a command; an error becomes lines for `report` and an exit code. With `verbose` its stack follows. */
export async function settle(
  work: () => Promise<ExitCode>,
  report: (text: string) => void,
  options: { readonly verbose?: boolean },
): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    report(describeFailure(error, options.verbose ?? false))
    return error instanceof ConfigError ? 2 : 1
  }
}

function describeFailure(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error)
  if (!verbose || error.stack === undefined) return error.message
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeFailure(error.cause, true)}`
  return `${error.stack}${cause}`
}
