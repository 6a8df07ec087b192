import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const root = join(import.meta.dirname, '..', '..')
const commandLine = join(root, 'dist', 'host', 'cli', 'main.js')

/** The compiled sample of that name. */
export function sample(name: string): string {
  return join(root, 'dist', 'examples', `${name}.wasm`)
}

/** A server that runs as a program of its own. */
export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it has logged so far. */
  log(): string
  /** Sends SIGTERM and waits; gives the exit code. */
  stop(): Promise<number | null>
}

/** Starts `orthanc-wasm serve` on a free port and waits until it listens. */
export async function startServer(options: {
  readonly plugins: readonly string[]
  readonly args?: readonly string[]
  /** The program to run, if not this repository's own. */
  readonly program?: string
  /** How many descriptors the process may have. */
  readonly descriptors?: number
}): Promise<RunningServer> {
  const { plugins, args: more = [], program = commandLine, descriptors } = options
  const args = [program, 'serve', ...plugins, '--port', '0', ...more]
  const command = [process.execPath, ...args]
  const limit = ['sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh']
  const [first = '', ...rest] = descriptors === undefined ? command : [...limit, ...command]
  const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const [line]: unknown[] = await Promise.race([firstLine, exited.then(() => [])])
  const url = /^Listening on (http\S+)$/.exec(String(line))?.[1]
  if (url === undefined || child.pid === undefined)
    throw new Error(`the server did not start:\n${log}`)
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}
