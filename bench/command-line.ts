import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { findPackageRoot } from '../../guest/build/package-root.ts'

export const commandLine = join(findPackageRoot(), 'dist/host/cli/main.js')

/** Runs a command of `orthanc-wasm` to its end, in a folder; rejects with what it said if it fails. */
export async function runCommand(args: readonly string[], cwd = '.'): Promise<void> {
  await promisify(execFile)(process.execPath, [commandLine, ...args], { cwd })
}

/** A server with one plugin. */
export interface PluginServer {
  readonly url: string
  /** From the start of the process until it listened. */
  readonly startMs: number
  stop(): Promise<void>
}

/** Serves a plugin in a process of its own, on a free port. */
export async function servePlugin(plugin: string): Promise<PluginServer> {
  const before = performance.now()
  const child = spawn(process.execPath, [commandLine, 'serve', plugin, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-10_000)
  })
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const [line]: unknown[] = await Promise.race([firstLine, exited.then(() => [])])
  const startMs = performance.now() - before
  const url = /^Listening on (http\S+)$/.exec(String(line))?.[1]
  if (url === undefined) throw new Error(`${plugin} is not served:\n${log}`)
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
  }
  return { url, startMs, stop }
}
