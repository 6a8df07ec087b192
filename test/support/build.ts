import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds `dist/` and the samples once before all tests: guest processes and the command line run what is built. */
export default function build(): void {
  const root = join(import.meta.dirname, '..', '..')
  for (const script of ['build', 'examples'])
    execFileSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' })
}
