import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPackageRoot } from '../guest/build/package-root.ts'

/** The program of `orthanc-wasm`, as it is built. */
export const commandLine = join(findPackageRoot(), 'dist/host/cli/main.js')

/** Runs a program in JavaScript to its end, in a folder; rejects with its messages if it fails. */
export async function runNode(args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(process.execPath, args, { cwd })
}

/** Runs a command of `orthanc-wasm` as `runNode` does. */
export function runCommand(args: readonly string[], cwd = '.'): Promise<void> {
  return runNode([commandLine, ...args], cwd)
}
