import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const root = join(import.meta.dirname, '..', '..')
/** The program `orthanc-wasm`. */
export const commandLine = join(root, 'dist', 'host', 'cli', 'main.js')

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
  /** Sends SIGTERM and waits; returns the exit code. */
  stop(): Promise<number | null>
}

/** A command in front of a server that limits one of its resources: `-n 256` leaves it 256 descriptors. */
export function ulimit(option: string): readonly string[] {
  return ['sh', '-c', `ulimit ${option}; exec "$@"`, 'sh']
}

/** Starts `orthanc-wasm serve` on a free port and waits until it listens. */
export async function startServer(options: {
  readonly plugins: readonly string[]
  readonly args?: readonly string[]
  /** The program to run, if not this repository's own. */
  readonly program?: string
  /** A command in front that becomes the server, as `setsid` does. */
  readonly wrapper?: readonly string[]
}): Promise<RunningServer> {
  const { plugins, args: more = [], program = commandLine, wrapper = [] } = options
  const args = [program, 'serve', ...plugins, '--port', '0', ...more]
  const [first = '', ...rest] = [...wrapper, process.execPath, ...args]
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
