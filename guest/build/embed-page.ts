import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from './package-root.ts'

/**
 * AssemblyScript cannot import a text file, and neither can the compiled host: each page becomes a module with one constant.
 * `--check` compares instead of writing, and fails if a module differs from its page.
 */
const folders = ['guest/examples/preview', 'host/admin']

function embed(html: string): string {
  const literal = html.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)
  return (
    '// Generated from page.html by guest/build/embed-page. Do not edit; run "npm run abi".\n\n' +
    '/** The page as it is served. */\n' +
    `export const page = \`${literal}\`\n`
  )
}

function readTarget(target: string): string {
  try {
    return readFileSync(target, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function check(target: string, expected: string): void {
  const found = readTarget(target)
  if (found === expected) return
  const wantedLines = expected.split('\n')
  const foundLines = found.split('\n')
  const longer = wantedLines.length > foundLines.length ? wantedLines : foundLines
  const at = longer.findIndex((_, line) => wantedLines[line] !== foundLines[line])
  process.stderr.write(
    `${target}:${at + 1} differs from page.html; run "npm run abi"\n` +
      `  expected: ${wantedLines[at] ?? '(end)'}\n  found:    ${foundLines[at] ?? '(end)'}\n`,
  )
  process.exitCode = 1
}

for (const folder of folders.map((name) => join(findPackageRoot(), name))) {
  const target = join(folder, 'page.ts')
  const generated = embed(readFileSync(join(folder, 'page.html'), 'utf8'))
  if (process.argv.includes('--check')) check(target, generated)
  else writeFileSync(target, generated)
}
