import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** How a compiler ended, and what it wrote to standard output and to standard error. */
export type CompilerRun =
  | { readonly kind: 'done'; readonly out: string; readonly said: string }
  | { readonly kind: 'failed'; readonly said: string }
  /** There is no such program, or it may not be run. */
  | { readonly kind: 'absent' }

/** Runs a compiler in a process of its own, in the folder `cwd`; its temporary files go to `temporary`, where that is told. */
export async function runCompiler(
  program: string,
  args: readonly string[],
  { cwd = '.', temporary }: { readonly cwd?: string; readonly temporary?: string },
): Promise<CompilerRun> {
  const env = { ...process.env, LC_ALL: 'C', ...(temporary !== undefined && { TMPDIR: temporary }) }
  try {
    const options = { cwd, env, maxBuffer: 64 << 20 }
    const { stdout, stderr } = await promisify(execFile)(program, args, options)
    return { kind: 'done', out: stdout, said: stderr }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT' || error.code === 'EACCES') return { kind: 'absent' }
    const said = 'stderr' in error ? String(error.stderr) : ''
    const ended = `${program}: ended with ${String(error.code)}`
    return { kind: 'failed', said: said.trim() === '' ? ended : said }
  }
}
