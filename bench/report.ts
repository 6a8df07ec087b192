import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, cpus, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { findPackageRoot } from '../guest/build/package-root.ts'
import type { Findings } from './findings.ts'

/** What one run found: what `bench/results/` has as JSON, and what the page is written from. */
export interface Report {
  readonly machine: string
  readonly peers: readonly string[]
  readonly isQuick: boolean
  readonly seconds: number
  readonly parts: readonly PartReport[]
}

/** What one part found, or why it did not come to its end. */
export interface PartReport {
  readonly name: string
  readonly seconds: number
  readonly findings: Findings
  readonly failure?: string
}

/** The machine in a line, without a name of its own. */
export function describeMachine(): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  const system = `${type()} ${arch()}, Node ${process.version}`
  return `${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory}, ${system}`
}

/** Names and versions of what is compared with; those that are not there are left out. */
export function describePeers(load: string): string[] {
  const packages = ['sharp', 'fast-png', 'upng-js', 'jpeg-js'].map(packageVersion)
  const debian = ['orthanc', 'libpng-dev', 'libjpeg62-turbo-dev', 'gcc', load].map(debianVersion)
  return [...debian, ...packages].filter((text) => text !== undefined)
}

function packageVersion(name: string): string | undefined {
  const file = join(findPackageRoot(), 'node_modules', name, 'package.json')
  const version = /"version": *"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1]
  return version && `${name} ${version}`
}

/** A Debian package with its version; `undefined` if it is not installed. */
export function debianVersion(name: string): string | undefined {
  try {
    const words = ['-W', '-f', '${Version}', name]
    return `${name} ${execFileSync('dpkg-query', words, { stdio: 'pipe' }).toString()}`
  } catch {
    // Not installed, or no Debian: what is skipped is said where it would stand.
    return undefined
  }
}
