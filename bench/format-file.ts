import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../guest/build/package-root.ts'

const root = findPackageRoot()

/** Formats a file that was written, as the check of the repository requires. */
export function formatFile(file: string): void {
  const formatter = join(root, 'node_modules/.bin/oxfmt')
  if (existsSync(formatter)) execFileSync(formatter, [file], { cwd: root, stdio: 'ignore' })
}
