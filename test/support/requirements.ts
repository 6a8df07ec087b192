import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const reported = new Set<string>()

/**
 * Whether a program by its name, or a file by its path, is not installed here: then its tests are skipped. Each missing
 * one is printed once in a test file, on a line that begins with `SKIPPED-FOR-PACKAGE`.
 */
export function missingPackage(program: string, debianPackage: string): boolean {
  if (isInstalled(program)) return false
  if (!reported.has(program)) {
    reported.add(program)
    const needs = `tests with ${program} need the Debian package ${debianPackage}`
    process.stdout.write(`SKIPPED-FOR-PACKAGE ${debianPackage}: ${needs}\n`)
  }
  return true
}

function isInstalled(program: string): boolean {
  if (program.includes('/')) return existsSync(program)
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => isExecutable(join(folder, program)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Absent, or not for us: both mean that it cannot be run.
    return false
  }
}
