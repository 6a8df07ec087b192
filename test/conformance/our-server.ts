import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findPackageRoot } from '../../guest/build/package-root.ts'

/** A server that was started for a comparison. */
export interface ConformanceServer {
  readonly port: number
  /** Whether the process still runs. */
  isAlive(): boolean
  stop(): Promise<void>
}

const commandLine = join(findPackageRoot(), 'dist/host/cli/main.js')

/** Starts `orthanc-wasm serve` with a plugin and a configuration file, on a free port. */
export async function startOurs(
  plugin: string,
  config: string,
  args: readonly string[] = [],
): Promise<ConformanceServer> {
  const line = [commandLine, 'serve', plugin, '--config', config, '--port', '0', ...args]
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-100_000)
  })
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const [ready]: unknown[] = await Promise.race([firstLine, exited.then(() => [])])
  const port = /^Listening on .*:(\d+)$/.exec(String(ready))?.[1]
  if (port === undefined) throw new Error(`the server did not start:\n${log}`)
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    port: Number(port),
    isAlive,
    stop: async () => {
      if (!isAlive()) return
      child.kill('SIGTERM')
      await exited
    },
  }
}
