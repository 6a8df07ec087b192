import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a program wrote, and its exit code. */
export interface ProgramResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a program in a folder to its end, without what `npm test` says to the programs that it runs. */
export async function runProgram(
  folder: string,
  program: string,
  ...args: readonly string[]
): Promise<ProgramResult> {
  const child = promisify(execFile)(program, args, { cwd: folder, env: environment() })
  const { stdout, stderr } = await child.catch((error: unknown) => outputOf(error))
  return { code: child.child.exitCode, out: stdout, err: stderr }
}

/** As in a shell of its own: npm's variables would lead an npm inside to this repository. */
export function environment(): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  return Object.fromEntries(ours)
}

/** Of a program that ended with a code other than 0. */
function outputOf(error: unknown): { stdout: string; stderr: string } {
  if (error instanceof Error && 'stdout' in error && 'stderr' in error)
    return { stdout: String(error.stdout), stderr: String(error.stderr) }
  throw error
}
