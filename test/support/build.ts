import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds `dist/` and the samples before all tests, unless the npm script that runs them has built both. */
export default function build(): void {
  if (/^(?:test|hostile)/.test(process.env['npm_lifecycle_event'] ?? '')) return
  const root = join(import.meta.dirname, '..', '..')
  for (const script of ['build', 'examples'])
    execFileSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' })
}
